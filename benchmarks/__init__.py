"""Repeatable measurements, each against a stated rival or limit."""
