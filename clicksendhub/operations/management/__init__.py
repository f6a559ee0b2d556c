"""Commands that run the hub."""
