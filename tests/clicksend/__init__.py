"""Tests of the ClickSend API client: no Django, no database, no outside network."""
