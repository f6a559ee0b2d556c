"""Tests of the intake, settling, polling and the test of the path."""
