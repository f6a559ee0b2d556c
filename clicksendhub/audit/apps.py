"""Tells Django about the audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "clicksendhub.audit"
    label = "audit"
