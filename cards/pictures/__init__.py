"""Pictures and sounds of cards: their files, and the masks that hide a part of them."""
