"""Addresses that say how the hub is: two for machines, one for the admin."""

from django.urls import path

from clicksendhub.operations import views

app_name = "operations"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("queue/", views.queue, name="queue"),
]
