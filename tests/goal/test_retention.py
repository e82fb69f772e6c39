"""What each table is for how long: a site whose clock goes on forgets by itself what PRIVACY promises."""
