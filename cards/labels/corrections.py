"""What is wrong and what is right, behind signs: `❌ keels hold masts → ✅ stays hold masts`."""

from __future__ import annotations

import re

WRONG = "❌"
_WORD = r"(?:(?:wrong|myth|mistake|false|bad|incorrect|right|fact|true|correct|good|reality)\s*:\s*)"
_CORRECTION = re.compile(
    rf"^([ \t]*){WRONG}\ufe0f?[ \t]*(?:{_WORD}?([^\n{WRONG}✅]{{6,160}}?)[ \t]*(?:→|->|=>|[–—])[ \t]*"
    rf"|{_WORD}([^\n{WRONG}✅]{{6,160}}?)[ \t]*(\n[ \t]*))(?:✅|✔\ufe0f?)[ \t]*{_WORD}?(?=\S)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = ' \t"“”„.»«'


def with_corrections(text: str) -> str:
    """Lines of which each asks what is wrong with what stands behind the first sign; others as they are."""
    return _CORRECTION.sub(_asked, text)


def _asked(found: re.Match[str]) -> str:
    said = (found.group(2) or found.group(3)).strip(_QUOTED)
    return f"{found.group(1)}**{said}: what is wrong?**{found.group(4) or ' '}"
