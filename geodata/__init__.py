"""Public map sources to typed frames, and the practice town; knows no database."""
