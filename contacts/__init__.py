"""The contacts app: lists, the people in them, imports, and ClickSend’s copies."""
