"""Inline Markdown as text for a front or a back: what stays, what goes, where sentences end.

Works on source text with linear scans; no card is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

PICTOGRAM = re.compile(
    r"(?:[\u2190\u2192\u2194-\u21ff\u2300-\u2bff\u200d\ufe0f\U0001f000-\U0001faff]+\s*)+(?=\S)"
)
"""Signs that are drawn before a title or a label, but for arrows that say that it rises or falls."""
ABOVE_LETTERS = "\u2190"
"""From which on such signs stand."""
_IMG = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([ \t]*<?([^)\s>]{0,2000})>?[^)\n]{0,300}\)")
_EMBED = re.compile(r"!\[\[([^\]|\n]{1,300})(?:\|[^\]\n]{0,300})?\]\]")
_VERBATIM = re.compile(r"(`{3,}[^`].*?`{3,}|``[^`\n]+``|`[^`\n]*`)", re.DOTALL)
_WIKI = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{1,300})\]\]")
_DOUBLE_LINK = re.compile(r"\[\[([^\[\]\n]*)\]\]\(")
_LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]*)\]\(\s*<?[^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*>?(?:\s+[\"'(][^\n]*?[\"')])?\s*\)"
)
_REFERENCE_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\[[^\[\]\n]*\]")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\](?!:)")
_URL = re.compile(r"<?\b(?:https?://|www\.)[^\s<>)\]]+>?")
_TAG = re.compile(
    r"<(?:(?P<script>sub|sup)\s*>(?P<inside>[^<\n]{1,40})</(?P=script)\s*>|(?P<break>br)\s*/?>(?:[ \t]*\n)?"
    r"|/?(?:(?P<strong>b|strong)|(?P<emphasis>i|em)|(?P<code>code|kbd|tt|samp))\s*>"
    r"|/?(?:a|p|div|span|center|font|u|ins|small|big|mark|table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd"
    r"|details|"
    r"summary|section|article|header|footer|figure|figcaption|h[1-6]|hr|blockquote|pre|sub|sup|abbr"
    r"|strike|del|"
    r"iframe|video|audio|source|script|style|link|meta|nav|button|input|label|picture|svg|path)\b[^<>]*>)",
    re.IGNORECASE,
)
_MARK_OF_TAG = {"break": "\n", "strong": "**", "emphasis": "*", "code": "`"}
"""What stands for a tag; any other goes."""
_ATTRIBUTES = re.compile(r"[ \t]*\{(?::?\s*[#.][\w .#:=\"'-]*|(?<=[ \t]\{)-)\}[ \t]*$", re.MULTILINE)
_BLOCK_ID = re.compile(r"(?<=\s)\^[A-Za-z0-9-]{4,}[ \t]*$", re.MULTILINE)
_ENTITIES = {
    "&nbsp;": " ",
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
    "&#39;": "'",
    "&mdash;": "—",
    "&ndash;": "–",
    "&rarr;": "→",
    "&hellip;": "…",
}
_ENTITY = re.compile("|".join(map(re.escape, _ENTITIES)))
_POOR_ALT = re.compile(
    r"(?i)(?:img|image|images?[\d_ -]*|picture|screenshot.*|photo|figure|fig\.?|alt text|untitled|\d*"
    r"|[\w-]+\.(?:png|jpe?g|gif|svg|webp))\s*"
)
_BADGES = ("shields.io", "badge", "travis-ci", "codecov", "circleci", "/stars/", "visitor")
"""In the addresses of pictures that show the state of a project."""

_ANY_MARK = re.compile(r"[*_`<&\[{^~!]")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?![\s*_])([^*_\n]+?)(?<![\s\\])\1(?![\w*])")
_STRUCK = re.compile(r"~~(.+?)~~|==(?=\S)(.+?)==")
_CODE = re.compile(r"(`+)[ ]?(.+?)[ ]?\1(?!`)", re.DOTALL)
_SPAN = re.compile(r"`([^`]+)`")
"""A span of code between single marks, which most are; told in a third of the time."""
_CODE_MARKS = re.compile(r"[_={}<>\\|^$;@~]|\w\(|\w\.\w|--|->|::|^[+*/-]|\d\s*[*+/]")

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|Fig|fig|Eq|eq|No|no|Dr|Mr|Ms|Prof|St|resp|approx|ca|w\.r\.t|a\.k\.a"
    r"|Sec|sec|Ch|ch|pp|p)|\b[A-Z]|\d\\?|[A-Z][\w'’.-]*[*_]* vs?)\.$"
)
_SENTENCE_END = re.compile(
    r"[.!?。！？…](?:[\"')”’\]*_]*\s+(?=[\"'(“‘\[`$*]*[A-Z\d\u00c0-\u024f\u0400-\u04ff\u0590-\u06ff\u3040-\u9fff\uac00-\ud7a3]|[*`$(])|(?<=[。！？])(?![*_\"')”’」』\]]))"
)
_LINE_END = re.compile(r"\s*\n\s*")
_NUMBER_END = re.compile(r"\d\d\.$|\w\w\d\.$")
_SIGN_OF_FORMULA = re.compile(r"=|[∑∏∫√≤≥]|\^\{?(?:\d|[Tn]\b)")
_THRESHOLD = re.compile(r"(?:[<>]=?|[≤≥])\s*\d")
_FORMULA_WITH = re.compile(
    r"\$(?=[^$=]{1,30}=)(?=[^$]*(?:\\(?:frac|sum|sqrt|cdot|times|prod|int)|[+*/^]))[^$]+\$,?\s+(?:with|where|using)\b"
)
"""A formula that calculates, and what it is told with."""
_MARKED_FORMULA = re.compile(r"\$\$?[^$]{3,}\$\$?|`[^`\n]*=[^`\n]*`")
_MEASURE = re.compile(r"\d[\d.,]*(?:e[-+]?\d+)? ?[^\W\d_][\w/^²³·°%]*")
MAX_NAMED = 7
"""Words before the sign of equality of a formula."""
_IN_DOLLARS = re.compile(r"\$[^$]*\$")
_STATEMENT_OF_CODE = re.compile(r"\bfor \w+ in |\b(?:def|return|import|lambda)\b|= ?(?:True|False|None)\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_HIGHLIGHT = re.compile(r"(?<!\S)==(?=[^\s=])([^=\n]+)(?<=\S)==(?!\S)")
_SIGNS = re.compile(r"[=+*/^()\[\]{}∑∏∫√−<>|-]")
_CONNECTIVE = re.compile(
    r"(?:(?:therefore|thus|hence|conversely|additionally|in addition|moreover|furthermore|however|besides"
    r"|consequently|accordingly|likewise|similarly|nevertheless|nonetheless|as a result|in other words"
    r"|of course|also|plus|so|but),\s+"
    r"|(?:but|and|so|thus|hence|therefore)\s+(?=(?:it|they|this|these|we|you|there|the|an?|if|when)(?:['’]\w+)?\s))"
    r"(?=\S+\s+\S)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(r"['’,.;:]")
_CONNECTIVE_BEGINS = frozenset("THCAIMFBLSNOPthcaimfblsnop")
_GREEK_MARKS = (";", "\u037e")
_GREEK_QUESTION = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{2}[\"”»)]*[;\u037e]\Z")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ASCII_WORD = re.compile(r"[a-zA-Z0-9]+(?:['-][a-zA-Z0-9]+)*")
TELLING_SIGNS = "¬±∀-⋿♔-♟♩-♯"
"""Signs of mathematics, chess and music that say something without a word, as a piece of a pattern."""
SIGNS_TO_BLANKS = bytes(byte if chr(byte).isalnum() else ord(" ") for byte in range(128)).ljust(256)
"""For `bytes.translate`: a blank for whatever is no letter and no digit."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_HOLLOW = frozenset(
    re.findall(
        r"\S+",
        """a an the of in on at to for and or but so is are was were be been it its this that these those
        with without by from as into we you i they them our your their do does did can could should would
        may might will not no what which who whose when where why how if then than there here use used
        using have has had some any all more most many much one two very just only also other each both
        about between during over under mean means work works problem difference method methods way ways
        type types""",
    )
)


