"""What a request must be before it leaves, alike in several resources."""

import pytest

from clicksendhub.clicksend import RequestRefused
from clicksendhub.clicksend.checks import checked_url


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example/a.pdf",
        "http://files.example:8080/a.pdf?x=1#page=2",
        "https://files.example:/a.pdf",
        "https://[2001:db8::1]:8443/a",
        "https://files.example/Größe/%C3%BC.pdf",
        "https://files.example/a@b.pdf",
    ],
)
def test_an_address_that_can_be_fetched_stays_as_it_is(url):
    assert checked_url(url) == url


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "is not an http or https address"),
        ("a.pdf", "is not an http or https address"),
        ("ftp://files.example/a", "is not an http or https address"),
        ("https://", "is not an http or https address"),
        ("https://:443/a", "is not an http or https address"),
        ("http://[x", "is not an http or https address"),
        ("https://files.example:x/a", "is not an http or https address"),
        ("https://files.example:99999/a", "is not an http or https address"),
        ("https://files.example:0/a", "is not an http or https address"),
        ("https://files.example/a b", "has spaces or signs that no address has"),
        ("https://files.example/\x00", "has spaces or signs that no address has"),
        ("https://files.example/\x7f", "has spaces or signs that no address has"),
        ("https://files.example\\a", "has spaces or signs that no address has"),
        ("https://files.example/\u2028", "has spaces or signs that no address has"),
        ("https://files.example/\ud83d", "has spaces or signs that no address has"),
        ("https://größe.example/a", "letters beyond a to z"),
        ("https://me:pw@files.example/a", "has a user or a password in it"),
        ("https://@files.example/a", "has a user or a password in it"),
    ],
)
def test_any_other_address_is_refused_without_being_repeated(url, why):
    with pytest.raises(RequestRefused, match=why) as caught:
        checked_url(url)

    assert list(caught.value.fields) == ["file_url"]
    assert "files.example" not in str(caught.value)
