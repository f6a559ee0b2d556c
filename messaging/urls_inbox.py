"""Addresses of the inbox; no number stands in any of them."""

from django.urls import path

from messaging.views import conversation, inbox

inbox_urls = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/next/", inbox.open_next, name="open_next"),
    path("inbox/review/", inbox.review, name="review"),
    path("inbox/review/<uuid:public_id>/", inbox.decide_review, name="decide_review"),
    path("inbox/<uuid:public_id>/", conversation.conversation, name="conversation"),
    path("inbox/<uuid:public_id>/thread/", conversation.thread, name="thread"),
    path("inbox/<uuid:public_id>/answer/", conversation.answer, name="answer"),
    path("inbox/<uuid:public_id>/read/", conversation.mark_read, name="mark_read"),
    path(
        "inbox/<uuid:public_id>/unread/", conversation.mark_unread, name="mark_unread"
    ),
    path("inbox/<uuid:public_id>/done/", conversation.mark_done, name="mark_done"),
    path("inbox/<uuid:public_id>/block/", conversation.block, name="block"),
]
