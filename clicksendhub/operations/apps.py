"""Tells Django about the operations app, and joins it to the sweep and the rail."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "clicksendhub.operations"
    label = "operations"

    def ready(self) -> None:
        """Register the system checks, the workers' sign of life, the rail entry."""
        from clicksendhub import checks  # noqa: F401 - registers itself
        from clicksendhub.credentials import hooks
        from clicksendhub.credentials.access import Ability, may
        from clicksendhub.jobs import sweeps
        from clicksendhub.operations import demo, heartbeats, statistics
        from clicksendhub.ui import nav

        hooks.find_demo_keys_by(demo.where_keys_are)
        sweeps.register("operations.heartbeat", heartbeats.ask_workers)
        sweeps.register("operations.statistics", statistics.refresh_daily)
        nav.register(
            nav.NavItem(
                key="queue",
                label="Queue",
                url_name="operations:queue",
                icon="queue-list",
                order=90,
                section="admin",
                may=lambda request: may(request, Ability.HUB_ADMIN),
            )
        )
