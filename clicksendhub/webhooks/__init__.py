"""Where events enter, pushed or polled: store raw, answer, route."""
