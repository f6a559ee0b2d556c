"""The tags that pages are built from."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from django import forms
from django.template import Context, Template

from clicksendhub.ui.sums import totals_of
from clicksendhub.ui.widgets import DateTimeInputs, ExplainedRadios

SVG = ".//{http://www.w3.org/2000/svg}svg"


def drawn(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def parsed(source: str, **context: Any) -> Any:
    """The drawn fragment as a tree without namespaces; invalid HTML fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(drawn(source, **context))


def by_id(tree: Any, wanted: str) -> Any:
    return next(node for node in tree.iter() if node.get("id") == wanted)


class Writing(forms.Form):
    body = forms.CharField(label="Text", help_text="As to one person.")
    reference = forms.CharField(label="Your reference", required=False)
    sender = forms.ChoiceField(
        label="From",
        choices=[("own", "Our number"), ("name", "Our name")],
        widget=ExplainedRadios(option_help={"name": "Nobody can reply."}),
    )
    due_at = forms.SplitDateTimeField(label="When", widget=DateTimeInputs())
    keep = forms.BooleanField(label="Keep it", required=False)


def test_a_label_names_its_input_and_help_describes_it() -> None:
    tree = parsed("{% field form.body %}", form=Writing())

    assert tree.find(".//label").get("for") == "id_body"
    assert by_id(tree, "id_body").get("aria-describedby") == "id_body_helptext"
    assert by_id(tree, "id_body_helptext").text == "As to one person."


def test_an_error_stands_at_its_field_and_describes_it() -> None:
    tree = parsed("{% field form.body %}", form=Writing({}))

    control = by_id(tree, "id_body")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_body_helptext id_body_error"
    error = "".join(by_id(tree, "id_body_error").itertext()).strip()
    assert error == "Error: Fill in “Text”."


def test_a_page_may_add_what_describes_a_field() -> None:
    tree = parsed('{% field form.body described_by="counter" %}', form=Writing())

    assert by_id(tree, "id_body").get("aria-describedby") == "id_body_helptext counter"


def test_only_what_may_stay_empty_says_so() -> None:
    assert "(optional)" in drawn("{% field form.reference %}", form=Writing())
    assert "(optional)" not in drawn("{% field form.body %}", form=Writing())


def test_a_set_of_radios_is_a_group_with_its_legend() -> None:
    tree = parsed("{% field form.sender %}", form=Writing())

    legend = "".join(tree.find(".//fieldset/legend").itertext()).strip()
    assert legend == "From"
    assert [node.get("for") for node in tree.iter("label")] == [
        "id_sender_0",
        "id_sender_1",
    ]


def test_an_option_is_described_by_its_own_sentence() -> None:
    tree = parsed("{% field form.sender %}", form=Writing())

    described = by_id(tree, "id_sender_1").get("aria-describedby")
    assert by_id(tree, described).text == "Nobody can reply."
    assert by_id(tree, "id_sender_0").get("aria-describedby") is None


def test_a_date_and_a_time_have_labels_of_their_own() -> None:
    tree = parsed("{% field form.due_at %}", form=Writing())

    labels = {node.get("for"): node.text for node in tree.iter("label")}
    types = {node.get("id"): node.get("type") for node in tree.iter("input")}
    assert labels == {"id_due_at_0": "Date", "id_due_at_1": "Time"}
    assert types == {"id_due_at_0": "date", "id_due_at_1": "time"}


def test_what_was_typed_is_kept() -> None:
    form = Writing({"due_at_0": "2026-06-09", "due_at_1": "09:00", "body": "Hi <b>"})

    values = [
        node.get("value")
        for name in ("due_at", "body")
        for node in parsed("{% field form." + name + " %}", form=form).iter("input")
    ]
    assert values == ["2026-06-09", "09:00", "Hi <b>"]


@pytest.mark.parametrize(
    ("handed_in", "is_marked"),
    [(None, False), ({"name": "Ada"}, False), ({"name": "Grace"}, True)],
)
def test_what_a_person_changed_is_marked_in_a_form_that_came_back(
    handed_in: dict[str, str] | None, is_marked: bool
) -> None:
    class Name(forms.Form):
        name = forms.CharField(initial="Ada")

    drawing = drawn("{% field form.name %}", form=Name(handed_in))

    assert ("data-typed" in drawing) is is_marked


