"""The driver of SDK 6; runs in that SDK's environment, without the hub's packages."""
