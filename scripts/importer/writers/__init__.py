"""Blocks written as a chapter and a gallery script."""
