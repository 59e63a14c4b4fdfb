"""A gallery script run by sphinx-gallery, and the pages made of its record."""
