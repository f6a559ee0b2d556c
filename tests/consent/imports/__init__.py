"""Tests of bringing an old block list."""
