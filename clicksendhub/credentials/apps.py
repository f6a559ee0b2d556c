"""Tells Django about the credentials app and fills the registries below it."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "clicksendhub.credentials"
    label = "credentials"

    def ready(self) -> None:
        """Join the frame, the sweep, and the people pages that ask for roles."""
        from clicksendhub.credentials import following, frame
        from clicksendhub.credentials.membership import MembershipDesk
        from clicksendhub.jobs import sweeps
        from clicksendhub.people import memberships

        frame.register()
        sweeps.register("credentials.rules", following.nudge_due)
        memberships.keep_by(MembershipDesk())
