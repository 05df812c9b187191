"""A card's Markdown as the HTML of Anki's fields, with formulas between `\\( \\)` and `\\[ \\]`.

The blocks come from the same reader as everything else. Nothing of a note reaches Anki as active HTML:
tags other than a few harmless ones are shown as text, and so are Anki's own marks for sounds and gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from cards.exports.anki_plain import plain_html, sentence
from cards.markdown.inline import MARKED, inline_tokens
from cards.markdown.tree import Block, first_number, parse_blocks

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = re.compile(r"</?(?:br|sub|sup|kbd|u|small)\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STRONG = re.compile(r"<strong>(.*?)</strong>", re.DOTALL)
_GAP = re.compile(r"\[(.*)\]", re.DOTALL)
_MEDIA_MARK = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$)", re.IGNORECASE)
_GAP_MARK = re.compile(r"[{}]|:(?=:|$)")
_GAP_SIGN = re.compile(r"[{}]|:(?=[<\n]|\Z)")
_FORMULA = re.compile(r"\\[(\[].*?\\[)\]]", re.DOTALL)
_DOUBLED = re.compile(r"([{}:])(?=\1)")
_LANGUAGE = re.compile(r"[\w+-]+")


def to_html(markdown: str) -> str:
    """A card's side as the HTML of a field; a lone paragraph comes without its `<p>`."""
    plain = plain_html(markdown)
    return _parsed(markdown, in_cloze=False) if plain is None else plain


def played(name: str) -> str:
    """What stands for a sound."""
    return f"[sound:{name}]"


def cloze(front: str, back: str) -> str | None:
    """The text of a cloze note: the front, with the back's bold passages in its gaps.

    All gaps are number 1, so that they are asked together, as they are here. A gap is a bold passage in
    square brackets; anything but an ellipsis in it is the hint. The bold passages of both sides are
    matched from the end, since only the front can have a heading above.

    Returns:
      None where the front has no gap, or the back does not fill every one.
    """
    text = _side_of_cloze(front)
    fills = _STRONG.findall(_side_of_cloze(back))
    shown = _STRONG.findall(text)
    lead = len(shown) - len(fills)
    gaps = [number for number, inner in enumerate(shown) if _GAP.fullmatch(inner)]
    if not gaps or gaps[0] < lead:
        return None
    filled = iter([*shown[: max(lead, 0)], *fills[max(-lead, 0) :]])

    def put(match: re.Match[str]) -> str:
        fill, gap = next(filled), _GAP.fullmatch(match.group(1))
        if gap is None:
            return match.group()
        hint = "" if gap.group(1) in ("…", "...") else f"::{gap.group(1)}"
        return f"{{{{c1::{fill}{hint}}}}}"

    return _STRONG.sub(put, text)


def _side_of_cloze(markdown: str) -> str:
    plain = plain_html(markdown)
    return _parsed(markdown, in_cloze=True) if plain is None or _like_a_gap(plain) else plain


def _like_a_gap(html: str) -> bool:
    """Whether something outside of formulas may be taken for the mark of a gap, or in one for its end."""
    return _DOUBLED.search(html) is not None or _GAP_SIGN.search(_FORMULA.sub("<", html)) is not None


def _parsed(markdown: str, *, in_cloze: bool) -> str:
    blocks = parse_blocks(markdown)
    if len(blocks) == 1 and blocks[0].kind == "paragraph":
        return _inline(blocks[0].text, in_cloze)
    return "\n".join(_block(block, in_cloze) for block in blocks)


def _block(block: Block, in_cloze: bool) -> str:
    match block.kind:
        case "list":
            tag = "ol" if block.info == "1" else "ul"
            first = f' start="{first_number(block)}"' if block.form else ""
            return f"<{tag}{first}>{''.join(_item(item, in_cloze) for item in block.children)}</{tag}>"
        case "quote":
            inner = "\n".join(_block(child, in_cloze) for child in block.children)
            return f"<blockquote>{inner}</blockquote>"
        case "code":
            return _code(block, in_cloze)
        case "math":
            return f"<p>{_math(_without_delimiters(block.text), True, in_cloze)}</p>"
        case "table":
            return _table(block, in_cloze)
        case "rule":
            return "<hr>"
        case "heading":
            return f"<h3>{_inline(block.text, in_cloze)}</h3>"
        case "html":
            return _html(block.text, in_cloze)
        case _:
            return f"<p>{_inline(block.text, in_cloze)}</p>"


