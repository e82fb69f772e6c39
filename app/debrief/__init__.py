"""Debrief: close a round so that it counts."""
