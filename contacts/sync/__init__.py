"""Keeps lists and ClickSend’s copies in step: the only place here that calls it."""
