"""Why a message stands where it stands, in plain sentences with what to do about it.

Knows our own words ("blocked"), every status that ClickSend answers with, and the error
codes of delivery receipts. A word that nobody knows is shown, never hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

from clicksendhub.ui.badges import badge_for

# Ours: written by the engine and by people.
_OURS = {
    "blocked": (
        "This number is blocked, so nothing was sent to it. Its block shows when and "
        "why."
    ),
    "quiet_hours": (
        "It waits for the hours in which a phone may ring where the person is. "
        "It goes by itself."
    ),
    "too_late": "Its last moment passed before it could go. Nothing was sent.",
    "by_person": "A person cancelled it before it went. Nothing was sent.",
    "account_removed": "Its account was removed. Nothing more is sent or looked up.",
    "person_accepted": "A person decided that ClickSend has it.",
    "person_again": "A person decided to send it again.",
    "person_given_up": "A person decided not to send it again.",
    "lease_ended": (
        "The worker that sent it did not come back. We look it up at ClickSend before "
        "anything is sent again."
    ),
    "lease_ran_short": "Its turn came too late for this call. It goes with the next.",
    "missing_item": (
        "ClickSend’s answer did not mention it. We look it up before anything is sent "
        "again."
    ),
    "found_in_history": "ClickSend’s history shows that it was taken.",
    "receipt": "A delivery receipt showed that ClickSend had taken it.",
    "reply": "A reply showed that it had arrived.",
    "not_in_history": (
        "ClickSend’s history does not have it, in two looks, so it goes once more."
    ),
    "not_found_twice": (
        "It was sent again once and cannot be found at ClickSend. "
        "A person decides what is true."
    ),
    "history_shows_nothing": (
        "No clear answer came, and ClickSend’s history does not settle it. "
        "A person decides what is true."
    ),
}

# How a call ended without a clean answer.
_FAILED_CALLS = {
    "Unreachable": "ClickSend could not be reached. It goes again by itself.",
    "Unauthorized": "ClickSend refused our key. It goes again once the key is mended.",
    "Forbidden": "ClickSend did not allow the call. It goes again once that is mended.",
    "NotFound": "ClickSend did not allow the call. It goes again once that is mended.",
    "OutsideHours": (
        "It was not within the hours in which this phone may ring. It waits for them "
        "and goes by itself."
    ),
    "LinkNotReady": (
        "Its file is on the way to ClickSend. It goes by itself once it is there."
    ),
    "FileNotTaken": (
        "ClickSend did not take its file, so nothing was sent. Choose another file and "
        "send again."
    ),
    "NoFile": "Its file was not there any more, so nothing was sent.",
    "FaxClosed": (
        "This ClickSend account may not send faxes: ClickSend gives them to no new "
        "customers. Nothing was sent. Ask ClickSend, or send it another way."
    ),
    "OddRefusal": "ClickSend did not take the call. It goes again by itself.",
    "TooManyRequests": "ClickSend asked us to slow down. It goes again by itself.",
    "NoAnswer": (
        "The text left, and no answer came. We look it up at ClickSend before anything "
        "is sent again."
    ),
    "ServerError": (
        "ClickSend failed while it was at work. We look it up before anything is sent "
        "again."
    ),
    "UnreadableAnswer": (
        "ClickSend’s answer could not be read. We look it up before anything is sent "
        "again."
    ),
    "BadRequest": (
        "ClickSend did not accept it as it was. Nothing was sent. Please tell an admin."
    ),
    "RequestRefused": "It could not be put into a request. Please tell an admin.",
}

# ClickSend’s answer to one message of a request.
_STATUSES = {
    "INVALID_RECIPIENT": (
        "ClickSend says that this is not a number it can text. "
        "Check the number, then write again."
    ),
    "EMPTY_MESSAGE": "ClickSend says that the text is empty. Write one, then send it.",
    "SUBJECT_REQUIRED": "ClickSend asks for a subject. Add one and send again.",
    "MISSING_REQUIRED_FIELDS": (
        "ClickSend says that something is missing. Please tell an admin."
    ),
    "TOO_MANY_RECIPIENTS": (
        "ClickSend says that one call held too many people. Please tell an admin."
    ),
    "INVALID_SCHEDULE": "ClickSend refused the time. Send it again for another time.",
    "INVALID_MEDIA_FILE": (
        "ClickSend could not use the file. Choose another file and send again."
    ),
    "INVALID_LANG": "ClickSend does not know this language. Choose another one.",
    "INVALID_VOICE": "ClickSend does not have this voice. Choose another one.",
    "INVALID_SENDER_ID": (
        "ClickSend does not accept this sender. Choose another one, or have an admin "
        "register it at ClickSend."
    ),
    "NOT_ENOUGH_PERMISSION_TO_LIST_ID": (
        "This ClickSend account may not use the list. Please tell an admin."
    ),
    "ALREADY_EXISTS": "ClickSend says that this exists already.",
    "INSUFFICIENT_CREDIT": (
        "ClickSend says no credit. It goes by itself once the account is topped up."
    ),
    "COUNTRY_NOT_ENABLED": (
        "Texts to this country are not enabled at ClickSend. An admin enables it "
        "there; then “Try the held ones again”."
    ),
    "REGISTRATION_NEEDED": (
        "This country asks senders to register at ClickSend first. An admin does that "
        "there; then “Try the held ones again”."
    ),
    "ACCOUNT_NOT_ACTIVATED": (
        "ClickSend says that the account is not active. An admin activates it there."
    ),
    "MISSING_CREDENTIALS": "ClickSend refused our key. An admin enters a new one.",
    "INVALID_CREDENTIALS": "ClickSend refused our key. An admin enters a new one.",
    "THROTTLED": (
        "ClickSend had just taken the same text for this number. "
        "Wait a few seconds, then send again."
    ),
    "INTERNAL_ERROR": (
        "ClickSend failed while it took it. We look it up before anything is "
        "sent again."
    ),
    "SOMETHING_IS_WRONG": (
        "ClickSend did not say clearly what became of it. We look it up before "
        "anything is sent again."
    ),
}

# The error codes of delivery receipts.
_RECEIPT_CODES = {
    "1": "ClickSend has it in its queue.",
    "2": "ClickSend has it scheduled.",
    "3": "It was handed to the phone network.",
    "4": "The phone network says it arrived.",
    "5": "It was cancelled at ClickSend.",
    "6": "It waits for a review at ClickSend, which takes up to a few hours.",
    "7": "The phone network does not say why. Try once more, or call.",
    "8": "No phone has this number. Check the number with the person.",
    "9": "The phone network cannot find this number. Check the number with the person.",
    "10": "The phone network does not allow texts to this number. Call instead.",
    "11": "This phone or network takes no such texts. Call instead.",
    "12": "The phone was switched off or out of reach for too long. Try again later.",
    "13": "The phone’s memory is full. Try again later, or call.",
    "14": "The phone network was too busy or failed. Try again later.",
    "15": (
        "The phone network rejected it. Try another sender or other words, or call."
    ),
    "16": "The phone network could not deliver it yet and tries again by itself.",
    "17": "The phone network gave up waiting. Try again later.",
    "18": "No way to this phone’s network was found. Check the number, or call.",
    "19": (
        "It was taken for spam on the way. Use plainer words and no short links, "
        "or another sender."
    ),
    "20": "No receipt came in time: it may or may not have arrived. Ask the person.",
    "200": "It was handed to the phone network.",
    "201": "The phone network says it arrived.",
    "300": "The phone network could not deliver it yet and tries again by itself.",
    "301": "The phone network could not deliver it. Check the number, or call.",
    "302": "The phone network could not deliver it yet.",
}

_CODES = {**_STATUSES, **_RECEIPT_CODES}

# Where a call asks for other words than a text.
_OF_CALLS = {
    "NoAnswer": (
        "The call left, and no answer came. We look it up at ClickSend before anything "
        "is sent again."
    ),
    "INVALID_RECIPIENT": (
        "ClickSend says that this is not a number it can call. "
        "Check the number, then call again."
    ),
    "EMPTY_MESSAGE": "ClickSend says that nothing is said. Write it, then call.",
    "COUNTRY_NOT_ENABLED": (
        "Calls to this country are not enabled at ClickSend. An admin enables it "
        "there; then “Try the held ones again”."
    ),
    "THROTTLED": (
        "ClickSend had just taken the same call for this number. "
        "Wait a few seconds, then call again."
    ),
    "4": "The call was answered.",
    "7": "The phone network does not say why. Try once more, or send a text.",
    "10": "The phone network does not allow calls to this number. Send a text.",
    "11": "This phone or network takes no such calls. Send a text.",
    "12": "Nobody answered, or the phone was out of reach. Try again later.",
    "13": "The phone took no call. Try again later, or send a text.",
    "15": "The phone network rejected the call. Try again later, or send a text.",
    "18": "No way to this phone’s network was found. Check the number.",
    "19": "The call was taken for spam on the way. Ring the person yourself.",
    "20": "No receipt came in time: it may or may not have rung. Ask the person.",
    "201": "The call was answered.",
    "300": "Nobody answered yet; the phone network tries again by itself.",
    "301": "Nobody answered the call. Try again later, or send a text.",
    "302": "Nobody answered the call yet.",
}

# What to do where the state alone says it.
_STATES = {
    "undelivered": (
        "The phone network could not deliver it. Check the number with the person, "
        "or call."
    ),
    "refused": "ClickSend did not take it; nothing was sent.",
    "needs_a_look": (
        "No clear answer came, and ClickSend’s history does not settle it. "
        "A person decides what is true."
    ),
}


_STATES_OF_CALLS = {
    "delivered": "The call was answered.",
    "undelivered": "Nobody answered the call. Try again later, or send a text.",
}


_OF_PICTURES = {
    "NoAnswer": (
        "The picture left, and no answer came. We look it up at ClickSend before "
        "anything is sent again."
    ),
    "INVALID_RECIPIENT": (
        "ClickSend says that this is not a number that takes pictures. Check the "
        "number, or send a text."
    ),
    "COUNTRY_NOT_ENABLED": (
        "Pictures to this country are not enabled at ClickSend. An admin enables it "
        "there; then “Try the held ones again”."
    ),
    "10": "The phone network does not allow pictures to this number. Send a text.",
    "11": "This phone or network takes no pictures. Send a text.",
    "13": "The phone’s memory is full. Try again later, or send a text.",
    "15": "The phone network rejected it. Try another picture, or send a text.",
    "18": "No way to this phone’s network was found. Check the number, or send a text.",
}
_OF_FAXES = {
    "NoAnswer": (
        "The fax left, and no answer came. We look it up at ClickSend; it is not sent "
        "again before a person has decided that."
    ),
    "lease_ended": (
        "The worker that sent it did not come back. We look it up at ClickSend; it is "
        "not sent again before a person has decided that."
    ),
    "missing_item": (
        "ClickSend’s answer did not mention it. We look it up; it is not sent again "
        "before a person has decided that."
    ),
    "not_found_twice": (
        "It cannot be found at ClickSend. Paper that came out twice cannot be taken "
        "back, so a person decides what is true."
    ),
    "INVALID_RECIPIENT": (
        "ClickSend says that this is not a number it can fax. Check the number, then "
        "fax again."
    ),
    "COUNTRY_NOT_ENABLED": (
        "Faxes to this country are not enabled at ClickSend. An admin enables it "
        "there; then “Try the held ones again”."
    ),
    "THROTTLED": (
        "ClickSend had just taken the same fax for this number. Wait a few seconds, "
        "then fax again."
    ),
    "3": "It was handed to the phone network.",
    "4": "The fax machine took every page.",
    "7": "The phone network does not say why. Try once more.",
    "8": "No fax machine has this number. Check the number with the person.",
    "10": "The phone network does not allow faxes to this number.",
    "11": "This line takes no faxes. Ask the person for another way.",
    "12": "The fax machine did not answer. Try again later.",
    "13": "The fax machine took nothing: it may be out of paper. Try again later.",
    "15": "The phone network rejected it. Try again later.",
    "18": "No way to this number was found. Check the number.",
    "19": "It was taken for spam on the way. Ring the person.",
    "201": "The fax machine took every page.",
    "300": "The fax machine did not answer yet; it is tried again by itself.",
    "301": "The fax machine could not be reached. Check the number, or try later.",
    "302": "The fax machine could not be reached yet.",
    "Completed": "The fax machine took every page.",
}
_STATES_OF_FAXES = {
    "delivered": "The fax machine took every page.",
    "undelivered": "The fax machine could not be reached. Check the number.",
    "needs_a_look": (
        "No clear answer came, and a fax is never sent again by itself. A person "
        "decides what is true."
    ),
}
_Sentences = Mapping[str, str]
_AS_FOR_TEXTS: tuple[_Sentences, _Sentences] = ({}, {})
_OF_KINDS: Mapping[str, tuple[_Sentences, _Sentences]] = {
    "call": (_STATES_OF_CALLS, _OF_CALLS),
    "picture message": ({}, _OF_PICTURES),
    "fax": (_STATES_OF_FAXES, _OF_FAXES),
}


def sentence_for(state: str, reason: str, what: str = "text") -> str:
    """What a state and its reason mean for people, and what to do, if anything.

    ``what`` it is: the word of its kind for one of them.
    """
    states, reasons = _OF_KINDS.get(what, _AS_FOR_TEXTS)
    plain = states.get(state) or _STATES.get(state) or badge_for(state).sentence
    if not reason:
        return plain
    if reason in reasons:
        return reasons[reason]
    known = _OURS.get(reason) or _FAILED_CALLS.get(reason) or _CODES.get(reason)
    return known or f"{plain} The reason given: {reason}."
