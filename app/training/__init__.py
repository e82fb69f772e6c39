"""Training: courses and the way to becoming a general."""
