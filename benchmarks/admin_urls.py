"""The hub's addresses, and those of the admin that its people are compared with."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path

from clicksendhub.urls import urlpatterns as of_the_hub
from contacts.models import Contact


class OpenSite(AdminSite):
    """Lets whoever is signed in look; the hub's users have no rights of Django's."""

    def has_permission(self, request: Any) -> bool:
        return True


class People(ModelAdmin):  # type: ignore[type-arg]
    """The changelist as one writes it for this table, with its order in an index."""

    list_display = ("first_name", "last_name", "number", "email", "city")
    search_fields = (
        *("first_name", "last_name", "organisation", "email"),
        *("number", "fax_number"),
    )
    ordering = ("name_key", "id")
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, *_: Any) -> bool:
        return True

    def has_view_permission(self, *_: Any) -> bool:
        return True

    def has_add_permission(self, *_: Any) -> bool:
        return True

    def has_change_permission(self, *_: Any) -> bool:
        return True

    def has_delete_permission(self, *_: Any) -> bool:
        return True

    def lookup_allowed(self, *_: Any) -> bool:
        return True


site = OpenSite()
site.register(Contact, People)
urlpatterns = [path("admin/", site.urls), *of_the_hub]
