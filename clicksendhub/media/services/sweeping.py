"""The sweep’s search: conversions under way, and addresses whose time runs out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from clicksendhub.credentials.models import Account
from clicksendhub.jobs import nudge
from clicksendhub.lib.dbclock import db_now
from clicksendhub.media import hooks
from clicksendhub.media.models import Link, Rendition, RenditionState
from clicksendhub.media.services.linking import UPLOAD, with_fresh_link
from clicksendhub.media.services.making import CONVERT

_AT_ONCE: Final = 200
# An address that is long over tells nobody anything; the last one of each stays.
_OLD: Final = timedelta(days=1)


def find_work(now: datetime) -> int:
    """Ask for jobs where something is due; how many were asked for."""
    return _find_conversions() + _find_uploads(now) + _forget_old_links(now)


def _find_conversions() -> int:
    making = _free(Rendition.objects.filter(state=RenditionState.MAKING))
    keys = making.order_by("created_at").values_list("pk", flat=True)[:_AT_ONCE]
    return sum(nudge(CONVERT, str(key)) for key in keys)


def _find_uploads(now: datetime) -> int:
    wanted = hooks.wanted_now()
    if not wanted:
        return 0
    stale = wanted - with_fresh_link(wanted, at=now)
    ready = _free(Rendition.objects.filter(state=RenditionState.READY, pk__in=stale))
    keys = ready.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    return sum(nudge(UPLOAD, str(key)) for key in keys)


def _free(renditions: QuerySet[Rendition]) -> QuerySet[Rendition]:
    """Of working accounts, not held by a worker, and whose time has come."""
    now = db_now()
    return renditions.filter(
        Q(lease_until=None) | Q(lease_until__lte=now),
        Q(next_try_at=None) | Q(next_try_at__lte=now),
        file__account__in=Account.objects.working(),
        file__deleted_at=None,
    )


def _forget_old_links(now: datetime) -> int:
    """Each renewal is a row; those whose time is long over are dropped."""
    newer = Link.objects.filter(fault="", asked_at__gt=now - _OLD)
    old = Link.objects.filter(
        asked_at__lt=now - _OLD, rendition__in=newer.values("rendition")
    )
    keys = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    if keys:
        Link.objects.filter(pk__in=keys).delete()
    return 0
