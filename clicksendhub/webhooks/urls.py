"""Addresses under /hooks/: what ClickSend calls, and what could not be read."""

from django.urls import path

from clicksendhub.webhooks.views import hooks, unreadable

app_name = "webhooks"
urlpatterns = [
    path("unreadable/", unreadable.unreadable, name="unreadable"),
    path("unreadable/<uuid:public_id>/again/", unreadable.try_again, name="try_again"),
    path("<str:token>/inbound/", hooks.inbound, name="inbound"),
    path("<str:token>/receipt/", hooks.receipt, name="receipt"),
]
