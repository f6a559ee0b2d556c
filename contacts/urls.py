"""Addresses of the contacts app; no name and no number stands in any of them."""

from contacts.urls_export import export_urls
from contacts.urls_imports import imports_urls
from contacts.urls_lists import lists_urls
from contacts.urls_people import people_urls
from contacts.urls_sync import sync_urls

app_name = "contacts"
urlpatterns = [*lists_urls, *people_urls, *imports_urls, *export_urls, *sync_urls]
