"""Pages about accounts; all but two are for hub admins alone."""
