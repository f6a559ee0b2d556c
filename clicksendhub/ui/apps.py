"""The app that holds the design system."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Template tags, navigation, frame registries and the style guide."""

    name = "clicksendhub.ui"
    label = "ui"
    verbose_name = "Design system"
