"""Leaves: pure modules that know no models, views or settings."""
