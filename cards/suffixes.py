"""By which names files are read as notes; nothing is opened here, and nothing imported."""

from __future__ import annotations

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt", ".text")
NOTE_SUFFIXES = frozenset(
    (
        *MARKDOWN_SUFFIXES,
        *(".org", ".adoc", ".asciidoc", ".rst", ".rest", ".wiki", ".mediawiki", ".tex"),
        *(".ipynb", ".yaml", ".yml", ".tsv", ".csv"),
    )
)
"""File names that are read as notes when a folder is given."""