def test_a_checkbox_stands_before_its_label() -> None:
    tree = parsed("{% field form.keep %}", form=Writing())

    assert tree.find(".//label").get("for") == tree.find(".//input").get("id")


def test_the_summary_links_each_error_to_what_takes_the_focus() -> None:
    tree = parsed("{% error_summary form %}", form=Writing({}))

    links = {node.get("href"): node.text for node in tree.iter("a")}
    assert links == {
        "#id_body": "Fill in “Text”.",
        "#id_sender_0": "Choose one for “From”.",
        "#id_due_at_0": "Fill in “When”.",
    }


def test_the_summary_counts_in_plain_words() -> None:
    form = Writing({"sender": "own", "due_at_0": "2026-06-09", "due_at_1": "09:00"})

    assert "1 thing to put right" in drawn("{% error_summary form %}", form=form)


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=Writing()) == ""


def test_errors_of_the_whole_form_and_of_formsets_are_told() -> None:
    formset = forms.formset_factory(Writing, min_num=2, validate_min=True)
    bound = formset({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"})
    bound.is_valid()

    told = drawn("{% error_summary formset %}", formset=bound)

    assert "Please submit at least 2 forms." in told


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    silent = parsed('{% icon "eye" %}').find(SVG)
    speaking = parsed('{% icon "eye" label="Seen" %}').find(SVG)

    assert silent.get("aria-hidden") == "true"
    assert (speaking.get("role"), speaking.get("aria-label")) == ("img", "Seen")


def test_an_icon_label_cannot_break_out() -> None:
    assert "<script" not in drawn('{% icon "eye" label=evil %}', evil='"><script>')


def test_a_badge_has_icon_and_word() -> None:
    tree = parsed('{% badge "in_doubt" %}')

    assert tree.find(SVG) is not None
    assert "Checking" in "".join(tree.itertext())


def test_a_sum_that_does_not_come_out_is_said() -> None:
    totals = totals_of({"delivered": 1}, planned=2)

    assert "1 of 2 stand nowhere" in drawn("{% sum_bar totals %}", totals=totals)


def test_a_bar_in_a_table_has_words_for_ears() -> None:
    totals = totals_of({"delivered": 1200, "refused": 3}, planned=1203)

    told = drawn("{% sum_bar totals compact=True %}", totals=totals)

    assert "1,200 delivered, 3 refused, 0 left" in told


def test_what_a_page_puts_in_a_panel_stays_escaped() -> None:
    told = drawn("{% panel title=words %}{{ words }}{% endpanel %}", words="<b>")

    assert "<b>" not in told
    assert told.count("&lt;b&gt;") == 2


def test_a_page_head_without_acts_has_no_empty_row() -> None:
    told = drawn('{% page_head "Inbox" %}  {% endpage_head %}')

    assert "<h1>Inbox</h1>" in told
    assert "page-head__actions" not in told


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        (
            "Text to +61 491 570 158",
            'Text to <span class="nowrap">+61 491 570 158</span>',
        ),
        (
            "+1 415-555-0132 & <b>",
            '<span class="nowrap">+1 415-555-0132</span> &amp; &lt;b&gt;',
        ),
        ("Check 2 texts", "Check 2 texts"),
    ],
)
def test_a_phone_number_in_a_title_is_never_broken(title: str, heading: str) -> None:
    told = drawn("{% page_head title %}{% endpage_head %}", title=title)

    assert f"<h1>{heading}</h1>" in told


def test_a_menu_of_dots_keeps_its_name_for_ears() -> None:
    told = drawn('{% menu "Acts" icon="ellipsis-horizontal" %}<li></li>{% endmenu %}')

    assert '<span class="visually-hidden">Acts</span>' in told


def test_initials_are_of_the_first_and_the_last_name() -> None:
    names = ["Kim Barker", "Mei", "", "Ana Maria de la Cruz"]

    told = drawn("{% for n in names %}{{ n|initials }},{% endfor %}", names=names)

    assert told == "KB,M,,AC,"
