"""Background work: ``nudge`` asks for it. The only package that imports django_q."""

from clicksendhub.jobs.nudges import nudge, started_since

__all__ = ["nudge", "started_since"]
