"""The engine: each person gets the message exactly once."""
