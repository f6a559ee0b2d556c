"""The client and the sandbox held against each other, and against bad company."""
