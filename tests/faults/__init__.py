"""Real processes, real kills: what the engine promises, seen from the ledger."""
