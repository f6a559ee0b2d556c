"""The currency of an answer."""

import pytest

from clicksendhub.clicksend import CurrencyWords
from clicksendhub.clicksend.money import currency_words

from .support import answering, sms

DOLLARS = {
    "currency_name_short": "AUD",
    "currency_prefix_d": "$",
    "currency_prefix_c": "c",
    "currency_name_long": "Australian Dollars",
}
WORDS = CurrencyWords("AUD", "Australian Dollars", "$", "c")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"_currency": DOLLARS}, WORDS),
        ({"currency": DOLLARS}, WORDS),
        ({"currency": "EUR"}, CurrencyWords("EUR", "", "", "")),
        ({"_currency": {"currency_prefix_d": "$"}}, None),
        ({"_currency": []}, None),
        ({}, None),
    ],
)
def test_a_currency_is_read_with_its_words(fields, words):
    assert currency_words(fields) == words


def test_the_answer_to_a_send_tells_the_words_of_its_currency():
    client, _ = answering({"messages": [], "_currency": DOLLARS})

    assert client.sms.send([sms()]).currency_words == WORDS
