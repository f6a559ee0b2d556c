"""Addresses of messaging: writing and following sends, and the inbox."""

from messaging.urls_inbox import inbox_urls
from messaging.urls_send import send_urls

app_name = "messaging"
urlpatterns = [*send_urls, *inbox_urls]
