"""Tells Django about the messaging app and fills the registries below it."""

from django.apps import AppConfig
from django.conf import settings


class MessagingConfig(AppConfig):
    name = "messaging"
    label = "messaging"

    def ready(self) -> None:
        """Register the channels with the engine, and the entries of the rail."""
        from clicksendhub.credentials import uses
        from clicksendhub.dispatch import channels
        from clicksendhub.jobs import sweeps
        from clicksendhub.media import hooks as files
        from clicksendhub.ui import timeline, uploads
        from contacts import doors
        from messaging import attached, attaching, kinds, writing
        from messaging.balance import ask_after_charges
        from messaging.channels.fax import FaxChannel
        from messaging.channels.mms import MmsChannel
        from messaging.channels.sms import SmsChannel
        from messaging.channels.voice import VoiceChannel
        from messaging.kinds.fax import FAX
        from messaging.kinds.mms import MMS
        from messaging.kinds.sms import SMS
        from messaging.kinds.voice import VOICE
        from messaging.nav_inbox import register_inbox
        from messaging.nav_send import register_send
        from messaging.ringing import keep_hours
        from messaging.timeline import happenings
        from messaging.uses import uses_of

        # Texts last: they stand for the table that all of them share.
        for channel in (FaxChannel(), VoiceChannel(), MmsChannel(), SmsChannel()):
            channels.register(channel)
        for kind in (SMS, MMS, VOICE, FAX):
            kinds.register(kind)
        files.on_rendition(attached.follow_rendition)
        files.on_link(attached.follow_link)
        files.register_wanted(attached.wanted_renditions)
        files.register_uses(attaching.uses_of)
        files.register_use_counts(attaching.use_counts)
        files.register_door(attaching.door_to_mms)
        files.register_door(attaching.door_to_fax)
        uploads.take_files(
            *("messaging:new_picture", "messaging:new_fax", "messaging:edit"),
            most_bytes=lambda: settings.MEDIA_FILE_BYTES,
        )
        uses.register(uses_of)
        timeline.register(happenings)
        doors.register(doors.WRITE, writing.address_to)
        doors.register(doors.CALL, writing.address_to_call)
        doors.register(doors.FAX, writing.address_to_fax)
        sweeps.register("messaging.balance", ask_after_charges)
        sweeps.register("messaging.hours", keep_hours)
        register_inbox()
        register_send()
