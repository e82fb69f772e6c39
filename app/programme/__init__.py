"""Programme: from notes to input, themes and proposals."""
