"""From bytes to a tree of sections with true line numbers."""
