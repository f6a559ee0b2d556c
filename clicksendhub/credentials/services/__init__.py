"""What the hub does with ClickSend accounts; each module is one kind of act."""

from clicksendhub.credentials.sealing import seal, unseal
from clicksendhub.credentials.services.accounts import (
    add_account,
    ask_for_new_address,
    describe_account,
    pause_account,
    remove_account,
    resume_account,
)
from clicksendhub.credentials.services.checking import (
    KeyFault,
    check_key,
    sentence_for,
)
from clicksendhub.credentials.services.clients import (
    base_url_of,
    client_for,
    client_with,
    longest_call_seconds,
)
from clicksendhub.credentials.services.details import (
    keep_details,
    keep_refusal,
    refresh_account,
)
from clicksendhub.credentials.services.keys import (
    OtherAccount,
    change_key,
    reseal_keys,
)

__all__ = [
    "KeyFault",
    "OtherAccount",
    "add_account",
    "ask_for_new_address",
    "base_url_of",
    "change_key",
    "check_key",
    "client_for",
    "client_with",
    "describe_account",
    "keep_details",
    "keep_refusal",
    "longest_call_seconds",
    "pause_account",
    "refresh_account",
    "remove_account",
    "reseal_keys",
    "resume_account",
    "seal",
    "sentence_for",
    "unseal",
]
