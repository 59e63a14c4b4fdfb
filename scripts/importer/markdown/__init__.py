"""Markdown read into blocks."""
