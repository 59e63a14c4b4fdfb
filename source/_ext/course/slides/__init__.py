"""What a text says of its slides: where they start, what shows when, the boxes."""