def drop_images(text: str) -> tuple[str, bool]:
    """Text without badges and pictures that a reader of the card could not see, and whether one went."""
    if "<" not in text and "![" not in text:
        return text, False
    dropped = False

    def keep_or_drop(match: re.Match[str]) -> str:
        nonlocal dropped
        if _is_badge(match.group(2)):
            return ""
        if is_worth_showing(match.group(1), match.group(2)):
            return match.group()
        dropped = True
        return ""

    return _IMAGE.sub(keep_or_drop, as_markdown_images(text)), dropped


def _is_badge(source: str) -> bool:
    source = source.casefold()
    if holds_one(source, _BADGES):
        return True
    return "github.com/" in source and ("/actions" in source or "/workflows" in source)


def is_worth_showing(alt: str, source: str) -> bool:
    """Whether a picture is the author's own file, or at least says what it shows."""
    local = source and "://" not in source and not source.startswith(("/", "data:"))
    return bool(local or (source and not _POOR_ALT.fullmatch(alt.strip())))


def as_markdown_images(text: str) -> str:
    """Pictures in HTML and in wiki marks as Markdown ones."""
    if "![[" in text:
        text = _EMBED.sub(lambda match: f"![{match.group(1)}]({match.group(1).replace(' ', '%20')})", text)
    return _IMG.sub(_from_tag, text) if "<" in text else text


