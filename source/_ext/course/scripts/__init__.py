"""A gallery script read: its cells, its needs, its exercise, the documented names of its code."""
