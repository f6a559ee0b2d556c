"""Sends to a list: one message for each of its people, in their own words."""

import pytest

from tests.sandbox import files
from tests.sandbox.channels import history, post, spoken, statuses
from tests.sandbox.support import make_contact, make_list, send, text


@pytest.fixture
def tenants(api):
    list_id = make_list(api)
    make_contact(api, list_id, phone_number="+61491570156", custom_1="4B")
    make_contact(
        api, list_id, phone_number="+61491570157", first_name="Bo", fax_number=""
    )
    return list_id


@pytest.mark.parametrize("named", [int, str])
def test_everybody_on_a_list_gets_a_text(api, sandbox, tenants, named):
    data = send(api, text("+61400000000", list_id=named(tenants)))

    assert statuses(data) == ["SUCCESS", "SUCCESS"]
    assert {message["to"] for message in data["messages"]} == {
        "+61491570156",
        "+61491570157",
    }
    assert {message["list_id"] for message in data["messages"]} == {str(tenants)}
    assert all(message["contact_id"].isdigit() for message in data["messages"])
    assert (data["total_count"], sandbox.calls()[-1]["messages"]) == (2, 2)


@pytest.mark.parametrize(
    "body",
    [
        "Dear (First Name) (Last Name), flat (Cust. 1)",
        "Dear {FirstName} {LastName}, flat {CustomString1}",
    ],
)
def test_placeholders_are_filled_in_for_each_person(api, tenants, body):
    data = send(api, text(list_id=tenants, body=body))

    assert [message["body"] for message in data["messages"]] == [
        "Dear Ada Ng, flat 4B",
        "Dear Bo Ng, flat ",
    ]


def test_placeholders_stay_as_they_are_in_a_text_to_one_number(api):
    (message,) = send(api, text(body="Dear (First Name)"))["messages"]

    assert message["body"] == "Dear (First Name)"


def test_history_names_the_list_and_the_person(api, tenants):
    send(api, text(list_id=tenants))

    rows = history(api, "sms")

    assert {row["list_id"] for row in rows} == {str(tenants)}
    assert [row["first_name"] for row in rows] == ["Ada", "Bo"]


def test_the_list_of_somebody_else_is_refused(api, sandbox, tenants):
    sandbox.put_account("other", key="another-key")

    answer = api.post(
        "/sms/send",
        json={"messages": [text(list_id=tenants), text()]},
        auth=("other", "another-key"),
    )

    assert statuses(answer.json()["data"]) == [
        "NOT_ENOUGH_PERMISSION_TO_LIST_ID",
        "SUCCESS",
    ]


def test_people_of_lists_count_towards_a_thousand(api, sandbox, tenants):
    messages = [text(f"+6140{n:07}") for n in range(999)]

    answer = api.post(
        "/sms/send", json={"messages": [*messages, text(list_id=tenants)]}
    )

    assert answer.status_code == 400
    assert answer.json()["response_code"] == "TOO_MANY_RECIPIENTS"
    assert sandbox.ledger() == []


def test_too_many_people_are_counted_before_a_message_is_written(
    api, sandbox, tenants, monkeypatch
):
    def written(*args, **kwargs):
        raise AssertionError("the list was written out")

    monkeypatch.setattr("clicksendhub.sandbox.sending.expand", written)
    monkeypatch.setattr("clicksendhub.sandbox.list_sends.recipients_of", written)

    answer = api.post(
        "/sms/send", json={"messages": [text(list_id=tenants) for _ in range(501)]}
    )

    assert answer.json()["response_code"] == "TOO_MANY_RECIPIENTS"
    assert sandbox.calls()[-1]["messages"] == 1002


def test_a_placeholder_in_a_name_is_that_persons_own_word(api):
    list_id = make_list(api)
    make_contact(api, list_id, first_name="(Last Name)", last_name="Ng")

    (message,) = send(api, text(list_id=list_id, body="Hi (First Name)"))["messages"]

    assert message["body"] == "Hi (Last Name)"


def test_an_empty_list_is_sent_to_nobody(api):
    data = send(api, text(list_id=make_list(api)))

    assert (data["total_count"], data["messages"]) == (0, [])


def test_a_price_counts_everybody_on_the_list(api, tenants):
    data = post(api, "/sms/price", messages=[text(list_id=tenants)])

    assert data["total_count"] == 2
    assert data["total_price"] == pytest.approx(0.1584)


def test_a_list_is_called_up(api, tenants):
    data = post(
        api, "/voice/send", messages=[spoken(list_id=tenants, body="Hi (First Name)")]
    )

    assert [message["body"] for message in data["messages"]] == ["Hi Ada", "Hi Bo"]


def test_a_fax_to_a_list_goes_to_the_fax_numbers(api):
    list_id = make_list(api)
    make_contact(api, list_id, fax_number="+61291112222")
    make_contact(api, list_id, phone_number="+61491570157")
    with files.Host() as host:
        data = post(
            api,
            "/fax/send",
            file_url=host.put(files.pdf()),
            messages=[{"list_id": list_id}],
        )

    assert statuses(data) == ["SUCCESS", "INVALID_RECIPIENT"]
    assert data["messages"][0]["to"] == "+61291112222"
