"""Passages that hold nothing worth asking: navigation, placeholders, links, pictures, book-keeping.

Says why; decides nothing else.
"""

from __future__ import annotations

import re

from cards.markdown import Block
from cards.model import Reason
from cards.wording import count_words, has_image, tidy, unlink, without_images

_PLACEHOLDER = re.compile(
    r"(?i)(?:\W*(?:todo|tbd|tba|fixme|wip|xxx|to be (?:continued?|done|added|written|determined|announced|filled|completed)|"
    r"coming soon|work in progress|under construction|(?:your |the )?answer (?:goes )?here|write (?:your )?answer|add (?:your )?answer(?: here)?|"
    r"fill (?:this )?in|placeholder|lorem ipsum|insert .{1,40} here|no answer(?: yet)?|not (?:yet )?answered|"
    r"待补充|待续|未完待续|待完善|待更新|略)\b.{0,80}|n/?a|none|\?+|\.{3,}|…)\W*"
)
_POINTER = re.compile(
    r"(?i)(?:[^\n:]{1,40}:\s*)?(?:(?:as )?(?:discussed|described|mentioned|explained|seen|see|shown) "
    r"(?:above|below|before|earlier|previously|later)|(?:same|like|as) (?:as )?(?:above|below|before)|ditto|idem)\W*"
)
_OPEN_LABEL = re.compile(r"\w[\w ()/.-]{0,38}\s*[:：]\s*")
_TODO = re.compile(r"(?:[-*+]\s+)?(?:\[ \]\s*)?(?:TODO|FIXME|TBD)\b")
_NAVIGATION = re.compile(
    r"(?i)\W*(?:back to (?:the )?(?:top|toc|contents?|index|home)|go (?:back )?to (?:the )?top|return to (?:the )?(?:top|contents?)|\[?toc\]?|\[\[_?toc_?\]\]|"
    r"\{:\s*toc.*\}|(?:table of )?contents?|(?:previous|next|prev|home|index|up)(?:\W+(?:previous|next|prev|home|index|up|page|chapter|section))*|"
    r"click (?:here )?to (?:expand|show|see|view).{0,40}|(?:show|see|view) answer)\W*"
)
_TOC_LINE = re.compile(
    r"(?i)\s*(?:(?:\d+\.|[-*+])\s*)?(?:toc\b|table of contents)?\s*\n?\s*\{:\s*toc\s*\}\s*$"
)
_METADATA = re.compile(
    r"(?i)\W*(?:sources?|src|papers?|links?|refs?|references?|credits?|authors?|date|created|updated|last (?:updated|edited|modified)|modified|"
    r"tags?|aliases|category|categories|status|type|url|license|copyright|permalink|layout|course|instructor|attribution|"
    r"from|via|adapted from|taken from|based on|material (?:came|comes|taken|is) from|image (?:source|credit|from)|reading|further reading|see also|read more|more info(?:rmation)?|"
    r"deck|cssclass(?:es)?|publish|id|collapsed|card-[\w-]+|file tags|target deck)\b\s*(?:[:：]{1,2}|-|–)?\s*(.*)$"
)
_PROMOTION = re.compile(
    r"(?i)(?:\b(?:subscribe|follow (?:me|us)|star (?:this|the|us|my)|buy me a coffee|patreon|sponsor|join (?:our|the) (?:discord|slack|newsletter|community)|"
    r"sign up|newsletter|contributions? (?:are )?welcome|pull requests? (?:are )?welcome|feel free to (?:contribute|open|submit)|"
    r"if you (?:like|find|found) (?:this|it)|all rights reserved|please (?:star|share|support)|give (?:it|this repo) a star)\b)"
)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+(?:com|org|ai|io|net|edu|dev|gov|de|uk|fr|cn|jp|me|co)(?:/\S*)?")
_LINK_WORDS = frozenset(
    re.findall(
        r"\S+",
        """paper link links source sources ref reference see here blog post article video slides code github repo arxiv
        pdf website page docs documentation the a more from original and by tutorial lecture course wiki wikipedia
        example for""",
    )
)
_ANCHOR_ITEM = re.compile(r"\s*(?:\d+(?:\.\d+)*\.?\s*)?\[[^\n]*\]\(\s*#[^)]*\)\s*$")
_LINK_ITEM = re.compile(r"\s*(?:\d+(?:\.\d+)*\.?\s*)?\[[^\[\]\n]*\]\([^)\n]*\)\s*$")
_TAGS_ONLY = re.compile(r"(?:\s*#(?=[^\W\d])[\w/-]+)+\s*")


