"""Pages of sign-in, of the people, and of oneself."""
