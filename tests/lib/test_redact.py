"""Keys, tokens and numbers never reach a log, by whatever way they come."""

import io
import logging

import pytest

from clicksendhub.lib.redact import HIDDEN, RedactingFilter, redact_url, scrub

KEY = "0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0"
TOKEN = "k3Zq9vX_7bNw2LmP8sRtYu"


@pytest.fixture
def logged():
    """Log through a filtered handler; give back what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter([KEY]))
    handler.setFormatter(
        logging.Formatter("%(message)s %(note)s", defaults={"note": ""})
    )
    logger = logging.Logger("quiet")
    logger.addHandler(handler)

    def written(*args, **kwargs) -> str:
        logger.error(*args, **kwargs)
        return stream.getvalue()

    return written


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Authorization: Basic bWU6c2VjcmV0", f"Authorization: {HIDDEN}"),
        ("{'Authorization': 'Basic bWU6c2VjcmV0'}", f"{{'Authorization': '{HIDDEN}'}}"),
        ('"authorization":"bearer abc.def"', f'"authorization":"{HIDDEN}"'),
        ("(b'Authorization', b'Basic bWU6')", f"(b'Authorization', b'{HIDDEN}')"),
        ("sent Basic bWU6c2VjcmV0 along", f"sent Basic {HIDDEN} along"),
        ("to +61412345678.", f"to +{HIDDEN}78."),
        ("to=%2B61412345678&x", f"to=+{HIDDEN}78&x"),
        ("to +61 412 345 678 now", f"to +{HIDDEN}78 now"),
        ("to +1 415-555-2671", f"to +{HIDDEN}71"),
        (f"POST /hooks/inbound/{TOKEN}/ 200", f"POST /hooks/inbound/{HIDDEN}/ 200"),
        (f"410 /join/{TOKEN}/", f"410 /join/{HIDDEN}/"),
        (f"/welcome/{TOKEN}/", f"/welcome/{HIDDEN}/"),
        (f"/password/reset/{TOKEN}/", f"/password/reset/{HIDDEN}/"),
        (f"/hooks/{TOKEN}", f"/hooks/{HIDDEN}"),
        ("GET /search?q=Ann+Lee HTTP/1.1", f"GET /search?{HIDDEN} HTTP/1.1"),
        ("https://me:word@api.test/v3", f"https://{HIDDEN}@api.test/v3"),
        (f"key {KEY}!", f"key {HIDDEN}!"),
    ],
)
def test_what_is_private_is_hidden(text: str, left: str):
    assert scrub(text, [KEY]) == left


@pytest.mark.parametrize(
    "text",
    [
        "3 of 12 sends released in 40 ms",
        "2026-06-09T09:00:00+10:00 batch 1204 accepted",
        "Basic understanding of the authorization, please",
        "GET /sends/8f14e45f-ceea-467f-a0e6-4b0c7d4f6b3e/ 200",
        "what now? nothing / later",
        "/hooks/inbound/",
    ],
)
def test_what_is_harmless_stays(text: str):
    assert scrub(text, [KEY]) == text


def test_a_secret_too_short_to_be_one_does_not_eat_the_text():
    assert scrub("a cat sat", ["a", ""]) == "a cat sat"


def test_of_two_secrets_the_longer_goes_first():
    assert scrub("abcd-efgh", ["abcd", "abcd-efgh"]) == HIDDEN


@pytest.mark.parametrize(
    ("url", "left"),
    [
        (
            f"https://hub.test/hooks/inbound/{TOKEN}/",
            f"https://hub.test/hooks/inbound/{HIDDEN}/",
        ),
        (
            f"https://hub.test/hooks/{TOKEN}/sms/",
            f"https://hub.test/hooks/{HIDDEN}/sms/",
        ),
        ("https://me:word@api.test/v3/sms", "https://api.test/v3/sms"),
        ("/inbox/?q=%2B61412345678&page=2", f"/inbox/?{HIDDEN}"),
        ("/sends/", "/sends/"),
    ],
)
def test_an_address_is_shown_without_token_query_and_credentials(url: str, left: str):
    assert redact_url(url) == left


def test_arguments_of_a_log_line_are_scrubbed(logged):
    line = logged("called %s with %r", "+61412345678", {"Authorization": KEY})

    assert "345" not in line
    assert KEY not in line
    assert f"called +{HIDDEN}78 with" in line


def test_the_text_of_an_exception_is_scrubbed_and_its_frames_stay(logged):
    try:
        raise ValueError(f"no answer for +61412345678 with {KEY}")
    except ValueError:
        line = logged("it broke", exc_info=True)

    assert "345" not in line
    assert KEY not in line
    assert "ValueError: no answer for" in line
    assert "test_redact.py" in line


def test_a_chained_exception_is_scrubbed_too(logged):
    try:
        try:
            raise KeyError(KEY)
        except KeyError as first:
            raise RuntimeError("later") from first
    except RuntimeError:
        line = logged("it broke", exc_info=True)

    assert KEY not in line
    assert "KeyError" in line


def test_extra_fields_are_scrubbed(logged):
    line = logged("done", extra={"note": f"path /hooks/inbound/{TOKEN}/"})

    assert TOKEN not in line
    assert f"/hooks/inbound/{HIDDEN}/" in line


def test_stack_information_is_scrubbed():
    record = logging.makeLogRecord({"msg": "x", "stack_info": f"frame {KEY}"})

    assert RedactingFilter([KEY]).filter(record) is True
    assert record.stack_info == f"frame {HIDDEN}"


def test_a_line_whose_arguments_do_not_fit_is_still_logged(logged):
    assert "sent %d to" in logged("sent %d to", "+61412345678")


def test_the_filter_drops_the_traceback_that_it_rendered():
    try:
        raise ValueError(KEY)
    except ValueError as error:
        record = logging.makeLogRecord(
            {"msg": "x", "exc_info": (ValueError, error, error.__traceback__)}
        )

    RedactingFilter([KEY]).filter(record)

    assert record.exc_info is None
    assert KEY not in str(record.exc_text)
