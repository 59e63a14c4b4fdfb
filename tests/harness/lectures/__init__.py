"""What tests of a deck in use share: two windows, gestures, drawings, colours."""
