"""Files that are no Markdown, turned into Markdown lines or straight into cards; one file, one line each.

What a file is shows in its name, and only then is the module of its kind loaded, or else in its lines: then
each kind that can be told by them is asked in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import PurePath

from cards.files.apart import with_whole_tables
from cards.files.bullets import with_own_bullets
from cards.files.chat import read_chat
from cards.files.clippings import read_clippings
from cards.files.delimited import read_delimited
from cards.files.dialogue import read_dialogue
from cards.files.drawn import without_rules
from cards.files.glued import with_blanks
from cards.files.latex import read_latex
from cards.files.org import read_org
from cards.files.outline import read_outline
from cards.files.pages import without_pages
from cards.files.plain import read_plain
from cards.files.site import read_site
from cards.files.source import FileText
from cards.files.transcript import read_transcript
from cards.files.wikitext import read_wikitext
from cards.files.yaml_cards import holds_yaml_cards, with_yaml_cards

Kind = Callable[[str, str], FileText | None]

BY_SUFFIX: Mapping[str, str] = {
    ".ipynb": "notebook:read_notebook",
    **dict.fromkeys((".py", ".r", ".jl"), "script:read_script"),
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), "asciidoc:read_asciidoc"),
    **dict.fromkeys((".rst", ".rest"), "rst:read_rst"),
    **dict.fromkeys((".yaml", ".yml"), "yaml:read_yaml"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "json:read_json"),
}
"""Kinds that nothing but the name of a file tells: `module:function` under `cards.files`."""
BY_TEXT: Sequence[Kind] = (
    read_org,
    read_latex,
    read_wikitext,
    read_delimited,
    read_chat,
    read_transcript,
    read_clippings,
    read_dialogue,
    read_outline,
    read_site,
    read_plain,
)


def read_file(text: str, file: str) -> FileText:
    """The text of a file as the lines of a note; cards that stand in it as rows or records come as such."""
    for kind in (*_named(file), *BY_TEXT):
        found = kind(text, file)
        if found:
            return _as_copied(found)
    read = _as_copied(with_whole_tables(text))
    return with_yaml_cards(read) if holds_yaml_cards(text) else read


def _named(file: str) -> Sequence[Kind]:
    """The kind that the name of a file tells, if it does."""
    at = BY_SUFFIX.get(PurePath(file).suffix.lower())
    if not at:
        return ()
    module, function = at.split(":")
    return (getattr(import_module(f"cards.files.{module}"), function),)


def _as_copied(text: FileText) -> FileText:
    """Lines without what pages, word processors and terminals leave in a text that was copied from them."""
    return with_blanks(without_rules(with_own_bullets(without_pages(text))))
