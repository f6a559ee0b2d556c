"""Tells Django about the webhooks app and fills the registries below it."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "clicksendhub.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from clicksendhub.credentials import hooks
        from clicksendhub.jobs import sweeps
        from clicksendhub.ui import tabs
        from clicksendhub.webhooks.poll import due_polls
        from clicksendhub.webhooks.services import PathOfReplies
        from clicksendhub.webhooks.settle import ask_where_waiting
        from clicksendhub.webhooks.views.unreadable import TAB

        hooks.try_path_by(PathOfReplies())
        sweeps.register("events", ask_where_waiting)
        sweeps.register("polls", due_polls)
        tabs.register(tabs.INBOX, TAB)
