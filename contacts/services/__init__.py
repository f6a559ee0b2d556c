"""What the app does: plain functions, verb first."""
