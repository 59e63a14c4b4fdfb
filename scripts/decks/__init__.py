"""What is done with built decks: checked in a browser, printed, put in the bundle."""
