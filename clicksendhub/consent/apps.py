"""Tells Django about the consent app and puts its list into the inbox's tabs."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "clicksendhub.consent"
    label = "consent"

    def ready(self) -> None:
        from clicksendhub.consent.views import TAB
        from clicksendhub.ui import tabs

        tabs.register(tabs.INBOX, TAB)
