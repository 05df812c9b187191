"""Images that are not where the note says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from cards.lint import Finding, Note

_IMAGE = re.compile(
    r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)>?[^)\n]*\)|<img\b[^>\n]*\bsrc\s*=\s*[\"']([^\"'\n]+)[\"']", re.IGNORECASE
)
_CODE = re.compile(r"`[^`\n]*`")
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+:|//|#", re.IGNORECASE)


def missing_images(note: Note) -> Iterator[Finding]:
    """Images at a relative path where there is no file; addresses and absolute paths are not looked at."""
    from cards.lint import Finding

    for passage in note.passages:
        for line in passage.lines:
            if line.code or ("](" not in line.text and "<img" not in line.text.lower()):
                continue
            for match in _IMAGE.finditer(_CODE.sub("", line.text)):
                path = unquote(match.group(1) or match.group(2)).split("?")[0].split("#")[0]
                if path and not _REMOTE.match(path) and not path.startswith("/") and not note.exists(path):
                    message = f"the image {path} is not there; mend its path, or add the file"
                    yield Finding(note.file, line.number, line.number, "image", message)
