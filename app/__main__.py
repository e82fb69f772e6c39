"""Start the command line."""
