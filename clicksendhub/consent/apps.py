"""Tells Django about the consent app, and joins it to contacts’ tabs and the sweep."""

from django.apps import AppConfig
from django.conf import settings


class ConsentConfig(AppConfig):
    name = "clicksendhub.consent"
    label = "consent"

    def ready(self) -> None:
        from clicksendhub.consent.imports.running import find_unfinished
        from clicksendhub.consent.timeline import happenings
        from clicksendhub.consent.views.blocks import TAB
        from clicksendhub.jobs import sweeps
        from clicksendhub.ui import tabs, timeline, uploads

        uploads.take_files(
            "consent:import_new", most_bytes=lambda: settings.IMPORT_FILE_BYTES
        )
        tabs.register(tabs.CONTACTS, TAB)
        timeline.register(happenings)
        sweeps.register("consent.imports", find_unfinished)
