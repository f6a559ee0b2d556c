"""Rows of a file become people: columns guessed, cells read, doubles found. Pure."""
