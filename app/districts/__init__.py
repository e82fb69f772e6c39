"""Districts: areas, addresses, doors, and facts about places."""
