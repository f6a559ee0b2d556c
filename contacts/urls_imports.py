"""Addresses of imports."""

from django.urls import URLPattern

imports_urls: list[URLPattern] = []
