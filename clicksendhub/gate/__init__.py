"""The shared call budget and the circuit of each account."""
