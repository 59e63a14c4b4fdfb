"""The blocks that a text lays out: boxes, tabs, columns, covers, steps, an exercise launched."""
