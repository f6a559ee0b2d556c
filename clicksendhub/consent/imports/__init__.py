"""Brings an old block list: read, checked row by row, and only then blocked."""
