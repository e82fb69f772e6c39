"""Rounds: plan an evening, sign up, make teams, assign, print."""
