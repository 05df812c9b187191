"""A card with gaps once its answer is shown: which part of the front the back does not say again.

Pure; it never changes a card.
"""

from __future__ import annotations

import re

_GAP = re.compile(r"\\\*\\\*\\\[.+?\\\]\\\*\\\*")
"""A gap of a front, such as `**[…]**` or `**[hint]**`, once its signs are escaped."""


def unrepeated(front: str, back: str) -> str:
    """The beginning of a front that does not return in the back with its gaps filled.

    Args:
        front: paragraphs, the last ones with gaps.
        back: the same paragraphs without gaps, and perhaps more; otherwise all of the front is given back.
    """
    paragraphs = front.split("\n\n")
    for number in range(len(paragraphs)):
        gapped, gaps = _GAP.subn("(?s:.+?)", re.escape("\n\n".join(paragraphs[number:])))
        if gaps and re.match(gapped, back):
            return "\n\n".join(paragraphs[:number])
    return front
