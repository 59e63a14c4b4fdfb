"""The figures of a script: their look, their files for light and dark, what cannot be read."""
