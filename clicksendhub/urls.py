"""Every address of the hub."""

from django.urls import include, path

urlpatterns = [
    path("hooks/", include("clicksendhub.webhooks.urls")),
    path("", include("clicksendhub.overview.urls")),
    path("", include("clicksendhub.people.urls")),
    path("", include("messaging.urls")),
    path("", include("contacts.urls")),
    path("", include("clicksendhub.credentials.urls")),
    path("", include("clicksendhub.consent.urls")),
    path("", include("clicksendhub.media.urls")),
    path("", include("clicksendhub.operations.urls")),
    path("style-guide/", include("clicksendhub.ui.urls")),
]
