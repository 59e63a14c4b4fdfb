"""The code of an old chapter: cut into cells, run apart, its typed results compared."""
