"""What people and channels do with files."""

from clicksendhub.media.services.deleting import InUse, delete_file
from clicksendhub.media.services.finding import files_of, hold_file, storage_used
from clicksendhub.media.services.keeping import OverQuota, keep_upload
from clicksendhub.media.services.linking import (
    ask_for_link,
    is_refused_for_good,
    usable_link,
)
from clicksendhub.media.services.making import rendition_for

__all__ = [
    "InUse",
    "OverQuota",
    "ask_for_link",
    "delete_file",
    "files_of",
    "hold_file",
    "is_refused_for_good",
    "keep_upload",
    "rendition_for",
    "storage_used",
    "usable_link",
]
