"""Tells Django about the people app and puts its pages into the menus."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "clicksendhub.people"
    label = "people"

    def ready(self) -> None:
        """Register the menu entries."""
        from clicksendhub.people import frame

        frame.register()
