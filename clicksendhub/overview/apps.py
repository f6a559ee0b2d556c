"""Tells Django about the overview app and puts Home into the rail."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "clicksendhub.overview"
    label = "overview"

    def ready(self) -> None:
        """Register the first entry of the rail."""
        from clicksendhub.ui import nav

        nav.register(
            nav.NavItem(
                key="home",
                label="Home",
                url_name="overview:home",
                icon="home",
                order=10,
            )
        )
