"""Tells Django about the messaging app and fills the registries below it."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"
    label = "messaging"

    def ready(self) -> None:
        """Register the channels with the engine, and the entries of the rail."""
        from clicksendhub.credentials import uses
        from clicksendhub.dispatch import channels
        from clicksendhub.jobs import sweeps
        from clicksendhub.ui import timeline
        from contacts import doors
        from messaging import kinds
        from messaging.balance import ask_after_charges
        from messaging.channels.sms import SmsChannel
        from messaging.channels.voice import VoiceChannel
        from messaging.kinds.sms import SMS
        from messaging.kinds.voice import VOICE
        from messaging.nav_inbox import register_inbox
        from messaging.nav_send import register_send
        from messaging.ringing import keep_hours
        from messaging.timeline import happenings
        from messaging.uses import uses_of
        from messaging.writing import address_to

        channels.register(SmsChannel())
        channels.register(VoiceChannel())
        kinds.register(SMS)
        kinds.register(VOICE)
        uses.register(uses_of)
        timeline.register(happenings)
        doors.register(doors.WRITE, address_to)
        sweeps.register("messaging.balance", ask_after_charges)
        sweeps.register("messaging.hours", keep_hours)
        register_inbox()
        register_send()
