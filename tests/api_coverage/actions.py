"""All fourteen actions by name, and the trigger."""

from __future__ import annotations

from .messages import MESSAGES
from .people import PEOPLE, TRIGGER
from .post import POST
from .table import Action

ACTIONS: tuple[Action, ...] = (
    *sorted((*MESSAGES, *PEOPLE, *POST), key=lambda action: action.name),
    TRIGGER,
)
