"""Whom an act left as they are, by reason, as its page tells it."""

from __future__ import annotations

from contacts.models import Change, Contact

_WHY = {
    "already_there": "are in that list already",
    "on_their_way": "are being copied to ClickSend just now; try again in a minute",
    "taken_back_later": "are being copied to ClickSend just now; their turn comes next",
    "changed_since": "were changed since, so they stay as they are now",
    "no_place": "could not come back: their list is gone, or somebody has their number",
    "list_gone": "stay where they are: the list was deleted meanwhile",
}


def left_by(found: Change) -> list[tuple[str, list[Contact]]]:
    """Reasons with how many, and the first of them as far as they are still there."""
    ids = [pk for told in found.left.values() for pk in told["ids"]]
    rows = Contact.objects.filter(account_id=found.account_id).in_bulk(ids)
    return [
        (
            f"{told['count']:,} {_WHY.get(why, 'were left as they are')}",
            [rows[pk] for pk in told["ids"] if pk in rows],
        )
        for why, told in found.left.items()
    ]
