"""Tells Django about the people app and joins it to menus and sweep."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "clicksendhub.people"
    label = "people"

    def ready(self) -> None:
        """Register the menu entries and what is forgotten in time."""
        from clicksendhub.jobs import sweeps
        from clicksendhub.people import frame, leftovers

        frame.register()
        sweeps.register("people.leftovers", leftovers.forget)
