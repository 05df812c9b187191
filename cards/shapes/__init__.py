"""Blocks of one shape for the rules: what runs together is cut, and what belongs together is joined."""
