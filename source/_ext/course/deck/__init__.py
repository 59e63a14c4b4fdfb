"""Decks for reveal.js: slides cut, written, dressed."""
