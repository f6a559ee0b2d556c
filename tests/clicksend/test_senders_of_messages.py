"""What a text or a picture message may be sent from."""

import pytest

from clicksendhub.clicksend import Mms, RequestRefused, Sms

from .support import answering

NUMBER = "+61491570156"
PICTURE = "https://files.example/gate.jpg"
SENDS = {
    "sms": lambda client, sender: client.sms.send(
        [Sms(NUMBER, "Hi", "a"), Sms(NUMBER, "Hi", "b", sender=sender)]
    ),
    "mms": lambda client, sender: client.mms.send(
        [Mms(NUMBER, "Hi", "Hi", "a"), Mms(NUMBER, "Hi", "Hi", "b", sender=sender)],
        media_url=PICTURE,
    ),
}
pytestmark = pytest.mark.parametrize("send", SENDS.values(), ids=SENDS)


@pytest.mark.parametrize(
    "sender",
    ["+61491570110", "61491570110", "+" + "1" * 15, "123", "Harbour", "A1+", "x" * 11],
)
def test_a_number_or_a_name_may_be_the_sender(send, sender):
    client, wire = answering({"messages": []})

    send(client, sender)

    assert wire.json["messages"][1]["from"] == sender


@pytest.mark.parametrize(
    "sender",
    ["ab", "12", "x" * 12, "Court Club", "Größe", "12-34", "Harbour\n", " ", "1" * 21],
)
def test_any_other_sender_never_leaves(send, sender):
    client, wire = answering({"messages": []})

    with pytest.raises(RequestRefused, match="message 1 has a sender") as caught:
        send(client, sender)

    assert list(caught.value.fields) == ["messages.1.sender"]
    assert wire.requests == []
