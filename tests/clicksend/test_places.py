"""Countries and time zones."""

from datetime import UTC, datetime

import pytest

from clicksendhub.clicksend import Country, SendingCountry, UnreadableAnswer

from .support import answering

AUSTRALIA = {"id": 13, "name": "Australia", "code": "AU", "region": "Oceania"}


def test_countries_are_read_by_code_and_name():
    client, wire = answering([{"code": "AU", "value": "Australia", "_x": 1}])

    (found,) = client.places.countries()

    assert (found, found.extra) == (Country("AU", "Australia"), {"_x": 1})
    assert wire.path == "GET /v3/countries"


def test_countries_to_send_to_are_read_field_by_field():
    client, wire = answering([AUSTRALIA, {"id": "14", "code": None, "_x": 1}])

    first, second = client.places.sending_countries()

    assert wire.path == "GET /v3/country-list"
    assert first == SendingCountry(13, "AU", "Australia", "Oceania", None)
    assert second == SendingCountry(14, "", "", "", None)
    assert second.extra == {"_x": 1}


def test_the_countries_of_the_account_say_when_they_were_chosen():
    client, wire = answering([{**AUSTRALIA, "agreed_at": "1790000000"}])

    (found,) = client.places.enabled_countries()

    assert wire.path == "GET /v3/user-countries"
    assert found.agreed_at == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("data", [None, []])
def test_an_account_without_countries_has_none(data):
    client, _ = answering(data)

    assert client.places.enabled_countries() == ()


@pytest.mark.parametrize("data", [True, "AU", [13]])
def test_countries_that_are_no_list_of_objects_are_unreadable(data):
    client, _ = answering(data)

    with pytest.raises(UnreadableAnswer):
        client.places.countries()


def test_time_zones_are_names():
    client, wire = answering(["Africa/Abidjan", "Australia/Perth", None])

    assert client.places.time_zones() == ("Africa/Abidjan", "Australia/Perth")
    assert wire.path == "GET /v3/timezones"


def test_time_zones_that_are_no_list_are_unreadable():
    client, _ = answering({"0": "Africa/Abidjan"})

    with pytest.raises(UnreadableAnswer):
        client.places.time_zones()
