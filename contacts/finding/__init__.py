"""Finds people: by words, by filters that read as sentences, page by page."""

from contacts.finding.choosing import Choice, suggest
from contacts.finding.filters import Filter
from contacts.finding.finder import Finder, Sort
from contacts.finding.paging import Cursor, FoundPage, find_page

__all__ = [
    "Choice",
    "Cursor",
    "Filter",
    "Finder",
    "FoundPage",
    "Sort",
    "find_page",
    "suggest",
]
