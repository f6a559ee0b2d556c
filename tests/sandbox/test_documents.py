"""Files that are fetched for a send: what is taken, what is refused, what is shown."""

import io
import socket
import time

import pytest
from PIL import Image

from clicksendhub.sandbox import child, fetch
from clicksendhub.sandbox.documents import UnusableFile, stored, take
from tests.sandbox import files
from tests.sandbox.support import client

KINDS = frozenset({"pdf", "png", "jpg"})
ROOM = 1_000_000


@pytest.fixture
def browser(sandbox):
    with client(sandbox.url) as browsing:
        yield browsing


def taken(sandbox, url, *, maximum_bytes=ROOM):
    return take(sandbox.sandbox, url, kinds=KINDS, maximum_bytes=maximum_bytes)


def test_a_pdf_is_kept_with_its_number_of_pages(sandbox, host):
    document = taken(sandbox, host.put(files.pdf(3)))

    assert (document.kind, document.pages) == ("pdf", 3)
    assert stored(sandbox.sandbox, document.id) == document


UPRIGHT, LYING = (595, 842), (842, 595)


@pytest.mark.parametrize(
    ("content", "is_portrait"),
    [
        (files.sheets(UPRIGHT, UPRIGHT, UPRIGHT), True),
        (files.sheets(UPRIGHT, LYING, UPRIGHT), False),
        (files.sheets(LYING, turned=90), False),
        (files.sheets(UPRIGHT, turned=270), True),
    ],
)
def test_all_pages_of_a_pdf_as_they_are_turned_make_it_upright(
    sandbox, host, content, is_portrait
):
    assert taken(sandbox, host.put(content)).is_portrait is is_portrait


def test_the_same_file_is_kept_once(sandbox, host):
    first = taken(sandbox, host.put(files.pdf(2), "/one"))
    second = taken(sandbox, host.put(host.files["/one"], "/two"))

    assert first.id == second.id


def test_a_picture_is_one_page(sandbox, host):
    document = taken(sandbox, host.put(files.picture("PNG")))

    assert (document.kind, document.pages) == ("png", 1)


@pytest.mark.parametrize(
    "content",
    [
        files.pdf(2)[:900],
        files.pdf(password="closed"),
        b"<html><body>%PDF no more</body></html>",
        b"%PDF-1.7 and nothing after it",
        files.pdf(2).replace(b"/Count 2", b"/Count 9000"),
        files.bomb_png(),
        files.bomb_png(side=8000),
        files.picture("PNG")[:200],
        files.picture("GIF", mode="P"),
        b"",
    ],
    ids=[
        "truncated PDF",
        "locked PDF",
        "web page",
        "mark without a PDF",
        "PDF that lies about its pages",
        "bomb of a picture",
        "large bomb of a picture",
        "truncated picture",
        "kind not taken here",
        "nothing",
    ],
)
def test_a_hostile_or_wrong_file_is_refused_and_nothing_is_kept(sandbox, host, content):
    with pytest.raises(UnusableFile):
        taken(sandbox, host.put(content))

    assert sandbox.sandbox.store.count("SELECT count(*) FROM documents") == 0


def test_a_file_over_the_limit_is_refused_with_or_without_a_length(sandbox, host):
    url = host.put(files.pdf())

    with pytest.raises(UnusableFile, match="more than 100 bytes"):
        taken(sandbox, url, maximum_bytes=100)
    with pytest.raises(UnusableFile, match="more than 5 bytes"):
        taken(sandbox, host.url + "/drip", maximum_bytes=5)


def test_three_redirects_are_followed_and_no_more(sandbox, host):
    host.put(files.pdf())

    assert taken(sandbox, host.url + "/away/3").pages == 1
    with pytest.raises(UnusableFile, match="too many times"):
        taken(sandbox, host.url + "/away/4")


@pytest.mark.parametrize("place", ["http://[", "http://files.example:x/", "mailto:a"])
def test_a_redirect_to_no_address_is_refused_at_once(sandbox, host, place):
    host.places["/lost"] = place
    began = time.monotonic()

    with pytest.raises(UnusableFile):
        taken(sandbox, host.url + "/lost")

    assert time.monotonic() - began < 2


def test_a_server_that_drips_is_hung_up_on(sandbox, host, monkeypatch):
    monkeypatch.setattr(fetch, "TIMEOUT_SECONDS", 0.2)

    with pytest.raises(UnusableFile):
        taken(sandbox, host.url + "/drip")


def slow_look_up(*args, **more):
    time.sleep(1)
    raise OSError("Nobody is called that.")


def test_a_name_that_is_looked_up_forever_is_given_up(sandbox, monkeypatch):
    monkeypatch.setattr(fetch, "TIMEOUT_SECONDS", 0.1)
    monkeypatch.setattr(fetch, "GRACE_SECONDS", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", slow_look_up)

    with pytest.raises(UnusableFile, match="in time"):
        taken(sandbox, "http://files.example/a.pdf")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file:///etc/hostname",
        "ftp://files.example/a.pdf",
        "http://",
        "http://[",
        "http://127.0.0.1:1/a.pdf",
        "http://127.0.0.1:99999/a.pdf",
        "http://127.0.0.1/a\r\nb",
        "http://a b/",
    ],
)
def test_an_address_that_leads_nowhere_is_refused(sandbox, url):
    with pytest.raises(UnusableFile):
        taken(sandbox, url)


def test_a_missing_file_is_refused(sandbox, host):
    with pytest.raises(UnusableFile, match="404"):
        taken(sandbox, host.url + "/nothing")


def test_a_tool_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(child, "TIMEOUT_SECONDS", 0.01)

    with pytest.raises(UnusableFile):
        child.run("pdf_tool", content=files.pdf())


def test_a_picture_is_decoded_by_a_tool_that_can_be_ended(sandbox, host, monkeypatch):
    monkeypatch.setattr(child, "TIMEOUT_SECONDS", 0.01)

    with pytest.raises(UnusableFile):
        taken(sandbox, host.put(files.picture("PNG")))


def test_a_document_and_its_pages_can_be_looked_at(sandbox, host, browser):
    content = files.pdf(2)
    document = taken(sandbox, host.put(content))

    file = browser.get(f"/documents/{document.id}")
    pages = [browser.get(f"/documents/{document.id}/pages/{n}.png") for n in (1, 2)]

    assert (file.content, file.headers["content-type"]) == (content, "application/pdf")
    for page in pages:
        assert Image.open(io.BytesIO(page.content)).width == 900


@pytest.mark.parametrize(
    "path", ["2", "x", "1/pages/0.png", "1/pages/3.png", "1/pages/x.png", "9" * 5000]
)
def test_what_is_not_there_is_not_found(sandbox, host, browser, path):
    taken(sandbox, host.put(files.pdf(2)))

    assert browser.get(f"/documents/{path}").status_code == 404
