"""Versions of one deck: what an audience is shown, and slides taken from other chapters."""
