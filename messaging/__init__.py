"""Texts, calls and faxes: writing, receipts and the inbox."""
