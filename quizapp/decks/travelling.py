"""Pictures that leave with cards: files beside notes, and those that came with decks.

Each travels under a name by its content. Nothing is read that is neither beside a note nor kept by the
store, and what stays out is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cards.model import Card
from cards.pictures import media
from cards.pictures.masked import beneath
from engine.errors import InputError
from quizapp.pictures import Picture, picture_file

SAID = 10
"""So many pictures that stay out are named one by one."""


class Leaving(Mapping[str, bytes]):
    """The pictures of cards that leave, read when they are asked for, and what stays out."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept
        self._files: dict[str, Path] = {}
        self._known: dict[Path, str] = {}
        self._bytes = 0
        self.out: dict[str, None] = {}
        """A sentence for each picture that stays out."""

    def card(self, card: Card) -> Card:
        """The card with the names under which its pictures travel, no older than they are."""
        if "![" not in card.front and "![" not in card.back:
            return card
        changed = [card.changed_ms]

        def name(source: str) -> str | None:
            found = self._take(source, card)
            if found is not None and found != source:
                changed.append(int(self._files[found].stat().st_mtime * 1000))
            return found

        front, back = media.renamed(card.front, name), media.renamed(card.back, name)
        return replace(card, front=front, back=back, changed_ms=max(changed))

    def _take(self, source: str, card: Card) -> str | None:
        picture = Picture("", source)
        if picture.remote:
            return None
        try:
            file = picture_file(picture, card.source, self._kept)
            return self._known.get(file) or self._proved(file)
        except InputError as refusal:
            self.out.setdefault(f"{card.source.file or card.id}: {refusal}")
            return None

    def _proved(self, file: Path) -> str:
        try:
            size = file.stat().st_size
            content = file.read_bytes() if size <= media.LARGEST else b""
        except OSError as error:
            raise InputError(f"cannot read {file}: {error.strerror}") from None
        if size > media.LARGEST or self._bytes + size > media.MOST_BYTES:
            raise InputError(f"{file.name} is larger than a deck should carry")
        kind = media.kind_of(content, own=True)
        if kind is None:
            raise InputError(f"{file.name} is no picture, whatever its name says")
        name = media.name_of(content, kind)
        if below := beneath(content):
            self._proved(file.with_name(below))
        self._bytes += 0 if name in self._files else size
        self._files.setdefault(name, file)
        self._known[file] = name
        return name

    @property
    def remarks(self) -> Sequence[str]:
        """What stays out, in a few lines."""
        told = [f"Left out: {sentence}." for sentence in list(self.out)[:SAID]]
        more = len(self.out) - len(told)
        return [*told, f"{more} more pictures were left out."] if more > 0 else told

    def __getitem__(self, name: str) -> bytes:
        return self._files[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
