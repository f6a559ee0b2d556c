"""Addresses of taking people away as a file."""

from django.urls import URLPattern, path

from contacts.views import export

export_urls: list[URLPattern] = [
    path("contacts/export/", export.export, name="export"),
]
