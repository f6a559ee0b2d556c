"""Tests of blocks, reviews and their pages."""
