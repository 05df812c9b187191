"""Decks as JSON: every field of every card, so that nothing is lost on the way out and in again.

{"format": "quizapp-deck", "version": 1, "cards": [
    {"id": "...", "kind": "basic", "front": "...", "back": "...", "deck": "...", "tags": ["..."],
     "exercises": ["..."], "difficulty": 2, "reading": "...", "passage": "...",
     "changed_ms": 1735689600000,
     "source": {"file": "...", "start": 7, "end": 10, "unit": "line", "path": ["..."]}}]}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import BinaryIO

from cards.model import Card

FORMAT, VERSION = "quizapp-deck", 1


def write_json(cards: Sequence[Card], target: BinaryIO) -> None:
    """Write a deck as one JSON document, a card a line."""
    target.write(f'{{"format": "{FORMAT}", "version": {VERSION}, "cards": [\n'.encode())
    for number, card in enumerate(cards):
        line = json.dumps(asdict(card), ensure_ascii=False)
        target.write(f"{'' if number == 0 else ',' + chr(10)}{line}".encode())
    target.write(b"\n]}\n")
