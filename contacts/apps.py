"""Tells Django about the contacts app and fills the registries below it."""

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class ContactsConfig(AppConfig):
    name = "contacts"
    label = "contacts"

    def ready(self) -> None:
        """Register the entries of the rail and what the sweep looks for."""
        from clicksendhub.consent import hooks
        from clicksendhub.credentials import hooks as account_hooks
        from clicksendhub.credentials import uses
        from clicksendhub.jobs import sweeps
        from clicksendhub.ui import uploads
        from contacts import checks, trigrams  # noqa: F401 — checks register themselves
        from contacts.finding import folded
        from contacts.nav import register_contacts
        from contacts.services.counts import blocks_changed
        from contacts.services.imports_sweeping import find_imports
        from contacts.services.other_account import keep_all_alone
        from contacts.services.unfinished import find_unfinished
        from contacts.sync.due import find_due_opt_outs, find_due_steps
        from contacts.uses import of_account

        register_contacts()
        uploads.take_files(
            "contacts:import_new", most_bytes=lambda: settings.IMPORT_FILE_BYTES
        )
        uses.register(of_account)
        hooks.register(blocks_changed)
        account_hooks.on_other_account(keep_all_alone)
        sweeps.register("contacts.sync", find_due_steps)
        sweeps.register("contacts.opt_outs", find_due_opt_outs)
        sweeps.register("contacts.people", find_unfinished)
        sweeps.register("contacts.imports", find_imports)
        connection_created.connect(folded.teach)
        post_migrate.connect(trigrams.mend, sender=self)