def _from_tag(match: re.Match[str]) -> str:
    alt, source = _ALT.search(match.group()), _SRC.search(match.group())
    return f"![{alt.group(1) if alt else ''}]({source.group(1) if source else ''})"


def without_images(text: str) -> str:
    """What is left when every picture is taken out."""
    if "![" in text:
        text = _IMAGE.sub("", _EMBED.sub("", text))
        text = text.replace(" ()", "") if " ()" in text else text
    return (_IMG.sub("", text) if "<" in text else text).strip()


def is_picture(text: str) -> bool:
    """Whether a text is one tag of a picture."""
    return "\n" not in text and _IMG.fullmatch(text) is not None


def has_image(text: str) -> bool:
    return bool(
        ("![" in text and (_IMAGE.search(text) or _EMBED.search(text))) or ("<" in text and _IMG.search(text))
    )


def holds_marks(text: str) -> bool:
    """Whether a text has one of the signs with which HTML, links and the marks of other programs begin."""
    return "<" in text or "[" in text or "{" in text or "&" in text or "^" in text


def holds_one(text: str, signs: Iterable[str]) -> bool:
    """Whether one of the signs stands in a text; a plain loop, as nothing is asked more often."""
    for sign in signs:  # noqa: SIM110
        if sign in text:
            return True
    return False


def tidy(text: str) -> str:
    """Source as it goes on a card: HTML turned into Markdown, marks of other programs gone; code stays."""
    if not holds_marks(text):
        return text
    if "`" in text:
        parts = _VERBATIM.split(text)
        return "".join(part if at % 2 else _tidy(part) for at, part in enumerate(parts))
    return _tidy(text)


def _tidy(text: str) -> str:
    if "<" in text:
        text = _TAG.sub(_of_tag, text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES[match.group()], text)
    if "[" in text:
        text = _FOOTNOTE.sub("", text) if "[^" in text else text
        text = _DOUBLE_LINK.sub(r"[\1](", text) if "]](" in text else text
        text = _WIKI.sub(r"\1", text) if "[[" in text else text
        text = _REFERENCE_LINK.sub(r"\1", text) if "][" in text else text
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "^" in text:
        text = _BLOCK_ID.sub("", text)
    return text


def _of_tag(match: re.Match[str]) -> str:
    if match.lastgroup != "inside":
        return _MARK_OF_TAG.get(match.lastgroup or "", "")
    inside = match.group("inside")
    sign = "_" if match.group("script").lower() == "sub" else "^"
    return sign + (inside if len(inside) == 1 else f"{{{inside}}}")


