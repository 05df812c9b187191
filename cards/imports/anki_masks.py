"""Anki's notes of masked pictures as cards: one for each number of its masks.

Source: Anki manual, "Image Occlusion"; the fields stand in an order that all languages share.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cards.imports.from_html import to_markdown
from cards.imports.media import Pictures
from cards.markdown.text import counted
from cards.pictures.masked import Masked, Note, drawn
from cards.pictures.masks import Mask, masks_in, written

_FIELDS = 5
"""Masks, picture, header, what the back adds, and comments."""
_LONGEST = 10_000
"""Characters of comments that are kept."""


def first_number(masks: Sequence[Mask]) -> int:
    """The least number that is asked."""
    return min((gap for mask in masks for gap in mask.gaps if gap), default=1)


def masked_sides(
    fields: Sequence[str], gap: int, note: Note, pictures: Pictures, words: Callable[[str], str]
) -> tuple[str, str]:
    """Front and back of a card as Markdown.

    Args:
      fields: of the note, in their order.
      gap: the number of the masks that are asked.
      note: whose they are.
      pictures: of the package; the drawings join them.
      words: gives a field as Markdown.

    Raises:
      ValueError: the masks, or the picture below them, are of no known sort.
    """
    occlusion, image, header, extra, comments = (*fields[:_FIELDS], *[""] * (_FIELDS - len(fields)))
    masks = masks_in(occlusion)
    if not any(gap in mask.gaps for mask in masks):
        raise ValueError(f"no mask is asked by the number {gap}")
    name, (width, height) = _below(image, pictures)
    kept = replace(note, comments=words(comments)[:_LONGEST])
    front, back = (Masked(name, width, height, written(masks), gap, answer, kept) for answer in (False, True))
    hidden = sum(look != "label" for _, look in front.looks())
    shown = f"![picture with {counted(hidden, 'mask')}]({pictures.draw(drawn(front))})"
    solved = f"![the same picture, open]({pictures.draw(drawn(back))})"
    return _joined(words(header), shown, _question(front)), _joined(solved, words(extra))


def _question(front: Masked) -> str:
    if front.mode == 2:
        return f"What is the part {front.place} that no mask hides?"
    return f"What lies under the orange mask {front.place}?"


def _joined(*parts: str) -> str:
    return "\n\n".join(filter(None, parts))


def _below(html: str, pictures: Pictures) -> tuple[str, tuple[int, int]]:
    """The name and the size of the picture of a field."""
    sources: list[str] = []

    def found(source: str, words: str) -> str:
        sources.append(source)
        return words

    to_markdown(html, found)
    name = pictures.take(sources[0]) if sources else None
    if name is None:
        raise ValueError("no picture")
    return name, pictures.size(name)
