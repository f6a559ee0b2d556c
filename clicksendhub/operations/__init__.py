"""The supervisor, health, and what keeps the hub running."""
