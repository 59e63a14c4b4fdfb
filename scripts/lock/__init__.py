"""The versions that are installed, and where their documentation is."""
