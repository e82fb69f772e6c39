"""The web application: one folder per capability, in the field's words."""
