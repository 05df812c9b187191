"""The question that a card asks: from a title, a label, a statement, a formula or the words of the author."""
