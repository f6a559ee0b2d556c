"""The main job done once over real HTTP: a text goes out, its reply comes back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from clicksendhub.operations.browsing import Browser, Page

PATIENCE_SECONDS = 60.0
NUMBERS = ("0491 570 110", "0491 570 313")
FIRST_NUMBER = "+61491570110"
TEXT = "Your visit is tomorrow at nine. Can you come?"
REPLY = "Yes, at nine. May I bring my dog?"
ANSWER = "Of course. He gets a biscuit."


class Missed(Exception):
    """Something that a person would expect was not seen; the text says what."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of the hub are and who signs in."""

    hub: str
    sandbox: str
    email: str
    password: str = field(repr=False)


def main_job(places: Places, *, saw: Callable[[str], None]) -> None:
    """Walk the whole way; each step that was seen is told, the first miss is raised."""
    hub, sandbox = Browser(places.hub), Browser(places.sandbox)
    try:
        _wait(lambda: hub.open("/readyz"), until="workers: ok")
        saw("every part of the hub says that it is ready")
        sign_in(hub, places, saw=saw)
        send_text(hub, saw=saw)
        sandbox.post_json("/_sandbox/reply", **{"from": FIRST_NUMBER, "body": REPLY})
        saw("answered from the handset")
        find_reply(hub, saw=saw)
        write_back(hub, saw=saw)
        find_answer(sandbox, saw=saw)
    except (httpx.HTTPError, LookupError) as error:
        raise Missed(str(error)) from error
    finally:
        hub.close()
        sandbox.close()


def sign_in(hub: Browser, places: Places, *, saw: Callable[[str], None]) -> None:
    """Come in as the marketer."""
    page = hub.open("/")
    page = hub.fill_in(
        page, "/sign-in/", username=places.email, password=places.password
    )
    if "/sign-in/" in page.url:
        raise Missed("The sign-in was not accepted.")
    saw(f"signed in as {places.email}")


def send_text(hub: Browser, *, saw: Callable[[str], None]) -> None:
    """Write to two numbers, check, confirm, and wait for both receipts."""
    page = hub.open("/send/")
    page = hub.fill_in(page, "/send/", numbers="\n".join(NUMBERS), body=TEXT)
    if not page.url.endswith("/check/"):
        raise Missed("The text did not come to the Check page.")
    saw("checked a text to two numbers")
    page = hub.fill_in(page, "/confirm/")
    receipt = page.url
    # The sum below the bar: 2 planned = 2 accepted (2 delivered) + 0 left.
    _wait(lambda: hub.open(receipt), until=r"\(2 delivered\)")
    saw("both texts became Delivered")


def find_reply(hub: Browser, *, saw: Callable[[str], None]) -> None:
    """The reply stands in the inbox, unread."""
    found = f"1 unread.*{re.escape(REPLY[:20])}"
    _wait(lambda: hub.open("/inbox/"), until=found)
    saw("found the reply in the inbox, unread")


def write_back(hub: Browser, *, saw: Callable[[str], None]) -> None:
    """Answer from the conversation."""
    page = hub.open("/inbox/")
    page = hub.open(page.link_with(REPLY[:20]))
    page = hub.fill_in(page, "/answer/", body=ANSWER)
    if ANSWER not in page.text:
        raise Missed("The answer does not stand in the conversation.")
    saw("wrote back from the conversation")


def find_answer(sandbox: Browser, *, saw: Callable[[str], None]) -> None:
    """The handset shows what was written back."""
    phones = sandbox.open("/")
    phone = phones.link_with(FIRST_NUMBER)
    _wait(lambda: sandbox.open(phone), until=re.escape(ANSWER))
    saw("the handset shows the answer")


def _wait(look: Callable[[], Page], *, until: str) -> Page:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            page = look()
            if re.search(until, page.text):
                return page
            shown = page.url
        except httpx.HTTPStatusError as error:
            shown = str(error)
        if time.monotonic() > deadline:
            raise Missed(f"Waited a minute in vain for “{until}” on {shown}.")
        time.sleep(0.3)
