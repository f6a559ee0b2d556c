"""The driver of SDK 5; runs in that SDK's environment, without the hub's packages."""
