"""Users, invitations, sign-in and passwords."""
