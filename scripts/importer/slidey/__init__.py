"""Slidey's dialect read into blocks."""
