"""Which replies opt out, which opt in, and which need a person."""

import time

import pytest

from clicksendhub.lib.optout import (
    EVERYDAY_WORDS,
    OPT_IN_WORDS,
    PLAIN_WORDS,
    Meaning,
    classify,
)

OPT_OUT = [
    "STOP",
    " stop. ",
    '"Stop"',
    "“Stop”",
    "Stop!!",
    "STOP please",
    "Stop, please",
    "\uff33\uff34\uff2f\uff30",
    "arrêt",
    "ARRÊT SVP",
    "arre\u0302t",
    "stop 🛑",
    "🙏 STOP 🙏",
    "s.t.o.p.",
    "S T O P",
    "STOP STOP STOP STOP STOP",
    "st\u200bop",
    "\u202astop\u202c",
    "stop\nthanks",
    "Stop texting me now",
    "STOPALL",
    "stop all",
    "Opt out",
    "opt-out",
    "OPTOUT",
    "Opt out please",
    "unsubscribe me",
    "REVOKE",
    "quit",
    "END",
    "end.",
    "Cancel",
    "cancel please",
    "cancel my subscription",
    "remove me",
    "TD",
    "Stopp",
    "STOPP bitte",
    "BAJA",
    "Baja, por favor",
    "SAIR",
    "parar",
    "СТОП",
    "*STOP*",
    "_stop_",
]

UNCLEAR = [
    "please stop texting me",
    "don't stop",
    "don\u2019t stop",
    "cancel my 3pm appointment, thanks",
    "cancel my 3pm appointment",
    "we must stop this bill",
    "I want to unsubscribe from all of this",
    "stop sending me these things at night",
    "see you at the end of the day",
    "can I opt out of Saturdays",
    "start or stop?",
    "no more messages",
    "Do not text me again",
    "don’t message me",
    "take me off your list",
    "Leave me alone!",
    "help me stop this",
    "end of story mate",
]

NONE = [
    "",
    "   ",
    "!!!",
    "👍",
    "🛑",
    "stopover at 5",
    "unstoppable",
    "Yes",
    "YES please",
    "I will attend",
    "weekend works",
    "cancelled",
    "I need help with my order",
    "starting at 9",
    "start at 9 tomorrow",
    "12345",
    "\u200b",
]


@pytest.mark.parametrize("text", OPT_OUT)
def test_a_plain_word_opts_out(text: str):
    assert classify(text) is Meaning.OPT_OUT


@pytest.mark.parametrize("text", UNCLEAR)
def test_an_opt_out_word_elsewhere_is_for_a_person(text: str):
    assert classify(text) is Meaning.UNCLEAR


@pytest.mark.parametrize("text", NONE)
def test_other_replies_change_nothing(text: str):
    assert classify(text) is Meaning.NONE


@pytest.mark.parametrize("text", ["START", "start please", "Unstop", "ＳＴＡＲＴ!"])
def test_only_a_plain_word_opts_in(text: str):
    assert classify(text) is Meaning.OPT_IN


@pytest.mark.parametrize("text", ["HELP", "help!", "Info", "help me please"])
def test_a_call_for_help_is_recognised(text: str):
    assert classify(text) is Meaning.HELP


@pytest.mark.parametrize("word", PLAIN_WORDS + EVERYDAY_WORDS)
def test_every_word_on_the_list_opts_out_however_it_is_written(word: str):
    for written in (word, word.upper(), f"  {word.title()}!? ", f"({word})"):
        assert classify(written) is Meaning.OPT_OUT


@pytest.mark.parametrize("word", OPT_IN_WORDS)
def test_no_opt_in_word_opts_out(word: str):
    assert classify(word) is Meaning.OPT_IN


def test_four_words_after_a_plain_word_are_the_most():
    assert classify("stop all of this") is Meaning.OPT_OUT
    assert classify("stop all of this now") is Meaning.UNCLEAR


def test_an_account_can_add_words():
    words = ["Afmelden", "tschüss sagen"]

    assert classify("AFMELDEN!", extra_words=words) is Meaning.OPT_OUT
    assert classify("Tschuss sagen", extra_words=words) is Meaning.OPT_OUT
    assert classify("ik wil afmelden", extra_words=words) is Meaning.UNCLEAR
    assert classify("afmelden") is Meaning.NONE


@pytest.mark.parametrize("blank", ["", "  ", "!"])
def test_a_blank_extra_word_matches_nothing(blank: str):
    assert classify("", extra_words=[blank]) is Meaning.NONE
    assert classify("good morning", extra_words=[blank]) is Meaning.NONE


@pytest.mark.parametrize("unit", ["a", "stop ", "é😀", "\u0301", "' ", "s "])
def test_a_very_long_reply_is_read_quickly(unit: str):
    started = time.perf_counter()

    classify(unit * 10_000)

    assert time.perf_counter() - started < 1
