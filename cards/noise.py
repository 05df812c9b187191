"""Passages that hold nothing worth asking: navigation, placeholders, links, pictures, book-keeping.

Says why; decides nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.markdown.tree import Block
from cards.model import Reason
from cards.words.wording import (
    SIGNS_TO_BLANKS,
    TELLING_SIGNS,
    count_words,
    has_image,
    holds_marks,
    tidy,
    unlink,
    without_images,
)

_PLACEHOLDER = re.compile(
    r"(?i)(?:\W*(?:todo|tbd|tba|fixme|wip|xxx|to be (?:continued?|done|added|written|determined"
    r"|announced|filled|completed)|"
    r"coming soon|work in progress|under construction|(?:your |the )?answer (?:goes )?here"
    r"|write (?:your )?answer|add (?:your )?answer(?: here)?|"
    r"fill (?:this )?in|placeholder|lorem ipsum|insert .{1,40} here|no answer(?: yet)?|not (?:yet )?answered|"
    r"待补充|待续|未完待续|待完善|待更新|略)\b.{0,80}|n/?a|none|\?+|\.{3,}|…"
    r"|(?:the |your |my )?(?:solution|answer))\W*"
)
_WRAPPING = "*_`[]() "
"""Marks around a placeholder."""
_POINTER = re.compile(
    r"(?i)(?:[^\n:]{1,40}:\s*)?(?:(?:as )?(?:discussed|described|mentioned|explained|seen|see|shown) "
    r"(?:above|below|before|earlier|previously|later)|(?:same|like|as) (?:as )?(?:above|below|before)"
    r"|ditto|idem)\W*"
)
_OPEN_LABEL = re.compile(r"\w[\w ()/.-]{0,38}\s*[:：]\s*")
_TO_FILL_IN = re.compile(r"[^:：\n]{1,40}[:：]\s*_{3,}(?:\s+[^:：\n]{1,40}[:：]\s*_{3,})*")
"""A form: names before lines to write on."""
_TODO = re.compile(r"(?:[-*+]\s+)?(?:\[ \]\s*)?(?:TODO|FIXME|TBD)\b")
_NAVIGATION = re.compile(
    r"(?i)\W*(?:back to (?:the )?(?:top|toc|contents?|index|home)|go (?:back )?to (?:the )?top"
    r"|return to (?:the )?(?:top|contents?)|\[?toc\]?|\[\[_?toc_?\]\]|"
    r"\{:\s*toc.*\}|(?:table of )?contents?|(?:previous|next|prev|home|index|up)(?:\W+(?:previous|next"
    r"|prev|home|index|up|page|chapter|section))*|"
    r"(?:flash ?card|card|slide|page) #?\d{1,4}|"
    r"see (?:also )?(?:the )?(?:slide|page|handout|lecture|chapter|section|fig(?:ure)?|table|appendix|note)"
    r"s?\.?(?: #?\d{1,4}(?:\s?[-–,.&]\s?\d{1,4})*)?|"
    r"click (?:here )?to (?:expand|show|see|view).{0,40}|(?:show|see|view) answer|"
    r"(?:this|these) (?:guide|document|notes?|article|page|post|tutorial|repo(?:sitory)?|cheat ?sheet"
    r"|blog|notebook|file)s?"
    r" (?:explain|cover|describe|contain|provide|introduce|summari[sz]e|present|walk|collect)e?s? [^.!?]*)\W*"
)
_TOC_LINE = re.compile(
    r"(?i)\s*(?:(?:\d+\.|[-*+])\s*)?(?:toc\b|table of contents)?\s*\n?\s*\{:\s*toc\s*\}\s*$"
)
WORKS = (
    r"references?|bibliography|to[- ]read|reading list|further reading|see also"
    r"|(?:(?:useful|related|external) )?links"
)
"""Titles over works and links, in small letters, as a piece of a pattern."""
_USELESS_TITLE = re.compile(
    rf"{WORKS}|(?:table of )?contents?|toc|acknowledge?ments?|licen[cs]e"
    r"|contribut(?:ing|ors?)|changelog|chapters|legend|credits|backlinks|(?:any |further )?questions ?\?+"
    r"|(?:learning|course|lecture|session|study|unit) (?:objectives?|outcomes?|goals?|aims?)"
    r"|metadata|agenda|attendees|participants|action items|to-?dos?|to do(?: list)?"
    r"|topics?(?: to be)? covered|topics"
    r"|thanks?(?: you)?(?: for .{1,40})? ?!*"
    r"|(?:in|by the end of|after) (?:this|the) (?:chapter|lesson|section|lecture|module|unit|course|tutorial"
    r"|guide|notebook|session|week)[^.:]{0,20}(?:you|we|students)(?:['’]ll| will| are going to| should| can)?"
    r" (?:be able to|learn|cover|see|explore|discuss|look at|study|master|go through)\b[^.?]*"
    r"|(?:each|every) (?:section|chapter|part|lesson|module|topic|page|note|question|entry|card)s?"
    r"(?: below)? (?:includes|contains|has|covers|comes with|consists of)(?: the following)?"
    r"|what (?:you|we|students)(?:['’]ll| will| are going to| should) (?:be able to|learn|cover)\b[^.?]*"
)
"""For small letters."""
_USELESS_BEGINS = frozenset(
    re.findall(
        r"\S+", "ta co to re bi ac li ch cr fu se ba us ex qu an me ag at pa th le st un in by af du wh ea ev"
    )
)
"""Two letters, as most titles are asked in vain."""
_METADATA = re.compile(
    r"(?i)\W*(?:sources?(?! of\b)|src|papers?|links?|refs?|references?|credits?|authors?|date|created|updated"
    r"|last (?:updated|edited|modified)|modified|"
    r"tags?|aliases|category|categories|status|type(?!\s*[:：]\s*\Z)|url|license|copyright|permalink|layout|course"
    r"|instructor|attribution|attendees|participants|agenda|next (?:week|time|lecture|class)|homework|"
    r"from|via|adapted from|taken from|based on|material (?:came|comes|taken|is) from|image (?:source"
    r"|credit|from)|reading|further reading|see also|(?:read|see|learn) more|more (?:reading|resources)"
    r"|more info(?:rmation)?|"
    r"deck|cssclass(?:es)?|publish|id|collapsed|card-[\w-]+|file tags|target deck)\b\s*(?:[:：]{1,2}|-"
    r"|–)?\s*(.*)$"
)
_METADATA_WORDS = frozenset(
    re.findall(
        r"\S+",
        """source sources src paper papers link links ref refs reference references credit credits author
        authors date created updated last modified tag tags alias aliases category categories status type url
        license copyright permalink layout course instructor attribution from via adapted taken based material
        image reading further see read learn more deck cssclass cssclasses publish id collapsed card file
        target document screen written edited posted published sure certainly absolutely hope let would edit
        happy user assistant me student attendees participants agenda next homework
        rating started finished watched my""",
    )
)
"""With what book-keeping begins."""
_LEFT_BEHIND = re.compile(
    r"(?:created|written|edited|updated|modified|posted|published|last (?:edited|modified|updated))"
    r" (?:by|on|at)\b.{0,100}\b(?:19|20)\d\d\b.{0,20}"
    r"|(?:my )?(?:read|started|finished|watched|rating)\s*[:：]"
    r"(?:[\d\s./|:,★☆⭐✩✭\ufe0f-]|(?:my )?(?:finished|rating|read)\b)+"
    r"|document generated by\b.{0,80}|screen clipping taken\b.{0,60}"
    r"|(?:sure|certainly|absolutely|of course|great question)\b[!,.]+ (?:here|below|let)\b.{0,200}"
    r"|(?:\w+ )?edit ?\d?: .{0,60}(?:thank|typo|spelling|format|gold|award).{0,60}"
    r"|(?:user|assistant|me|student)\W+(?:thanks?|thank you|thx|great|perfect|you['’]re welcome)\b.{0,120}"
    r"|(?:let me know (?:if|whether|which|what)|(?:i )?hope (?:this|it) helps|would you like me to|happy"
    r" (?:studying|learning|coding|to help))\b.{0,200}",
    re.IGNORECASE,
)
"""What programs and chats leave in a text that was copied from them."""
_BY_WAY_OF = re.compile(r"(?:via|from)\s", re.IGNORECASE)
_BUILT_ON = re.compile(
    r"(?i:based on) an? (?!.*\b(?:lectures?|slides?|books?|courses?|notes?|videos?|tutorials?|articles?"
    r"|papers?|posts?|talks?|chapters?|series)\b)[^A-Z:@\]]+"
)
"""What something works with, and no work that it was taken from: `based on a grid of cells`."""
_ADDRESS = re.compile(r"[@:]|\]\(|\.\w{2,3}\b|\]\]")
"""Where something was taken from, which tells it from how something goes: `via knife cut`."""
_KEY = re.compile(r"\W*([\w -]+?)\s*(?:[:：]|-|–)")
_BETWEEN = re.compile(r"[\s_-]+")
_KEY_WORDS = frozenset(
    (
        "name",
        "title",
        "code",
        "number",
        "no",
        "on",
        "at",
        "by",
        "for",
        "time",
        "list",
        "info",
        "week",
        "lecture",
        "class",
    )
)
"""What may stand behind a word of book-keeping before its sign: `Course code: ...`."""
_SOURCE = re.compile(r"(?i)\W*(?:sources?|papers?|material|adapted|taken|based|image|via|last|copyright)\b")
_SAYS = re.compile(r"[.!?]\s|=")
_PROMOTION = re.compile(
    r"\b(?:subscribe|follow (?:me|us)|star (?:this|the|us|my)|buy me a coffee|patreon"
    r"|sponsors? (?:me|us|this|my)|(?:become|be) a sponsor|github sponsors?"
    r"|join (?:our|the) (?:discord|slack|newsletter|community)|"
    r"sign up|newsletter|contributions? (?:are )?welcome|pull requests? (?:are )?welcome"
    r"|feel free to (?:contribute|open|submit)|"
    r"if you (?:like|find|found) (?:this|it)|all rights reserved|please (?:star|share|support)"
    r"|give (?:it|this repo) a star)\b"
)
"""For small letters; without regard to case the same costs several times as much."""
_PROMOTION_WORDS = frozenset(
    b"""subscribe follow star coffee patreon sponsor sponsors join sign newsletter welcome free like find
    found rights please""".split()
)
"""One of these stands in each of them."""
_IN_SMALL = SIGNS_TO_BLANKS.lower()
"""For `bytes.translate`: small letters, and blanks for what is no letter."""
SHORT = 300
"""Letters of a line that can be navigation, a placeholder or book-keeping as a whole."""
LONG = 600
"""Letters of a paragraph that can be a link or an attribution as a whole."""
_FIRST_WORD = re.compile(r"[\W_]*([^\W_]+)")
_FIRST_WORDS = frozenset(
    re.findall(
        r"\S+",
        """todo tbd tba fixme wip xxx to coming work under your the answer write add fill placeholder lorem
        insert no not n none back go return toc table contents content previous next prev home index up
        click show see view this these 1 flash flashcard card slide page my solution""",
    )
)
"""With what navigation and placeholders begin."""
_ADDRESS_WORDS = ("http", "https", "www")
_KEPT_BEGINS = frozenset("\\{(#:C[TF^")
"""With which lines for programs begin."""
_OPEN_END = re.compile(r"(?<![\d?？])[?？]{2,}\W*$")
"""Behind a digit they judge a move of chess."""
_POINTER_ENDS = ("above", "below", "before", "earlier", "previously", "later", "ditto", "idem")
_POINTS = " .,:;!?)]*_\"'`"
_POINTER_LAST = frozenset(_POINTS).union(*({word[-1], word[-1].upper()} for word in _POINTER_ENDS))
"""With what a pointer to another place ends."""
_LETTER = re.compile(rf"[\w{TELLING_SIGNS}]")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+(?:com|org|ai|io|net|edu|dev|gov|de|uk|fr|cn|jp|me|co)(?:/\S*)?")
_LINK_WORDS = frozenset(
    re.findall(
        r"\S+",
        """paper link links source sources ref reference see here blog post article video slides code github
        repo arxiv pdf website page docs documentation the a more from original and by tutorial lecture
        course wiki wikipedia example for image png jpg jpeg svg pdf zip docx xlsx application""",
    )
)
_NAMED_LINK = re.compile(r"[^:\n]{1,60}:\s*\W*")
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"\[{1,2}[^\[\]\n]*\]{1,2}\([^()\n]*\)")
_ANCHOR_ITEM = re.compile(r"\s*(?:\d+(?:\.\d+)*\.?\s*)?\[[^\n]*\]\(\s*#[^)]*\)\s*$")
_LINK_ITEM = re.compile(r"\s*(?:\d+(?:\.\d+)*\.?\s*)?\[[^\[\]\n]*\]\([^)\n]*\)\s*$")
_PROPERTY = re.compile(r"(?:[a-z][\w-]*::(?:\s|$)[^\n]*(?:\n|$))+$|(?:TARGET DECK|FILE TAGS)\b")
_OUTLINER = re.compile(
    r"\{\{\[\[(?:TODO|DONE)\]\]\}\}.*|\{\{(?:embed|renderer|query|video|tweet|youtube|iframe|table-of-contents)\b.*\}\}|\(\([\w-]{8,}\)\)"
    r"|#\+(?:BEGIN|END)_\w+.*|:(?:LOGBOOK|END|PROPERTIES):|CLOCK: .*",
    re.IGNORECASE,
)
"""Lines by which outliners show other places or keep books."""
_TYPESETTING = re.compile(
    r"\\(?:newpage|pagebreak|clearpage|cleardoublepage|tableofcontents|maketitle|bigskip|medskip|smallskip"
    r"|vspace\*?\{[^{}]*\}|pagestyle\{[^{}]*\})"
)
"""Commands of LaTeX that only set the page."""
_ANCHOR = re.compile(r"(?:<a\s[^<>]*>\s*</a\s*>\s*)+", re.IGNORECASE)
"""Marks to which links lead."""
_LINKED = re.compile(
    r"[*_]*(?:class|course|teacher|prof(?:essor)?|lecturer|instructor|subject|module|up|parent|related|next"
    r"|prev(?:ious)?|see also|links to|(?:back)?links?)\W{1,6}(?:\[\[[^\[\]]*\]\][\s,*_]*(?:and )?)+",
    re.IGNORECASE,
)
"""To which other notes a note belongs."""
_READ_LINK = re.compile(r"\[\[[^\[\]]+\]\]\s*(?:[(\[][vx✓✔][)\]]|[✓✔✅❌☑])", re.IGNORECASE)
"""Another note, and whether it has been read."""
_BLOCK_KEY = re.compile(r"\^[\w-]{3,40}")
"""The key of a paragraph in an outliner."""
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:\s")
_TAGS_ONLY = re.compile(r"(?:\s*#(?=[^\W\d])[\w/-]+)+\s*")


def reason_to_skip(text: str) -> Reason | None:
    """Why a line or paragraph gives no card, or None where it may."""
    stripped = text.strip()
    if not stripped:
        return "empty"
    length = len(stripped)
    marked = holds_marks(stripped) or "://" in stripped or "www." in stripped
    found = _FIRST_WORD.match(stripped)
    first = found.group(1).casefold() if found else ""
    if length < SHORT and (reason := _short_reason(stripped, first, marked)):
        return reason
    if marked and has_image(stripped) and not _LETTER.search(tidy(without_images(stripped))):
        return "image only"
    if length < LONG:
        if (marked or " " not in stripped) and is_link_only(stripped):
            return "link only"
        if (first in _METADATA_WORDS and _is_metadata(stripped)) or _is_promotion(stripped):
            return "metadata"
    if marked or not first:
        if _LETTER.search(tidy(stripped) if marked else stripped):
            return None
        return "navigation" if _ANCHOR.fullmatch(stripped) else "placeholder"
    return None


def _short_reason(text: str, first: str, marked: bool) -> Reason | None:
    """Why a line below `SHORT` letters gives no card; `first` is its first word, in small letters."""
    if text[0] == "{" and text.startswith("{{[[") and _OUTLINER.fullmatch(text):
        return "metadata"
    if first in _FIRST_WORDS:
        if _NAVIGATION.fullmatch(unlink(tidy(text)).strip() if marked else text):
            return "navigation"
        if _PLACEHOLDER.fullmatch(text.strip(_WRAPPING)) or _TODO.match(text):
            return "placeholder"
    elif not first.isascii() or (marked and not _begins_plainly(text, first)) or not first:
        if _TOC_LINE.match(text) or _NAVIGATION.fullmatch(unlink(tidy(text)).strip()):
            return "navigation"
        if _PLACEHOLDER.fullmatch(text.strip(_WRAPPING)) or _TODO.match(text):
            return "placeholder"
    if marked and "]]" in text and (_LINKED.fullmatch(text) or _READ_LINK.fullmatch(text)):
        return "metadata"
    if text[-1] in _POINTER_LAST and _points_elsewhere(text):
        return "placeholder"
    if text[0] in _KEPT_BEGINS or text[-1] == "_" or "#" in text or "::" in text:
        return _kept_reason(text)
    return None


def _points_elsewhere(text: str) -> bool:
    """Whether a line does nothing but point to another place: "see above"."""
    ends = text[-20:].rstrip(_POINTS).casefold().endswith(_POINTER_ENDS)
    return ends and _POINTER.fullmatch(text.replace("*", "")) is not None


def _kept_reason(text: str) -> Reason | None:
    """Why a line with one of the signs of book-keeping gives no card."""
    if text.endswith("___") and _TO_FILL_IN.fullmatch(text):
        return "placeholder"
    if text[0] == "\\" and _TYPESETTING.fullmatch(text):
        return "navigation"
    if text[0] in "{(#:C[" and (_OUTLINER.fullmatch(text) or _FOOTNOTE.match(text)):
        return "metadata"
    if text[0] == "^" and _BLOCK_KEY.fullmatch(text):
        return "metadata"
    if ("#" in text and _TAGS_ONLY.fullmatch(text)) or _PROPERTY.match(text):
        return "metadata"
    return None


def _begins_plainly(text: str, first: str) -> bool:
    """Whether the first word stands at the very beginning, where no mark and no address can hide another."""
    return text[0].isalpha() and first not in _ADDRESS_WORDS


def _is_promotion(text: str) -> bool:
    words = text.encode("utf-8", "replace").translate(_IN_SMALL).split()
    return not _PROMOTION_WORDS.isdisjoint(words) and _PROMOTION.search(text.lower()) is not None


def is_useless_title(title: str) -> bool:
    """Whether a heading announces what is never asked: contents, references, a licence."""
    small = title.strip().lower()
    return small[:2] in _USELESS_BEGINS and _USELESS_TITLE.fullmatch(small) is not None


_DIGITS = tuple("0123456789")
_PAGED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[^\d\s].*[\s.…](\d{1,4})\s*")
"""A numbered title and its page: `2.3 Inverse matrices 34`."""


def is_open_point(text: str) -> bool:
    """Whether an item is a label without text, or a point that its author left open."""
    flat = text.strip().strip("*_` ")
    if flat[-1:] in (":", "：") and _OPEN_LABEL.fullmatch(flat):
        return True
    return ("?" in flat or "？" in flat) and _OPEN_END.search(flat) is not None


def is_link_only(text: str) -> bool:
    """Whether nothing but links and words such as "paper" stands there."""
    if "](" not in text and "://" not in text and (" " in text or not _DOMAIN.fullmatch(text.strip("*-_ "))):
        return False
    rest = unlink(_drop_link_texts(text))
    if _NAMED_LINK.fullmatch(rest):
        return True
    return all(word.casefold() in _LINK_WORDS for word in _WORD.findall(_DOMAIN.sub("", rest)))


def is_contents(block: Block) -> bool:
    """Whether a list is a table of contents: all its items lead into this or another note."""
    items = list(_paragraphs(block))
    joined = "\n".join(items)
    if "](" not in joined and "{" not in joined:
        return joined[-1:] in _DIGITS and _lists_pages(items)
    anchors = sum([bool(_ANCHOR_ITEM.match(item)) for item in items])
    links = sum([bool(_LINK_ITEM.match(item)) for item in items])
    return (
        anchors * 5 >= len(items) * 4
        or (links == len(items) and len(items) > 2)
        or bool(len(items) == 1 and _TOC_LINE.match(items[0]))
    )


def _lists_pages(items: Sequence[str]) -> bool:
    """Whether all items of a list are numbered titles with the pages on which they stand."""
    found = [_PAGED.fullmatch(item) for item in items]
    pages = [int(one.group(1)) for one in found if one]
    return len(pages) == len(items) > 1 and sorted(set(pages)) == pages


def is_contents_table(block: Block) -> bool:
    """Whether a table only leads to other places: most of its rows hold a link into this note."""
    rows = block.rows[1:]
    leading = sum([any(map(_ANCHOR_ITEM.match, row)) for row in rows])
    return len(rows) > 1 and leading * 5 >= len(rows) * 4


def _is_metadata(text: str) -> bool:
    flat = text.strip("`*_ \n")
    if _LEFT_BEHIND.fullmatch(flat):
        return True
    match = _METADATA.match(flat)
    if not match or (_BY_WAY_OF.match(flat) and not _ADDRESS.search(flat)) or _BUILT_ON.fullmatch(flat):
        return False
    value = unlink(match.group(1))
    key = _KEY.match(flat)
    words = _BETWEEN.split(key.group(1).casefold()) if key else ()
    marked = bool(words) and all(word in _METADATA_WORDS or word in _KEY_WORDS for word in words)
    if not marked and not _SOURCE.match(flat):
        return False
    short = count_words(value) <= (8 if marked else 5) or " " not in value.replace(", ", ",")
    return short and not _SAYS.search(value)


def _drop_link_texts(text: str) -> str:
    return _LINK.sub(" ", text)


def _paragraphs(block: Block) -> list[str]:
    if block.kind == "paragraph":
        return [block.text]
    return [text for child in block.children for text in _paragraphs(child)]
