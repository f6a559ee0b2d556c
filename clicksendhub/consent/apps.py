"""Tells Django about the consent app and puts its list among the tabs of contacts."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "clicksendhub.consent"
    label = "consent"

    def ready(self) -> None:
        from clicksendhub.consent.timeline import happenings
        from clicksendhub.consent.views import TAB
        from clicksendhub.ui import tabs, timeline

        tabs.register(tabs.CONTACTS, TAB)
        timeline.register(happenings)
