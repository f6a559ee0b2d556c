"""The faults as switches: what each does, whether it is on, and how often it struck."""

from collections.abc import Mapping

from clicksendhub.sandbox import fault_fields
from clicksendhub.sandbox.control import switch_on
from clicksendhub.sandbox.fault_form import Typed, show_fields
from clicksendhub.sandbox.fault_standing import (
    Standing,
    balances,
    is_spent,
    standing,
    struck_by,
)
from clicksendhub.sandbox.fault_words import FAMILIES, WORDS, Family
from clicksendhub.sandbox.faults import KINDS, Kind
from clicksendhub.sandbox.http import Request, Response
from clicksendhub.sandbox.markup import (
    Html,
    fill,
    join,
    not_found,
    page,
    redirect,
)
from clicksendhub.sandbox.state import Sandbox

PATH = "/faults"
EVERYTHING = "all"


def show_faults(sandbox: Sandbox, request: Request, params: dict[str, str]) -> Response:
    """Show every fault with its switch."""
    return _show(sandbox, Typed())


def change_faults(
    sandbox: Sandbox, request: Request, params: dict[str, str]
) -> Response:
    """Switch a fault on or off, or all of them off."""
    form = request.form()
    if "off" in form:
        return _switch_off(sandbox, form["off"])
    kind = KINDS.get(form.get("kind", ""))
    if kind is None:
        return not_found()
    return _switch_on(sandbox, kind, form)


def _switch_off(sandbox: Sandbox, what: str) -> Response:
    if what == EVERYTHING:
        sandbox.faults.clear()
        return redirect(PATH)
    for fault in sandbox.faults.listed():
        if what in (fault["kind"], str(fault["id"])):
            sandbox.faults.clear(fault["id"])
    return redirect(f"{PATH}#{what}" if what in KINDS else PATH)


def _switch_on(sandbox: Sandbox, kind: Kind, form: Mapping[str, str]) -> Response:
    try:
        settings = fault_fields.read_typed(kind, form)
    except fault_fields.Mistyped as problem:
        return _show(sandbox, Typed(kind.name, form, problem.mistakes))
    for fault in sandbox.faults.listed():
        if fault["kind"] == kind.name and is_spent(fault):
            sandbox.faults.clear(fault["id"])
    switch_on(sandbox, {"kind": kind.name, **settings})
    return redirect(f"{PATH}#{kind.name}")


def _show(sandbox: Sandbox, typed: Typed) -> Response:
    on = sandbox.faults.listed()
    content = fill(
        "faults",
        mistakes=_mistakes(typed),
        summary=_summary([fault for fault in on if not is_spent(fault)]),
        families=join(_family(sandbox, family, on, typed) for family in FAMILIES),
    )
    status = 400 if typed.mistakes else 200
    return page("Faults", content, path=PATH, status=status)


def _mistakes(typed: Typed) -> Html:
    if not typed.mistakes:
        return Html("")
    links = join(
        f'<li><a href="#{typed.kind}-{name}">{sentence}</a></li>'
        for name, sentence in typed.mistakes.items()
    )
    title = WORDS[typed.kind].title
    return fill("mistakes", title=title, links=Html(f"<ul>{links}</ul>"))


def _summary(on: list[Standing]) -> Html:
    if not on:
        return Html("<p>No fault is on: the sandbox behaves.</p>")
    names = list(dict.fromkeys(fault["kind"] for fault in on))
    links = ", ".join(f'<a href="#{name}">{WORDS[name].title}</a>' for name in names)
    sentence = "1 fault is on" if len(on) == 1 else f"{len(on)} faults are on"
    return fill("faults_on", sentence=sentence, links=Html(links))


def _family(sandbox: Sandbox, family: Family, on: list[Standing], typed: Typed) -> Html:
    shown = join(
        _fault(
            sandbox,
            KINDS[name],
            [fault for fault in on if fault["kind"] == name],
            typed if typed.kind == name else Typed(name),
        )
        for name in family.faults
    )
    return fill("family", title=family.name, sentence=family.sentence, faults=shown)


def _fault(sandbox: Sandbox, kind: Kind, on: list[Standing], typed: Typed) -> Html:
    words = WORDS[kind.name]
    is_on = not all(is_spent(fault) for fault in on)
    is_act = kind.stage == "now"
    return fill(
        "fault",
        kind=kind.name,
        title=words.title,
        meaning=words.meaning,
        strikes=_strikes(kind),
        state="on" if is_on else "off",
        switch="" if is_act else _switch(kind, words.title, is_on=is_on),
        standing=balances(sandbox) if is_act else standing(kind, on),
        open=Html(" open") if typed.mistakes or is_act else "",
        summary=_fold_name(kind, is_on=is_on),
        fields=show_fields(kind, typed),
        more=_more(kind, is_on=is_on),
    )


def _strikes(kind: Kind) -> str:
    if kind.stage == "receipt":
        return "strikes receipts"
    if kind.stage == "state":
        return "strikes history"
    if kind.stage == "now":
        return "acts at once"
    return f"strikes {struck_by(kind.path)} unless told otherwise"


def _switch(kind: Kind, title: str, *, is_on: bool) -> Html:
    name = "switch_on" if is_on else "switch_off"
    return fill(name, kind=kind.name, title=title)


def _fold_name(kind: Kind, *, is_on: bool) -> str:
    if kind.stage == "now":
        return "The amount"
    return "Once more, with other settings" if is_on else "Settings"


def _more(kind: Kind, *, is_on: bool) -> Html:
    """Return the button of the settings, where the switch is not it."""
    if kind.stage == "now":
        return Html("<button>Set the balance</button>")
    return Html("<button>Switch on once more</button>") if is_on else Html("")
