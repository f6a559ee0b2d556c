"""Blocks, unclear replies, old lists on their way in, and ClickSend’s own list."""

from clicksendhub.consent.models.blocks import Block, BlockQuerySet, BlockSource, Review
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
