"""Every page and state, light and dark, wide and narrow: axe finds nothing to say.

The browser complains of nothing either (the ``visit`` fixture looks), and no page is
wider than the window, down to 320 pixels.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, ViewportSize

from clicksendhub.sandbox.markup import LINKS
from tests.e2e import browsing, journey
from tests.e2e.axe import violations
from tests.e2e.browsing import Visit
from tests.e2e.places import IMPORT_STATES, PLACES, Place
from tests.e2e.product import Hub, Sandbox
from tests.sandbox import channels, files
from tests.sandbox.files import Host
from tests.sandbox.mail import Post
from tests.sandbox.support import client

SANDBOX_PAGES = (
    *(path.strip("/") for path, _ in LINKS),
    *("phone", "ledger/1", "ledger/refused", "ledger/calls", "ledger?channel=mms"),
)
# Lists of which the first entry is opened too.
SANDBOX_LISTS = ("voicemail", "faxes", "mailbox", "ledger", "ledger/refused")
NARROWEST: ViewportSize = {"width": 320, "height": 640}
WIDER = (
    "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


@pytest.fixture(scope="module", autouse=True)
def quiet_clinic(hub: Hub) -> None:
    """A second account in which nothing ever happened, for what empty pages say."""
    key = "7C0FFEE0-0000-4000-8000-000000000001"
    hub.sandbox.account("quiet-clinic", key)
    hub.manage("shell", "-c", ADD_QUIET.format(key=key))


ADD_QUIET = """
from clicksendhub.credentials import services
from clicksendhub.people.models import User
services.add_account(
    actor=User.objects.filter(is_hub_admin=True).first(), label="Quiet Clinic",
    username="quiet-clinic", api_key="{key}", environment="rehearsal",
    country="AU", time_zone="Australia/Perth",
)
"""


@pytest.fixture(scope="module", autouse=True)
def import_in_each_state(hub: Hub) -> None:
    """Imports that stay as they are: no worker takes them while the tests run."""
    hub.manage("shell", "-c", ADD_IMPORTS.format(states=IMPORT_STATES))


ADD_IMPORTS = """
import uuid
from datetime import timedelta
from django.utils import timezone
from contacts.models import Change, Import
done = Import.objects.get(file_name="open-day-visitors.csv")
for state in {states}:
    if Import.objects.filter(file_name=f"{{state}}.csv").exists():
        continue
    change = Change.objects.create(account=done.account, kind="import", by=done.by)
    Import.objects.create(
        account=done.account, by=done.by, state=state, file_name=f"{{state}}.csv",
        file=done.file.name, file_size=done.file_size, file_hash=state, rows=1480,
        new=600, changed=20, duplicate=5, rejected=15, cursor=620, blocked=3,
        rows_expected=1480, rows_per_second=140, layout=done.layout,
        headings=done.headings, mapping=done.mapping, contact_list=done.contact_list,
        change=change if state not in ("checking", "failed") else None,
        trouble="Row 812 opens a quotation mark." if state == "failed" else "",
        queued_at=timezone.now(), lease_token="the tests",
        lease_until=timezone.now() + timedelta(days=1),
        finished_at=timezone.now() if state in ("stopped", "undone") else None,
    )
"""


def go(page: Page, place: Place) -> None:
    """Be there: a form that was sent has its answer, whole."""
    place.way(page)
    page.wait_for_load_state("load")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", sorted({place.who for place in PLACES}))
def test_axe_finds_nothing(visit: Visit, who: str, scheme: str) -> None:
    page = visit(who, color_scheme=scheme, reduced_motion="reduce")
    found: list[str] = []
    for place in (place for place in PLACES if place.who == who):
        go(page, place)
        for size in (browsing.WIDE, browsing.NARROW):
            page.set_viewport_size(size)
            page.evaluate("scrollTo(0, 0)")
            name = f"{browsing.file_name(place.name)}-{size['width']}-{scheme}"
            browsing.shoot(page, name, folder=browsing.SCREENS / "pages")
            found += [f"{name}: {words}" for words in violations(page)]
        page.set_viewport_size(browsing.WIDE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", sorted({place.who for place in PLACES}))
def test_nothing_is_wider_than_a_window_of_320_pixels(visit: Visit, who: str) -> None:
    page = visit(who)
    wide: list[str] = []
    for place in (place for place in PLACES if place.who == who):
        go(page, place)
        page.set_viewport_size(NARROWEST)
        if surplus := page.evaluate(WIDER):
            wide.append(f"{place.name}: {surplus} px")
            name = f"wide-{browsing.file_name(place.name)}"
            browsing.shoot(page, name, folder=browsing.SCREENS / "pages")
        page.set_viewport_size(browsing.WIDE)
    assert not wide, "\n".join(wide)


@pytest.fixture(scope="module")
def every_channel(hub: Hub) -> None:
    """A call, a fax, a letter, a postcard and a refused text, of nobody in the hub."""
    key = "7C0FFEE0-0000-4000-8000-000000000002"
    hub.sandbox.account("harbour-post", key)
    base_url = f"{hub.sandbox.url}v3"
    with client(base_url, auth=("harbour-post", key)) as api, Host() as host:
        channels.call_up(api, channels.spoken(require_input=1))
        file = host.put(files.pdf(2), "/fax.pdf")
        channels.post(api, "/fax/send", file_url=file, messages=[channels.faxed()])
        post = Post(api, host)
        post.send(post.letter())
        post.send(post.postcard(), kind="postcards")
        api.post("/sms/send", json={"messages": [{"to": "+61", "body": "Hello"}]})


@pytest.mark.usefixtures("every_channel")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_sandbox(
    visit: Visit, hub: Hub, sandbox: Sandbox, scheme: str
) -> None:
    page = visit(color_scheme=scheme)
    sandbox.fault(kind="receipts_late", seconds=1)
    found: list[str] = []
    for path in (*SANDBOX_PAGES, *(f"{path}/first" for path in SANDBOX_LISTS)):
        go_in_sandbox(page, hub, path)
        name = f"sandbox-{browsing.file_name(path) or 'phones'}-{scheme}"
        browsing.shoot(page, name, folder=browsing.SCREENS / "pages")
        found += [f"{name}: {words}" for words in violations(page)]
        page.set_viewport_size(NARROWEST)
        assert page.evaluate(WIDER) == 0, name
        page.set_viewport_size(browsing.WIDE)
    assert not found, "\n".join(found)


def go_in_sandbox(page: Page, hub: Hub, path: str) -> None:
    """Be on a page of the sandbox, with what can be opened on it open."""
    place, _, last = path.rpartition("/")
    if path == "phone":
        journey.open_phone(page, hub, "0491 570 157")
    elif last == "first":
        page.goto(f"{hub.sandbox.url}{place}")
        entries = page.get_by_role("main").locator(f"a[href^='/{place}/']")
        entries.locator("visible=true").last.click()
        page.wait_for_url(re.compile(rf"{place}/\d+$"))
    else:
        page.goto(f"{hub.sandbox.url}{path}")
    if path == "faults":
        open_settings(page)


def open_settings(page: Page) -> None:
    """Open the settings of every fault, and have one be mistyped."""
    page.locator("#late summary").click()
    page.locator("#late-seconds").fill("soon")
    page.get_by_role("switch", name="Answer late").click()
    page.get_by_role("alert").wait_for()
    page.locator(".fault details").evaluate_all(
        "all => all.map(one => one.open = true)"
    )
