"""The specification of the hub, as tests."""
