"""Blocks, unclear replies, old lists on their way in, and ClickSend’s own list."""

from clicksendhub.consent.models.blocks import (
    BY_A_PERSON,
    Block,
    BlockQuerySet,
    BlockSource,
    Review,
)
from clicksendhub.consent.models.following import Following
from clicksendhub.consent.models.imports import (
    AT_WORK,
    BlockImport,
    BlockImportRow,
    ImportState,
    Outcome,
)

__all__ = [
    "AT_WORK",
    "BY_A_PERSON",
    "Block",
    "BlockImport",
    "BlockImportRow",
    "BlockQuerySet",
    "BlockSource",
    "Following",
    "ImportState",
    "Outcome",
    "Review",
]
