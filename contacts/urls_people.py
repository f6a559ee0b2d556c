"""Addresses of people, and of acts on many of them."""

from django.urls import URLPattern, path

from contacts.views import changes, lately, people, table

_PERSON = "contacts/people/<int:pk>"
_CHANGE = "contacts/changes/<uuid:public_id>"

people_urls: list[URLPattern] = [
    path("contacts/people/", table.people, name="people"),
    path("contacts/people/acts/", changes.bulk, name="bulk"),
    path(
        "contacts/lists/<uuid:public_id>/people/new/",
        people.new_person,
        name="new_person",
    ),
    path(f"{_PERSON}/", people.person, name="person"),
    path(f"{_PERSON}/edit/", people.edit_person, name="edit_person"),
    path(f"{_PERSON}/block/", people.block_person, name="block_person"),
    path(f"{_PERSON}/delete/", people.delete_person, name="delete_person"),
    path(f"{_PERSON}/merge/<int:other_pk>/", people.merge, name="merge"),
    path("contacts/changes/", lately.changes, name="changes"),
    path(f"{_CHANGE}/", changes.change, name="change"),
    path(f"{_CHANGE}/undo/", changes.undo_change, name="undo_change"),
]
