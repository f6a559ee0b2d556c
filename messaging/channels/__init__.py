"""The channels of messaging: how each kind of message is built, sent and found."""
