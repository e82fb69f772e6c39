"""Mobilise: members ring members, and new members are welcomed in time."""
