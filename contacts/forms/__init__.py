"""Forms of the contacts app: they clean and never save."""
