"""The tree of errors: which class a failure gets, and what that class promises."""

import pickle

import pytest

from clicksendhub.clicksend import (
    BadRequest,
    ClickSendError,
    Forbidden,
    MaybeSent,
    NoAnswer,
    NotFound,
    OddRefusal,
    RequestRefused,
    ServerError,
    SurelyNotSent,
    TooManyRequests,
    Unauthorized,
    Unreachable,
    UnreadableAnswer,
)
from clicksendhub.clicksend.errors import error_for_status

from .support import answering, answering_raw, sms

STATUSES = [
    (400, BadRequest, False),
    (401, Unauthorized, False),
    (402, Forbidden, False),
    (403, Forbidden, False),
    (404, NotFound, False),
    (405, OddRefusal, False),
    (408, NoAnswer, True),
    (409, OddRefusal, False),
    (413, BadRequest, False),
    (415, OddRefusal, False),
    (419, UnreadableAnswer, True),
    (422, BadRequest, False),
    (429, TooManyRequests, False),
    (499, UnreadableAnswer, True),
    (500, ServerError, True),
    (502, ServerError, True),
    (503, ServerError, True),
    (504, ServerError, True),
    (599, ServerError, True),
]


@pytest.mark.parametrize(("status", "kind", "maybe_sent"), STATUSES)
def test_each_http_status_has_its_class(status, kind, maybe_sent):
    client, _ = answering(status=status, code="SOME_CODE")

    with pytest.raises(ClickSendError) as caught:
        client.sms.send([sms()])

    assert type(caught.value) is kind
    assert caught.value.maybe_sent is maybe_sent
    assert (caught.value.status, caught.value.code) == (status, "SOME_CODE")


@pytest.mark.parametrize(("status", "kind", "maybe_sent"), STATUSES)
def test_the_same_status_told_inside_a_200_has_the_same_class(status, kind, maybe_sent):
    client, _ = answering(status=200, http_code=status, code="SOME_CODE")

    with pytest.raises(ClickSendError) as caught:
        client.sms.send([sms()])

    assert type(caught.value) is kind
    assert caught.value.maybe_sent is maybe_sent
    assert caught.value.status == status


@pytest.mark.parametrize(("status", "kind", "maybe_sent"), STATUSES)
def test_a_failed_status_needs_no_readable_body(status, kind, maybe_sent):
    client, _ = answering_raw("<html>gateway</html>", status=status)

    with pytest.raises(ClickSendError) as caught:
        client.sms.send([sms()])

    assert type(caught.value) is kind
    assert caught.value.code == ""


@pytest.mark.parametrize("name", ["messages", "recipients"])
@pytest.mark.parametrize("status", [400, 404, 429])
def test_a_failure_around_messages_is_not_believed(name, status):
    entry = {"message_id": "5C0B", "custom_string": "job-118", "status": "SUCCESS"}
    client, _ = answering({name: [entry]}, http_code=status, code="BAD_REQUEST")

    with pytest.raises(UnreadableAnswer) as caught:
        client.sms.send([sms()])

    assert caught.value.status == status


def test_the_http_status_outranks_the_envelope():
    client, _ = answering(status=500, http_code=400)

    with pytest.raises(ServerError):
        client.sms.send([sms()])


def test_an_integer_as_response_code_is_read_as_text():
    client, _ = answering(status=400, code=400, message="Trying to get property")

    with pytest.raises(BadRequest) as caught:
        client.sms.send([sms()])

    assert caught.value.code == "400"
    assert caught.value.detail == "Trying to get property"


def test_complaints_about_fields_are_kept():
    complaints = {"phone": "Invalid input.", "name": ["Too long.", "Odd."], "x": None}
    client, _ = answering(complaints, status=400, code="BAD_REQUEST")

    with pytest.raises(BadRequest) as caught:
        client.sms.send([sms()])

    told = {"phone": "Invalid input.", "name": "Too long. Odd."}
    assert caught.value.fields == told


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("MISSING_CREDENTIALS", Unauthorized),
        ("INVALID_CREDENTIALS", Unauthorized),
        ("ACCOUNT_NOT_ACTIVATED", Forbidden),
        ("INSUFFICIENT_CREDIT", Forbidden),
    ],
)
def test_a_code_against_the_account_is_never_the_fault_of_a_message(status, code, kind):
    client, _ = answering(None, status=status, code=code)

    with pytest.raises(kind) as caught:
        client.sms.send([sms()])

    assert caught.value.code == code
    assert caught.value.maybe_sent is False


