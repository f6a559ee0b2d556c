"""Forms of the messaging pages: they clean and never save."""