def reason_to_skip(text: str) -> Reason | None:
    """Why a line or paragraph gives no card, or None where it may."""
    stripped = text.strip()
    if not stripped:
        return "empty"
    if len(stripped) < 400:
        if _NAVIGATION.fullmatch(unlink(tidy(stripped)).strip()) or _TOC_LINE.match(stripped):
            return "navigation"
        if (
            _PLACEHOLDER.fullmatch(stripped)
            or _TODO.match(stripped)
            or _POINTER.fullmatch(stripped.replace("*", ""))
        ):
            return "placeholder"
        if _TAGS_ONLY.fullmatch(stripped):
            return "metadata"
    if has_image(stripped) and not re.search(r"\w", tidy(without_images(stripped))):
        return "image only"
    if len(stripped) < 600:
        if is_link_only(stripped):
            return "link only"
        if _is_metadata(stripped) or _PROMOTION.search(stripped):
            return "metadata"
    if not re.search(r"\w", tidy(stripped)):
        return "placeholder" if re.search(r"\S", tidy(stripped)) else "empty"
    return None


def is_open_point(text: str) -> bool:
    """Whether an item is a label without text, or a point that its author left open."""
    flat = text.strip().strip("*_`")
    return bool(_OPEN_LABEL.fullmatch(flat)) or re.search(r"[?？]{2,}\W*$", flat) is not None


def is_link_only(text: str) -> bool:
    """Whether nothing but links and words such as "paper" stands there."""
    if "](" not in text and "://" not in text and not _DOMAIN.fullmatch(text.strip("*-_ ")):
        return False
    rest = unlink(_drop_link_texts(text))
    if re.fullmatch(r"[^:\n]{1,60}:\s*\W*", rest):
        return True
    return all(word.casefold() in _LINK_WORDS for word in re.findall(r"[^\W\d_]+", _DOMAIN.sub("", rest)))


def is_contents(block: Block) -> bool:
    """Whether a list is a table of contents: all its items lead into this or another note."""
    items = list(_paragraphs(block))
    if not items:
        return False
    anchors = sum(bool(_ANCHOR_ITEM.match(item)) for item in items)
    links = sum(bool(_LINK_ITEM.match(item)) for item in items)
    return (
        anchors * 5 >= len(items) * 4
        or (links == len(items) and len(items) > 2)
        or bool(len(items) == 1 and _TOC_LINE.match(items[0]))
    )


def _is_metadata(text: str) -> bool:
    flat = text.strip("`*_ \n")
    match = _METADATA.match(flat)
    if not match:
        return False
    value = match.group(1)
    marked = re.match(r"(?i)\W*[\w -]+?\s*(?:[:：]|-|–)", flat) is not None
    return (
        count_words(unlink(value)) <= (8 if marked else 5)
        and not re.search(r"[.!?]\s|=", unlink(value))
        and (
            marked
            or re.match(
                r"(?i)\W*(?:sources?|papers?|material|adapted|taken|based|image|via|last|copyright)\b", flat
            )
            is not None
        )
    )


def _drop_link_texts(text: str) -> str:
    return re.sub(r"\[[^\[\]\n]*\]\([^()\n]*\)", " ", text)


def _paragraphs(block: Block) -> list[str]:
    if block.kind == "paragraph":
        return [block.text]
    return [text for child in block.children for text in _paragraphs(child)]
