"""Forms of the opt-outs."""