def _item(item: Block, in_cloze: bool) -> str:
    """A list item; its first paragraph stands without space around."""
    parts = [
        _inline(child.text, in_cloze) if at == 0 and child.kind == "paragraph" else _block(child, in_cloze)
        for at, child in enumerate(item.children)
    ]
    return f"<li>{''.join(parts)}</li>"


def _code(block: Block, in_cloze: bool) -> str:
    language = _LANGUAGE.match(block.info)
    name = f' class="language-{language.group()}"' if language else ""
    return f"<pre><code{name}>{_text(block.text.rstrip(), in_cloze)}</code></pre>"


_SIDES = {
    "l": ' style="text-align:left"',
    "c": ' style="text-align:center"',
    "r": ' style="text-align:right"',
}


def _table(block: Block, in_cloze: bool) -> str:
    lines = []
    for number, row in enumerate(block.rows):
        tag = "td" if number else "th"
        cells = zip(row, block.form.ljust(len(row)), strict=False)
        lines.append(
            "".join(f"<{tag}{_SIDES.get(sign, '')}>{_inline(cell, in_cloze)}</{tag}>" for cell, sign in cells)
        )
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _math(tex: str, display: bool, in_cloze: bool) -> str:
    """A formula as Anki sets it; line breaks as Anki's manual wants them, doubled marks set apart."""
    if in_cloze:
        tex = _DOUBLED.sub(r"\1 ", tex)
    inner = escape(tex.strip(), quote=False).replace("\n", "<br>")
    return f"\\[{inner}\\]" if display else f"\\({inner}\\)"


def _without_delimiters(text: str) -> str:
    stripped = text.strip()
    for opening, closing in (("$$", "$$"), ("\\[", "\\]")):
        if stripped.startswith(opening) and stripped.endswith(closing):
            return stripped[len(opening) : -len(closing)]
    return stripped


def _text(text: str, in_cloze: bool) -> str:
    """Text that neither HTML, nor MathJax, nor Anki takes for anything else."""
    safe = escape(text, quote=False)
    if "[" in safe:
        safe = _MEDIA_MARK.sub("&#91;", safe)
    if "\\" in safe:
        safe = safe.replace("\\(", "\\<span></span>(").replace("\\[", "\\<span></span>[")
    if in_cloze:
        safe = _GAP_MARK.sub(lambda match: f"&#{ord(match.group())};", safe)
    return safe


def _html(source: str, in_cloze: bool) -> str:
    """HTML of a note: comments vanish, a few harmless tags stay, everything else is text."""
    rest, parts, position = _COMMENT.sub("", source), [], 0
    for match in _TAG.finditer(rest):
        parts += [_text(rest[position : match.start()], in_cloze), match.group()]
        position = match.end()
    return "".join([*parts, _text(rest[position:], in_cloze)])


_MARKS = {
    f"{name}_{side}": f"<{slash}{name}>"
    for name in ("strong", "em", "s")
    for side, slash in (("open", ""), ("close", "/"))
}


def _inline(markdown: str, in_cloze: bool) -> str:
    stripped = markdown.strip()
    if not MARKED.search(stripped):
        return _text(stripped, in_cloze)
    plain = None if in_cloze else sentence(stripped)
    if plain is not None:
        return plain
    if stripped.startswith("$$") and stripped.endswith("$$") and stripped.count("$$") == 2:
        return _math(stripped[2:-2], True, in_cloze)
    return "".join(_pieces(inline_tokens(stripped), in_cloze))


def _pieces(tokens: Sequence[Token], in_cloze: bool) -> Iterator[str]:
    linked = False
    for token in tokens:
        match token.type:
            case "math_inline" | "math_inline_double":
                yield _math(token.content, token.type.endswith("double"), in_cloze)
            case "code_inline":
                yield f"<code>{_text(token.content, in_cloze)}</code>"
            case "link_open":
                address = str(token.attrGet("href") or "")
                linked = address.startswith(("http://", "https://", "mailto:"))
                yield f'<a href="{escape(address)}">' if linked else ""
            case "link_close":
                yield "</a>" if linked else ""
            case "image":
                words = "".join(child.content for child in token.children or ())
                yield _text(f"[image: {words or token.attrGet('src')}]", in_cloze)
            case "softbreak":
                yield "\n"
            case "hardbreak":
                yield "<br>"
            case "html_inline":
                yield _html(token.content, in_cloze)
            case _:
                yield _MARKS.get(token.type) or _text(token.content, in_cloze)
