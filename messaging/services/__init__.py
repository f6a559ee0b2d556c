"""What people do with texts: plan, change, confirm, answer, and ask for a price."""

from messaging.services.plan import (
    CannotPlan,
    NotAgreed,
    NotReady,
    PlanChanged,
    TimePassed,
    change_plan,
    confirm_send,
    discard_draft,
    plan_send,
    seal_of,
)
from messaging.services.quote import quote_send
from messaging.services.reply import CannotAnswer, write_reply
from messaging.services.senders import add_sender, make_default, remove_sender

__all__ = [
    "CannotAnswer",
    "CannotPlan",
    "NotAgreed",
    "NotReady",
    "PlanChanged",
    "TimePassed",
    "add_sender",
    "change_plan",
    "confirm_send",
    "discard_draft",
    "make_default",
    "plan_send",
    "quote_send",
    "remove_sender",
    "seal_of",
    "write_reply",
]
