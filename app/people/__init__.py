"""People: accounts, roles, sessions, and who may see what."""