def test_a_code_against_the_account_beside_messages_is_left_to_their_statuses():
    messages = [{"custom_string": "job-118", "status": "INSUFFICIENT_CREDIT"}]
    client, _ = answering({"messages": messages}, code="INSUFFICIENT_CREDIT")

    assert client.sms.send([sms()]).items[0].status == "INSUFFICIENT_CREDIT"


def test_a_server_error_stays_doubtful_whatever_its_code():
    assert error_for_status(500, "INSUFFICIENT_CREDIT") is ServerError


@pytest.mark.parametrize("status", [201, 301, 302, 303, 307, 308])
def test_an_answer_that_is_no_envelope_leaves_the_outcome_open(status):
    client, _ = answering_raw("", status=status, headers={"Location": "https://x.test"})

    with pytest.raises(UnreadableAnswer) as caught:
        client.sms.send([sms()])

    assert caught.value.status == status


def test_a_redirect_leaves_the_outcome_open_even_with_an_envelope():
    client, _ = answering({"messages": []}, status=303, http_code=200)

    with pytest.raises(UnreadableAnswer):
        client.sms.send([sms()])


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html></html>",
        '{"http_code":200,',
        "[]",
        "null",
        "true",
        "{}",
        '{"data":{"messages":[]}}',
        '{"http_code":200,"response_code":"SUCCESS","data":null}',
        '{"http_code":200,"response_code":"SUCCESS","data":[]}',
        '{"http_code":200,"response_code":"SUCCESS","data":true}',
        '{"http_code":200,"response_code":"SUCCESS","data":{}}',
        '{"http_code":200,"response_code":"SUCCESS","data":{"messages":null}}',
        b"\xff\xfe\xfa not text",
        "[" * 100_000,
        '{"http_code":' + "9" * 5000 + "}",
        '{"http_code":1e99999999999999999999}',
    ],
)
def test_a_200_of_the_wrong_shape_leaves_the_outcome_open(body):
    client, _ = answering_raw(body)

    with pytest.raises(UnreadableAnswer) as caught:
        client.sms.send([sms()])

    assert caught.value.maybe_sent is True
    assert caught.value.status == 200


def test_text_of_an_error_names_the_call_the_status_and_the_code():
    client, _ = answering(status=429, code="TOO_MANY_REQUESTS", message="Too many.")

    with pytest.raises(TooManyRequests) as caught:
        client.sms.send([sms()])

    assert str(caught.value) == "POST /sms/send: HTTP 429 TOO_MANY_REQUESTS"


def test_every_error_is_on_exactly_one_of_the_two_branches():
    leaves = {*SurelyNotSent.__subclasses__(), *MaybeSent.__subclasses__()}

    assert set(ClickSendError.__subclasses__()) == {SurelyNotSent, MaybeSent}
    assert {kind.__name__ for kind in leaves} >= {"Unreachable", "NoAnswer"}
    assert all(
        kind.maybe_sent is not issubclass(kind, SurelyNotSent) for kind in leaves
    )


def test_the_docstring_draws_every_class_of_the_tree():
    from clicksendhub.clicksend import errors

    classes = [name for name, kind in vars(errors).items() if isinstance(kind, type)]
    ours = [name for name in classes if issubclass(getattr(errors, name), Exception)]

    assert len(ours) == 14
    assert [name for name in ours if name not in (errors.__doc__ or "")] == []


@pytest.mark.parametrize("kind", [RequestRefused, Unreachable, TooManyRequests])
def test_an_error_survives_pickling_between_processes(kind):
    error = kind("GET /x: HTTP 429", status=429, retry_after=7.0, fields={"a": "b"})

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(copy) is kind
    assert (str(copy), vars(copy)) == (str(error), vars(error))
