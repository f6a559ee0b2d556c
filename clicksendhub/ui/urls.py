"""Addresses of the design system: the style guide and the theme switch."""

from django.urls import path

from clicksendhub.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.style_guide, name="style_guide"),
    path("theme/", views.theme, name="theme"),
]
