"""Canvass: the walk on the phone and what it sends."""
