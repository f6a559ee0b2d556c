"""The tags that pages are built from; what needs no logic is a plain include."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import heroicons
from django import template
from django.contrib.messages import WARNING
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from clicksendhub.ui import fields, moments
from clicksendhub.ui.badges import Badge, badge_for
from clicksendhub.ui.sums import Sum
from clicksendhub.ui.theme import CHOICES, ThemeChoice

register = template.Library()

ICONS_OF_LEVELS = {
    "info": "information-circle",
    "good": "check-circle",
    "warn": "exclamation-triangle",
    "bad": "exclamation-circle",
    "person": "hand-raised",
}
PHONE_NUMBER = re.compile(r"(\+\d(?:[ ()-]{0,2}\d)+)")


def _draw(name: str, **context: object) -> SafeString:
    return render_to_string(f"components/{name}.html", context)


@register.simple_tag
def icon(name: str, *, label: str = "", size: int = 20) -> SafeString:
    """A heroicons outline; without a label it is for eyes only."""
    attrs: dict[str, object] = {"class": "icon", "stroke-width": "1.75"}
    if label:
        attrs |= {"role": "img", "aria-label": str(label)}
    else:
        attrs |= {"aria-hidden": "true", "focusable": "false"}
    # Drawn from the package's own files; every attribute is escaped by ElementTree.
    return mark_safe(heroicons._render_icon("outline", name, size, attrs))  # noqa: S308


@register.simple_tag
def badge(state: str) -> SafeString:
    """The word of a state with its icon and tint."""
    return _draw("badge", badge=badge_for(state))


@register.simple_tag
def badge_sentence(state: str) -> str:
    """What the state means, in one sentence."""
    return badge_for(state).sentence


@register.filter
def badge_of(state: str) -> Badge:
    """The badge itself, for templates that draw it in their own way."""
    return badge_for(state)


@register.filter
def initials(name: str) -> str:
    """At most two first letters of a name."""
    words = name.split()
    picked = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in picked).upper()


@register.filter
def keep_numbers_whole(words: str) -> SafeString:
    """The words, with each phone number in them on one line."""
    parts = enumerate(PHONE_NUMBER.split(words))
    # Every second part is what the pattern caught.
    return format_html_join(
        "", "{}", ((_on_one_line(part) if at % 2 else part,) for at, part in parts)
    )


def _on_one_line(words: str) -> SafeString:
    return format_html('<span class="nowrap">{}</span>', words)


@register.filter
def notice_level(level_tag: str) -> str:
    """The level of notice for one of Django's messages."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level_tag, "info")


@register.filter
def needing_attention(messages: Iterable[Message] | None) -> list[Message]:
    """Messages that must not vanish: they stand above the page."""
    return [message for message in messages or () if message.level >= WARNING]


@register.filter
def confirming(messages: Iterable[Message] | None) -> list[Message]:
    """Messages that only confirm what is visible: they leave by themselves."""
    return [message for message in messages or () if message.level < WARNING]


@register.simple_tag
def theme_choices() -> tuple[ThemeChoice, ...]:
    """The three buttons of the theme switch."""
    return CHOICES


