"""Addresses of keeping in step with ClickSend."""

from django.urls import URLPattern, path

from contacts.views import sync

_LIST = "contacts/lists/<uuid:public_id>"

sync_urls: list[URLPattern] = [
    path(f"{_LIST}/compare/", sync.compare, name="compare"),
    path(f"{_LIST}/compare/now/", sync.compare_now, name="compare_now"),
    path(f"{_LIST}/put-back/", sync.put_back, name="put_back"),
    path(f"{_LIST}/gone/", sync.decide_gone, name="decide_gone"),
    path("contacts/conflicts/<int:pk>/", sync.decide_conflict, name="decide_conflict"),
    path("contacts/there/", sync.lists_there, name="lists_there"),
    path("contacts/there/bring/", sync.bring_here, name="bring_here"),
]
