"""How texts are written, counted and shown."""
