"""A course that random edits change, to compare its builds with clean ones."""