@register.simple_tag
def field(
    bound: BoundField, *, described_by: str = "", width: str = "full"
) -> SafeString:
    """Label, help, error and control of one form field, tied together for all ears."""
    kind = fields.kind_of(bound)
    ids = fields.describing_ids(bound, described_by)
    css_class = "field__check" if kind == "checkbox" else "field__input"
    context: dict[str, object] = {
        "field": bound,
        "width": width,
        "described_by": ids,
        "errors": fields.error_words(bound),
        "is_typed": fields.is_typed(bound),
    }
    if kind == "choices":
        context["choices"] = fields.choices_of(bound)
    elif kind == "parts":
        context["parts"] = fields.parts_of(bound, described_by=ids)
    else:
        context["control"] = fields.control_of(
            bound, css_class=css_class, described_by=ids
        )
    return _draw("field", kind=kind, **context)


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary."""

    message: str
    target: str


@register.simple_tag
def error_summary(
    *forms: BaseForm | BaseFormSet[Any] | None, focus: bool = True
) -> SafeString:
    """Every error of the given forms, each a link to its field."""
    faults = [fault for form in forms if form is not None for fault in _faults(form)]
    if not faults:
        return SafeString()
    return _draw("error-summary", faults=faults, focus=focus)


def _faults(form: BaseForm | BaseFormSet[Any]) -> Iterator[Fault]:
    if isinstance(form, BaseFormSet):
        for message in form.non_form_errors():
            yield Fault(str(message), "")
        for part in form.forms:
            yield from _faults(part)
        return
    for message in form.non_field_errors():
        yield Fault(str(message), "")
    for bound in form:
        target = "" if bound.is_hidden else fields.first_id(bound)
        for message in fields.error_words(bound):
            yield Fault(message, target)


@register.simple_tag
def sum_bar(totals: Sum, *, caption: str = "", compact: bool = False) -> SafeString:
    """The signature of the product: where everyone in a send or an import stands."""
    name = "sum-bar-compact" if compact else "sum-bar"
    return _draw(name, totals=totals, caption=caption)


@register.simple_tag
def when(
    moment: datetime | None, zone: str = "UTC", *, words: moments.Words = "full"
) -> SafeString:
    """A moment in words with its zone, and exactly for machines."""
    if moment is None:
        return SafeString("–")
    now = timezone.now()
    text = moments.tell(moment, zone, now=now, words=words)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


@register.simple_block_tag
def page_head(
    content: str,
    title: str,
    *,
    sentence: str = "",
    state: str = "",
    back_url: str = "",
    back_label: str = "",
    title_id: str = "",
) -> SafeString:
    """The page's one h1, a sentence of state, and its acts at the right.

    A title that counts has an id, by which a part that is drawn again renews it.
    """
    return _draw(
        "page-head",
        actions=content.strip() and content,
        title=title,
        title_id=title_id,
        sentence=sentence,
        state=state,
        back_url=back_url,
        back_label=back_label,
    )


@register.simple_block_tag
def panel(
    content: str,
    *,
    title: str = "",
    sentence: str = "",
    flush: bool = False,
    id: str = "",
) -> SafeString:
    """A part of a page on its own sheet; never within another."""
    return _draw(
        "panel", content=content, title=title, sentence=sentence, flush=flush, id=id
    )


@register.simple_block_tag
def notice(content: str, level: str = "info", *, title: str = "") -> SafeString:
    """Something to know before going on, with an icon and a tint of its level."""
    return _draw(
        "notice",
        content=content,
        level=level,
        title=title,
        icon_name=ICONS_OF_LEVELS[level],
    )


@register.simple_block_tag
def menu(
    content: str,
    label: str,
    *,
    icon: str = "",
    align: str = "end",
    button: str = "",
    words: bool = False,
    face: str = "",
) -> SafeString:
    """A button that opens a list of acts; plain HTML, so it needs no script."""
    plain = "button button--quiet button--small" if icon and not words else "button"
    return _draw(
        "menu",
        content=content,
        label=label,
        icon_name=icon,
        align=align,
        button=button or plain,
        words=words,
        face=face,
    )


@register.simple_block_tag
def table(
    content: str, caption: str, *, show_caption: bool = False, id: str = ""
) -> SafeString:
    """A table that becomes stacked rows on a phone."""
    return _draw(
        "table", content=content, caption=caption, show_caption=show_caption, id=id
    )


@register.simple_block_tag
def empty_state(
    content: str, title: str, *, sentence: str = "", icon: str = "inbox"
) -> SafeString:
    """What will be here, and the one act that begins it."""
    return _draw(
        "empty-state",
        content=content,
        title=title,
        sentence=sentence,
        icon_name=icon,
    )
