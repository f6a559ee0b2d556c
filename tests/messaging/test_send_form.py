"""The form of a new text: nothing typed is lost, every error says where and what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from clicksendhub.dispatch.states import SendState
from clicksendhub.lib.clock import in_zone
from clicksendhub.people.roles import Role
from messaging.models import Send
from messaging.services import confirm_send, seal_of
from tests import make

NEW = "/send/"


def filled(form, **given) -> dict[str, str]:
    hidden = {name: form.field(name) for name in ("form_token", "account")}
    values = {
        "numbers": "0412 345 678",
        "sender": "",
        "body": "Your visit is at nine.",
        "your_reference": "",
        "when": "now",
    }
    return hidden | values | given


def post(writer, **given):
    return writer.post_page(NEW, filled(writer.get_page(NEW), **given))


def test_a_good_form_leads_to_check(writer):
    shown = post(writer, your_reference="Job 118")
    send = Send.objects.get()
    assert shown.response.request["PATH_INFO"] == f"/sends/{send.public_id}/check/"
    assert shown.h1 == "Check 1 text"
    assert send.your_reference == "Job 118"


def test_an_empty_form_names_each_field(writer):
    shown = post(writer, numbers="", body="")
    assert shown.errors() == ["Fill in “To”.", "Fill in “Text”."]


def test_nothing_that_was_typed_is_lost(writer):
    typed = {"numbers": "0412 34\nabc", "body": "Hi – you", "your_reference": "Job 1"}
    shown = post(writer, **typed)
    assert {name: shown.field(name) for name in typed} == typed
    assert not Send.objects.exists()


def test_each_bad_number_is_named_with_its_line(writer):
    shown = post(writer, numbers="0412 345 678\n(02) 6100 1234\n0412 FLOWER")
    first, second = shown.errors()
    assert first.startswith("Line 2: “(02) 6100 1234” is a landline in Australia")
    assert second.startswith("Line 3: “0412 FLOWER” has letters in it.")


def test_many_bad_numbers_are_summed_up_after_twenty(writer):
    shown = post(writer, numbers="\n".join(["0412 34"] * 25))
    assert len(shown.errors()) == 21
    assert shown.errors()[-1] == "And 5 more like these."


def test_too_many_numbers_are_refused_with_the_number_to_take_out(writer):
    numbers = "\n".join(f"04{10_000_000 + n:08d}" for n in range(1002))
    [error] = post(writer, numbers=numbers).errors()
    assert "1,002 numbers" in error
    assert "Take out 2" in error


def test_a_text_that_is_too_long_is_refused_with_the_number_to_remove(writer):
    [error] = post(writer, body="a" * 1230).errors()
    assert error == (
        "The text is 9 parts long, and this account sends at most 8. "
        "Remove 6 characters."
    )


def test_a_reference_that_is_too_long_is_kept_whole_with_the_number_to_remove(writer):
    shown = post(writer, your_reference="r" * 72)
    assert shown.errors() == ["At most 60 characters fit here. Remove 12 characters."]
    assert shown.field("your_reference") == "r" * 72
    # Else a browser cuts what is pasted.
    assert shown.all("input", name="your_reference")[0].get("maxlength") is None


def test_the_limit_is_that_of_the_account(writer, rehearsal):
    rehearsal.parts_limit = 6
    rehearsal.save()
    assert 'data-max-parts="6"' in writer.get_page(NEW).html
    assert "at most 6" in post(writer, body="a" * 919).errors()[0]


def test_a_text_of_exactly_the_limit_goes(writer):
    assert post(writer, body="a" * 1224).h1 == "Check 1 text"


def test_a_character_that_cannot_be_sent_is_named_with_its_place(writer):
    [error] = post(writer, body="bell \x1b here").errors()
    assert error == "Character 6 (U+001B) cannot be sent. Remove it."


def at(moment, zone: str) -> dict[str, str]:
    local = in_zone(moment, zone)
    return {"when": "later", "at_0": f"{local:%Y-%m-%d}", "at_1": f"{local:%H:%M}"}


def test_a_time_is_read_in_the_zone_of_the_account(writer, rehearsal):
    moment = timezone.now() + timedelta(days=2)
    shown = post(writer, **at(moment, rehearsal.time_zone))
    assert Send.objects.get().due_at == moment.replace(second=0, microsecond=0)
    assert "in Perth (in 2 days)" in shown.text


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"at_0": "", "at_1": ""}, "Choose a date and a time, or send it now."),
        ({"at_0": "2020-01-01", "at_1": "9:00"}, "This time has passed."),
        ({"at_0": "2120-01-01", "at_1": "9:00"}, "This is more than a year ahead."),
        ({"at_0": "soon", "at_1": "9:00"}, "Choose a date, for instance 2026-06-09."),
        ({"at_0": "2120-01-01", "at_1": ""}, "Choose a time, for instance 9:00."),
    ],
)
def test_a_time_that_cannot_be_promised_is_refused(writer, given, error):
    shown = post(writer, when="later", **given)
    assert shown.errors()[0].startswith(error)
    assert shown.field("at_0") == given["at_0"]


def test_a_time_is_not_looked_at_where_it_goes_now(writer):
    assert post(writer, when="now", at_0="soon", at_1="").h1 == "Check 1 text"


def test_senders_are_offered_with_what_they_mean_for_replies(writer, rehearsal):
    make.sender(of=rehearsal, value="HARBOUR", label="Reception", is_default=True)
    text = writer.get_page(NEW).text
    assert "ClickSend’s shared number" in text
    assert "Reception (HARBOUR)" in text
    assert "Nobody can answer a name, so STOP cannot arrive." in text


def test_a_sender_of_another_account_is_refused(writer):
    make.sender(of=make.account(), value="OTHER")
    assert post(writer, sender="OTHER").errors() == [
        "This sender is not offered any more. Choose another one."
    ]


def test_the_same_form_posted_twice_is_one_draft(writer):
    given = filled(writer.get_page(NEW))
    writer.post_page(NEW, given)
    writer.post_page(NEW, given)
    assert Send.objects.count() == 1


def test_back_and_a_change_write_the_same_draft_anew(writer):
    given = filled(writer.get_page(NEW))
    writer.post_page(NEW, given)
    shown = writer.post_page(NEW, given | {"body": "Your visit is at ten."})
    assert Send.objects.get().body == "Your visit is at ten."
    assert "Your visit is at ten." in shown.text


def test_a_form_that_was_confirmed_leads_to_its_receipt(writer):
    given = filled(writer.get_page(NEW))
    writer.post_page(NEW, given)
    send = Send.objects.get()
    confirm_send(send, actor=make.user(), seal=seal_of(send))
    shown = writer.post_page(NEW, given)
    assert shown.response.request["PATH_INFO"] == send.get_absolute_url()


def test_other_words_in_a_confirmed_form_become_a_send_of_their_own(writer):
    given = filled(writer.get_page(NEW))
    writer.post_page(NEW, given)
    send = Send.objects.get()
    confirm_send(send, actor=make.user(), seal=seal_of(send))
    shown = writer.post_page(NEW, given | {"body": "Something else."})
    assert "This form was sent before." in shown.errors()[0]
    again = given | {"body": "Something else.", "form_token": shown.field("form_token")}
    assert writer.post_page(NEW, again).h1 == "Check 1 text"
    assert Send.objects.count() == 2


def test_a_form_opened_in_another_account_asks_before_it_goes_on(writer, rehearsal):
    given = filled(writer.get_page(NEW), account=str(make.account().public_id))
    shown = writer.post_page(NEW, given)
    assert f"You now work in {rehearsal}" in shown.errors()[0]
    assert shown.field("account") == str(rehearsal.public_id)


def test_an_earlier_text_is_a_starting_point(writer, rehearsal):
    earlier = make.send(account_=rehearsal, body="Bring your card.")
    links = writer.get_page(NEW).links()
    shown = writer.get_page(links["Bring your card."])
    assert shown.field("body") == earlier.body
    assert shown.field("numbers") == ""


def test_writing_again_to_one_person_keeps_the_number_out_of_the_address(
    writer, rehearsal
):
    row = make.message(send_=make.send(account_=rehearsal), to="+61412345678")
    shown = writer.get_page(f"{NEW}?again={row.reference}")
    assert shown.field("numbers") == "+61 412 345 678"


def test_an_earlier_text_of_another_account_is_not_there(writer):
    other = make.send()
    assert writer.get(f"{NEW}?like={other.public_id}").status_code == 404


def test_a_draft_is_changed_with_everything_that_was_typed(writer):
    post(writer, numbers="0412 345 678\n0498 765 432", your_reference="Job 1")
    send = Send.objects.get()
    form = writer.get_page(f"/sends/{send.public_id}/edit/")
    assert form.field("numbers") == "0412 345 678\n0498 765 432"
    shown = writer.post_page(
        f"/sends/{send.public_id}/edit/", filled(form, numbers="0498 765 432")
    )
    assert shown.h1 == "Check 1 text"
    assert send.messages.get().to == "+61498765432"


def test_a_confirmed_send_cannot_be_opened_for_changes(writer, rehearsal):
    send = make.send(account_=rehearsal, people=1)
    shown = writer.get_page(f"/sends/{send.public_id}/edit/")
    assert shown.response.request["PATH_INFO"] == send.get_absolute_url()


def test_a_draft_can_be_thrown_away(writer, rehearsal):
    send = make.send(account_=rehearsal, people=1, state=SendState.DRAFT)
    writer.post_page(f"/sends/{send.public_id}/discard/")
    assert not Send.objects.exists()


def test_a_viewer_may_not_write(page, rehearsal):
    page.force_login(make.member(of=rehearsal, role=Role.VIEWER))
    assert page.get(NEW).status_code == 403
