"""What keeps decks of a million cards fast and small."""
