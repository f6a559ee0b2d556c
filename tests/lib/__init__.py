"""The leaf modules: pure functions and small values."""
