"""Notes to cards, and decks in and out of other programs' formats."""
