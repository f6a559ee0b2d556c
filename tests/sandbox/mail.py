"""Short forms of the calls that letters and postcards are sent with."""

from tests.sandbox import files

HOME = {
    "address_name": "A. Person",
    "address_line_1": "1 Example St",
    "address_line_2": "",
    "address_city": "Perth",
    "address_state": "WA",
    "address_postal_code": "6000",
    "address_country": "AU",
}
OFFICE = HOME | {"address_name": "Office", "address_line_1": "2 Example St"}


def return_address(api, **changes):
    """Make a return address and return its number."""
    answer = api.post("/post/return-addresses", json=OFFICE | changes)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]["return_address_id"]


class Post:
    """Sends letters and postcards whose files and return address are ready."""

    def __init__(self, api, host):
        self.api, self.host = api, host
        self.home = return_address(api)

    def piece(self, **changes):
        """Return one recipient."""
        return HOME | {"return_address_id": self.home, "custom_string": "p-1"} | changes

    def letter(self, *pieces, pages=2, **changes):
        """Return the body of a letter to some recipients."""
        url = self.host.put(files.pdf(pages), f"/letter-{pages}.pdf")
        told = {"file_url": url, "template_used": 1, "colour": 0, "duplex": 1}
        return told | {"recipients": list(pieces or [self.piece()])} | changes

    def postcard(self, *pieces, **changes):
        """Return the body of a postcard to some recipients."""
        url = self.host.put(files.pdf(2, text="Side"), "/postcard.pdf")
        return {"file_urls": [url], "recipients": list(pieces or [self.piece()])} | (
            changes
        )

    def send(self, body, *, kind="letters", call="send"):
        """Send and return `data` of the answer."""
        answer = self.api.post(f"/post/{kind}/{call}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def send_one(self, body, *, kind="letters"):
        """Send to one recipient and return what the answer says of it."""
        (recipient,) = self.send(body, kind=kind)["recipients"]
        return recipient

    def history(self, kind="letters", **query):
        """Return the rows of the history."""
        answer = self.api.get(f"/post/{kind}/history", params=query)
        assert answer.status_code == 200
        return answer.json()["data"]["data"]
