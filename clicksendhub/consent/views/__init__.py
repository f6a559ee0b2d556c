"""Pages of the opt-outs."""
