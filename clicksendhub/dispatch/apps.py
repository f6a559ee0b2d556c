"""Tells Django about the engine, and joins it to the sweep."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "clicksendhub.dispatch"
    label = "dispatch"

    def ready(self) -> None:
        """Register the engine's searches for due work."""
        from clicksendhub.credentials import hooks
        from clicksendhub.dispatch import sweep, verdicts
        from clicksendhub.jobs import sweeps

        hooks.on_other_account(lambda account: verdicts.trust_no_absence(account.pk))
        sweeps.register("dispatch", sweep.find_due_work)
        sweeps.register("dispatch.drafts", sweep.drop_old_drafts)
