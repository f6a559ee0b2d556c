"""Addresses of writing, checking and following what is sent."""

from django.urls import path

from messaging.views import check, person, receipt, send, senders, sends

send_urls = [
    path("send/", send.new, name="new"),
    path("send/picture/", send.new_picture, name="new_picture"),
    path("send/call/", send.new_call, name="new_call"),
    path("send/fax/", send.new_fax, name="new_fax"),
    path("sends/", sends.sends, name="sends"),
    path("sends/<uuid:public_id>/", receipt.receipt, name="send"),
    path("sends/<uuid:public_id>/edit/", send.edit, name="edit"),
    path("sends/<uuid:public_id>/discard/", send.discard, name="discard"),
    path("sends/<uuid:public_id>/check/", check.check, name="check"),
    path(
        "sends/<uuid:public_id>/check/progress/",
        check.check_progress,
        name="check_progress",
    ),
    path("sends/<uuid:public_id>/confirm/", check.confirm, name="confirm"),
    path("sends/<uuid:public_id>/price/", check.ask_price, name="ask_price"),
    path("sends/<uuid:public_id>/plain/", check.use_plain, name="use_plain"),
    path(
        "sends/<uuid:public_id>/progress/", receipt.send_progress, name="send_progress"
    ),
    path("sends/<uuid:public_id>/people/", receipt.send_people, name="send_people"),
    path("sends/<uuid:public_id>/cancel/", receipt.cancel, name="cancel"),
    path("sends/<uuid:public_id>/pause/", receipt.pause, name="pause"),
    path("sends/<uuid:public_id>/resume/", receipt.resume, name="resume"),
    path(
        "sends/<uuid:public_id>/release-held/",
        receipt.release_held,
        name="release_held",
    ),
    path("messages/<slug:reference>/", person.message, name="message"),
    path(
        "messages/<slug:reference>/progress/",
        person.message_progress,
        name="message_progress",
    ),
    path("messages/<slug:reference>/decide/", person.decide, name="decide"),
    path("senders/", senders.senders, name="senders"),
    path("senders/add/", senders.sender_add, name="sender_add"),
    path("senders/shared/", senders.sender_shared_default, name="sender_shared"),
    path(
        "senders/<uuid:public_id>/default/",
        senders.sender_default,
        name="sender_default",
    ),
    path(
        "senders/<uuid:public_id>/remove/", senders.sender_remove, name="sender_remove"
    ),
]
