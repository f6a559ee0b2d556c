"""Senders: rented numbers in pages, own numbers and names without the envelope."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest

from clicksendhub.clicksend import (
    AlphaTag,
    DedicatedNumber,
    NotFound,
    NumberStatus,
    OwnNumber,
    Unauthorized,
    UnreadableAnswer,
)

from .support import Wire, answering, answering_raw, client_on

SEPTEMBER = datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
NUMBER = {
    "dedicated_number": "+61491570110",
    "country": "AU",
    "price": "18.59",
    "_country_name": "Australia",
    "notes": None,
    "type": "sms",
    "number_type": "longcode",
    "number_category": "local",
    "number_guid": "60744953-781E",
    "status": {
        "value": 0,
        "label": "ready",
        "name": "Ready",
        "description": "Go.",
        "_y": 2,
    },
    "_x": 1,
}
OWN = {
    "id": "8fa5ebc2-777b",
    "phone_number": "+61491570156",
    "country": "AU",
    "label": "Office",
    "status": "APPROVED",
    "is_nearing_expiration": False,
    "verified_timestamp": "2026-09-21T14:13:20Z",
    "created_timestamp": "2026-09-21T14:13:20.000000Z",
    "updated_timestamp": None,
    "_x": 1,
}
TAG = {
    "id": "db630385-cb76",
    "alpha_tag": "CourtBook",
    "status": "PENDING",
    "reason": None,
    "countries": ["AU", "GB"],
    "created_timestamp": "2026-09-21T14:13:20+00:00",
    "updated_timestamp": "soon",
}


def test_rented_numbers_are_read_field_by_field():
    client, wire = answering({"current_page": 1, "last_page": 1, "data": [NUMBER]})

    (found,) = client.senders.dedicated_numbers()

    assert wire.path == "GET /v3/numbers"
    assert wire.query == {"page": "1", "limit": "100"}
    assert found == DedicatedNumber(
        number="+61491570110",
        country="AU",
        country_name="Australia",
        price=Decimal("18.59"),
        notes="",
        type="sms",
        number_type="longcode",
        category="local",
        guid="60744953-781E",
        status=NumberStatus(0, "ready", "Ready", "Go."),
    )
    assert (found.extra, found.status.extra) == ({"_x": 1}, {"_y": 2})


@pytest.mark.parametrize(("status", "value"), [("1", 1), (None, None), ([], None)])
def test_the_status_of_a_number_may_be_bare(status, value):
    client, _ = answering([{**NUMBER, "status": status}])

    (found,) = client.senders.dedicated_numbers()

    assert found.status == NumberStatus(value, "", "", "")


def test_own_numbers_come_without_the_envelope():
    client, wire = answering_raw(json.dumps({"own_numbers": [OWN]}))

    (found,) = client.senders.own_numbers()

    assert wire.path == "GET /v3/own-numbers"
    assert wire.query == {"offset": "0", "page_size": "100"}
    assert found == OwnNumber(
        number_id="8fa5ebc2-777b",
        number="+61491570156",
        country="AU",
        label="Office",
        status="APPROVED",
        is_nearing_expiry=False,
        verified_at=SEPTEMBER,
        created_at=SEPTEMBER,
        updated_at=None,
    )
    assert found.extra == {"_x": 1}


def test_names_come_without_the_envelope():
    client, wire = answering_raw(json.dumps({"alpha_tags": [TAG]}))

    (found,) = client.senders.alpha_tags()

    assert wire.path == "GET /v3/alpha-tags"
    assert found == AlphaTag(
        tag_id="db630385-cb76",
        name="CourtBook",
        status="PENDING",
        reason="",
        countries=("AU", "GB"),
        created_at=SEPTEMBER,
        updated_at=None,
    )


def test_a_name_for_every_country_and_rows_under_data_are_read_too():
    client, _ = answering_raw(json.dumps({"data": [{**TAG, "countries": None}]}))

    (found,) = client.senders.alpha_tags()

    assert found.countries == ()


def serving(rows: list[dict[str, object]], *, page_size: int, paging: str):
    """A server with its own size of a page, and its own way to tell of a next one."""

    def answer(request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params["offset"])
        page = rows[offset : offset + page_size]
        following = "/?offset=9" if offset + page_size < len(rows) else None
        about = {
            "next": {"pagination": {"next": following, "page_size": page_size}},
            "size": {"pagination": {"page_size": page_size}},
            "nothing": None,
        }
        body = {"own_numbers": page, "_metadata": about[paging]}
        return httpx.Response(200, json=body)

    return Wire(answer)


@pytest.mark.parametrize(
    ("page_size", "paging"), [(100, "nothing"), (10, "next"), (10, "size"), (7, "next")]
)
def test_no_row_is_lost_however_the_server_cuts_its_pages(page_size, paging):
    rows = [{**OWN, "id": str(number)} for number in range(230)]
    wire = serving(rows, page_size=page_size, paging=paging)

    found = [number.number_id for number in client_on(wire).senders.own_numbers()]

    assert found == [row["id"] for row in rows]
    assert {request.url.host for request in wire.requests} == {"clicksend.test"}


def test_a_next_page_that_is_told_for_ever_ends_with_the_rows():
    paging = {"pagination": {"next": "/?offset=9", "page_size": 10}}
    body = json.dumps({"own_numbers": [], "_metadata": paging})
    client, wire = answering_raw(body)

    assert list(client.senders.own_numbers()) == []
    assert len(wire.requests) == 1


def test_an_account_without_own_numbers_has_none():
    client, wire = answering_raw(json.dumps({"own_numbers": [], "_metadata": {}}))

    assert list(client.senders.own_numbers()) == []
    assert len(wire.requests) == 1


@pytest.mark.parametrize(
    "body", ["{}", '{"own_numbers": null}', '{"own_numbers": [7]}', "[]", "<html>"]
)
def test_own_numbers_that_are_no_list_of_objects_are_unreadable(body):
    client, _ = answering_raw(body)

    with pytest.raises(UnreadableAnswer):
        list(client.senders.own_numbers())


def test_an_envelope_still_speaks_where_none_is_needed():
    client, _ = answering(None, http_code=401, code="UNAUTHORIZED")

    with pytest.raises(Unauthorized):
        list(client.senders.own_numbers())


def test_a_failed_status_still_speaks_where_no_envelope_is_needed():
    client, _ = answering_raw("{}", status=404)

    with pytest.raises(NotFound):
        list(client.senders.alpha_tags())


def test_no_other_call_goes_without_the_envelope():
    client, _ = answering_raw(json.dumps({"data": [NUMBER]}))

    with pytest.raises(UnreadableAnswer):
        list(client.senders.dedicated_numbers())


def test_no_number_is_in_a_repr():
    client, _ = answering_raw(json.dumps({"own_numbers": [OWN]}))

    assert "+614" not in repr(list(client.senders.own_numbers()))
