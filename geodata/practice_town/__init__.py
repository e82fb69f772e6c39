"""Øvingsbyen: an invented town with all that a walk route can meet, made by rule, the same every time."""
