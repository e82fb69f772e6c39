/** The page with the team's button: takes the secret code out of the address bar and the history. */
history.replaceState(null, "", "/walk");

export {};
