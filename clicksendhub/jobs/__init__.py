"""Background work: ``nudge`` asks for it. The only package that imports django_q."""

from clicksendhub.jobs.nudges import nudge

__all__ = ["nudge"]
