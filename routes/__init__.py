"""The walk-route engine: pure functions on arrays in metres, knows no web and no database."""
