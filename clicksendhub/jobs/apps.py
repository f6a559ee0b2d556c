"""Tells Django about the jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "clicksendhub.jobs"
    label = "jobs"
