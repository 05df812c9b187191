"""`python -m engine [MODULE...]` writes the index of the catalogue anew; with modules, their part of it."""

from __future__ import annotations

import sys
from pathlib import Path

from engine import registry

(Path(__file__).parent / registry.INDEX).write_text(
    registry.text(registry.build(sys.argv[1:])), encoding="utf-8"
)
