"""Addresses of the lists."""

from django.urls import URLPattern, path

from contacts.views import fields, lists, table

_LIST = "contacts/lists/<uuid:public_id>"

lists_urls: list[URLPattern] = [
    path("contacts/", lists.lists, name="lists"),
    path("contacts/lists/new/", lists.new_list, name="new_list"),
    path(f"{_LIST}/", table.list_, name="list"),
    path(f"{_LIST}/settings/", lists.list_settings, name="list_settings"),
    path(f"{_LIST}/delete/", lists.delete_list, name="delete_list"),
    path("contacts/fields/", fields.fields, name="fields"),
]
