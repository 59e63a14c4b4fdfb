"""What each script gave, kept by content."""
