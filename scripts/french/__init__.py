"""The lint of the French text: spelling, terms, typography."""