def unlink(text: str) -> str:
    """Links as their text, bare addresses gone."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return _URL.sub("", text) if "://" in text or "www." in text else text


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A heading or label as text for a front: no links, no emphasis; code and formulas stay."""
    if not _ANY_MARK.search(text) and "==" not in text and "://" not in text and "www." not in text:
        return " ".join(text.split())
    text = unlink(tidy(without_images(text)))
    if "**" in text or "__" in text:
        text = _STRONG.sub(r"\2", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "~~" in text or "==" in text:
        text = _STRUCK.sub(lambda match: match.group(1) or match.group(2), text)
    return " ".join((_without_code_marks(text) if "`" in text else text).split())


def _without_code_marks(text: str) -> str:
    """Text without the marks around what is code only by them."""
    if "``" in text or "` `" in text:
        text = _CODE.sub(lambda match: match.group() if _is_code(match.group(2)) else match.group(2), text)
    else:
        text = _SPAN.sub(_of_span, text)
    return text.replace("`", "") if text.count("`") % 2 else text


def _of_span(match: re.Match[str]) -> str:
    inside = match.group(1).removeprefix(" ").removesuffix(" ") or " "
    return match.group() if _is_code(inside) else inside


def bare(text: str) -> str:
    """Text for comparing: no marks at all, one blank between words, small letters."""
    text = unlink(tidy(text))
    return " ".join(_WORD.findall(text)).casefold()


@lru_cache(maxsize=1024)
def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, in small letters, plural and singular made equal."""
    small = text.casefold()
    plainly = small.isascii() and "-" not in small and "'" not in small
    words = small.encode().translate(SIGNS_TO_BLANKS).decode().split() if plainly else _WORD.findall(small)
    telling = set(words) - _HOLLOW
    return frozenset([_stem(word) if word[-1] == "s" else word for word in telling if len(word) > 1])


@lru_cache(maxsize=1024)
def count_words(text: str) -> int:
    """Words; of a script without blanks, two characters count as a word."""
    if text.isascii():
        if "'" in text or "--" in text:
            return len(_ASCII_WORD.findall(text))
        return len(text.encode().translate(SIGNS_TO_BLANKS, b"-").split())
    return len(_WORD.findall(_WIDE.sub(" ", text))) + (len(_WIDE.findall(text)) + 1) // 2


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[str, ...]:
    """Text cut at the ends of its sentences; formulas, code and abbreviations are not cut."""
    flat = _LINE_END.sub(" ", text.strip()) if "\n" in text else text.strip()
    ends = list(_SENTENCE_END.finditer(flat))
    if not ends:
        return (flat,) if flat else ()
    guarded = [match.span() for match in _GUARDED.finditer(flat)]
    result, begin, guard = [], 0, 0
    for match in ends:
        stop = match.start() + 1
        while guard < len(guarded) and guarded[guard][1] <= stop:
            guard += 1
        if guard < len(guarded) and guarded[guard][0] < stop:
            continue
        before = flat[max(begin, stop - 18) : stop]
        if _ABBREVIATION.search(before) and not _NUMBER_END.search(before):
            continue
        result.append(flat[begin : match.end()].strip())
        begin = match.end()
    result.append(flat[begin:].strip())
    return tuple(piece for piece in result if piece)


_GUARDED = re.compile(r"`[^`\n]+`|\$[^$\n]+\$|\([^()\n]*\)|\[[^\[\]\n]*\]")


@lru_cache(maxsize=1024)
def is_question(text: str) -> bool:
    """Whether the text ends as a question and asks something (`??` marks an open point of the author)."""
    if "?" not in text and text.isascii():
        return False
    ending = text.rstrip(" \t\n*_`)\"'”’]:")
    if ending.endswith(_GREEK_MARKS):
        return _GREEK_QUESTION.search(ending) is not None
    return ending.endswith(("?", "？", "؟")) and not ending[:-1].endswith(("?", "？"))


def is_measure(text: str) -> bool:
    """Whether a text is a number with its unit and nothing else: `9.81 m/s^2`."""
    return text[:1].isdigit() and _MEASURE.fullmatch(text) is not None


def is_formula(text: str) -> bool:
    """Whether a text is a formula and little else: in its own marks, or by its signs."""
    if not ("=" in text or "^" in text or "$" in text or "`" in text) and text.isascii():
        return False
    flat = text.strip().rstrip(".,;")
    if "==" in flat:
        if "(==" in flat:
            return False
        flat = _HIGHLIGHT.sub(r"\1", flat)
    if flat.startswith(("$", "`")) and (flat.startswith("`=") or _MARKED_FORMULA.fullmatch(flat)):
        return _STATEMENT_OF_CODE.search(flat) is None
    if flat[:1] == "$" and _FORMULA_WITH.match(flat):
        return True
    plainly = "=" not in flat and ("^" not in flat or is_measure(flat)) and flat.isascii()
    if plainly or len(flat) > 160 or not _SIGN_OF_FORMULA.search(flat):
        return False
    if ", " in flat and not _SIGN_OF_FORMULA.search(_THRESHOLD.sub("", flat)):
        return False
    if "$" in flat:
        return len(_LETTERS.findall(_IN_DOLLARS.sub(" ", flat))) < 2 and len(_SIGNS.findall(flat)) >= 2
    if "=" in flat and count_words(flat.partition("=")[0]) > MAX_NAMED:
        return False
    words = [word for word in _LETTERS.findall(flat) if len(word) > 3]
    if words and flat.endswith(f"= {words[-1]}") and "," in flat:
        return False
    return sum(map(len, words)) * 2 <= len(flat) and len(words) <= 3 and len(_SIGNS.findall(flat)) >= 2


def without_connective(text: str) -> str:
    """Text without a first word that only ties it to what stood before: "However," or "But it"."""
    found = _CONNECTIVE.match(text) if text[:1] in _CONNECTIVE_BEGINS else None
    if not found:
        return text
    rest = text[found.end() :]
    first = _IN_WORDS.sub("", rest.split(" ", 1)[0])
    return rest[0].upper() + rest[1:] if first.isalpha() and first.islower() else rest


def has_words(text: str, least: int) -> bool:
    """Whether a text has at least so many words; a long one is told by its beginning."""
    return count_words(text[: 16 * least]) > least or count_words(text) >= least


def lines_on_screen(text: str, width: int = 76) -> int:
    """Rows that the text takes in a terminal of 80 columns."""
    return sum(-(-len(line) // width) or 1 for line in text.split("\n"))


def _is_code(text: str) -> bool:
    return bool(_CODE_MARKS.search(text))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def is_affix(name: str) -> bool:
    """Whether a name is the beginning or the end of words: `-itis`, `un-`."""
    return (name[:1] in "-–") != (name[-1:] in "-–") and name.strip("-–").isalpha()
