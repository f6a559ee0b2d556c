"""Tells Django about the media app and fills the registries below it."""

from django.apps import AppConfig
from django.conf import settings


class MediaConfig(AppConfig):
    name = "clicksendhub.media"
    label = "media"

    def ready(self) -> None:
        """Register what the sweep looks for, and what belongs to an account."""
        from clicksendhub.credentials import uses
        from clicksendhub.jobs import sweeps
        from clicksendhub.media.nav import register_files
        from clicksendhub.media.services.sweeping import find_work
        from clicksendhub.media.uses import of_account
        from clicksendhub.ui import uploads

        register_files()
        uploads.take_files("media:bring", most_bytes=lambda: settings.MEDIA_FILE_BYTES)
        uses.register(of_account)
        sweeps.register("media.files", find_work)
