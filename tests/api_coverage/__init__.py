"""Each field of the connector's actions: its name in the client, and the proof."""
