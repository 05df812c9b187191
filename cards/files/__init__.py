"""Files that are no Markdown, turned into Markdown lines or straight into cards; one file, one line each.

What a file is shows in its name or in its first lines; `read` asks each kind in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cards.files.asciidoc import read_asciidoc
from cards.files.bullets import with_own_bullets
from cards.files.delimited import read_delimited
from cards.files.drawn import without_rules
from cards.files.json import read_json
from cards.files.latex import read_latex
from cards.files.notebook import read_notebook
from cards.files.org import read_org
from cards.files.pages import without_pages
from cards.files.plain import read_plain
from cards.files.script import read_script
from cards.files.site import read_site
from cards.files.source import FileText
from cards.files.transcript import read_transcript
from cards.files.wikitext import read_wikitext
from cards.files.yaml import read_yaml

KINDS: Sequence[Callable[[str, str], FileText | None]] = (
    read_notebook,
    read_script,
    read_org,
    read_asciidoc,
    read_latex,
    read_wikitext,
    read_yaml,
    read_json,
    read_delimited,
    read_transcript,
    read_site,
    read_plain,
)


def read_file(text: str, file: str) -> FileText:
    """The text of a file as the lines of a note; cards that stand in it as rows or records come as such."""
    for kind in KINDS:
        found = kind(text, file)
        if found:
            return _as_copied(found)
    return _as_copied(FileText(text.split("\n")))


def _as_copied(text: FileText) -> FileText:
    """Lines without what pages, word processors and terminals leave in a text that was copied from them."""
    return without_rules(with_own_bullets(without_pages(text)))
