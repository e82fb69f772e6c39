"""Turf: a district cut into walk routes."""
