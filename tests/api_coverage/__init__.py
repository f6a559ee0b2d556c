"""Each field of the seed's actions: its name in the client, and the proof."""
