"""Decks of other programs in and out of the store, with their history and their pictures."""
