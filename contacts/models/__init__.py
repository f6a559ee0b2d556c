"""What the app keeps: lists, people, acts that can be undone, imports, differences."""

from contacts.models.changes import Change, ChangedRow, ChangeKind, ChangeState
from contacts.models.imports import (
    Duplicates,
    Import,
    ImportPiece,
    ImportRow,
    ImportState,
    Outcome,
    Policy,
)
from contacts.models.lists import ContactList, CustomField, StepState
from contacts.models.people import Contact
from contacts.models.stepping import Conflict, Removal

__all__ = [
    "Change",
    "ChangeKind",
    "ChangeState",
    "ChangedRow",
    "Conflict",
    "Contact",
    "ContactList",
    "CustomField",
    "Duplicates",
    "Import",
    "ImportPiece",
    "ImportRow",
    "ImportState",
    "Outcome",
    "Policy",
    "Removal",
    "StepState",
]
