"""Blocked numbers with their evidence, and the review tray."""
