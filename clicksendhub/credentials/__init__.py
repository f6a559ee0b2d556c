"""ClickSend accounts, membership and roles, sealed keys and webhook tokens."""
