"""Pictograms that are written as words at the beginning of a line: `:bulb: Tip`."""

from __future__ import annotations

import re

_SHORTCODES = re.compile(r"(?::(?:\+1|-1|100|[a-z][a-z0-9_]{0,30}):\s*)+(?=\S)")
_LABELS = {":warning:": "Warning: ", ":exclamation:": "Attention: "}
"""Those that say how the line is meant."""


def without_shortcode(text: str) -> str:
    """A text without the pictograms before it, or with the label for which they stand."""
    found = _SHORTCODES.match(text)
    return _LABELS.get(found.group().strip(), "") + text[found.end() :] if found else text
