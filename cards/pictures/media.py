"""Pictures and sounds as they travel with decks: named by their content, of kinds that their first bytes
prove, bounded. A text speaks of a sound as of a picture.

One that travels is called `quizapp-`, a digest of its content and its kind, so that the same picture has one
name everywhere and no name of a stranger becomes a path. Nothing is read or written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from html import escape

from cards.pictures.drawing import harmless

IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()]|\([^\s()]*\))+))(?:\s+[\"'(][^\n]*?)?\s*\)"
)
"""A picture in Markdown; its source is `angled` or `bare`."""

_HEARD: Mapping[str, str] = {
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "aac": "audio/aac",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
"""The media types of sounds, and of films, which other programs play alike."""

NAME = re.compile(rf"quizapp-[0-9a-f]{{32}}\.(?:png|jpg|gif|webp|bmp|tiff|svg|{'|'.join(_HEARD)})")
"""What a picture or a sound is called that travels."""

LARGEST = 20_000_000
"""Bytes of one file."""
MOST_BYTES = 2_000_000_000
"""Of all files of a deck."""
MOST = 100_000

_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1aE\xdf\xa3", "webm"),
)
_FRAMES = (
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
    (re.compile(rb"RIFF.{4}WAVE", re.DOTALL), "wav"),
    (re.compile(rb".{4}ftypM4[AB] ", re.DOTALL), "m4a"),
    (re.compile(rb".{4}ftyp", re.DOTALL), "mp4"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "aac"),
    (re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), "mp3"),
)
_DRAWING = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.DOTALL)
_TYPES: Mapping[str, str] = {"jpg": "jpeg", "svg": "svg+xml"}
"""The name of a kind in a media type, where it differs from the ending."""

_WRITTEN = re.compile(r"[\\`*_$\[\]<&~]")
_OPEN, _CLOSE = "\ue010", "\ue011"
_MARK = re.compile(f"{_OPEN}({NAME.pattern}){_CLOSE}")


def kind_of(content: bytes, *, own: bool) -> str | None:
    """What sort of picture or sound it is by its first bytes, as the ending of a name; None if it is none.

    Args:
      content: the file.
      own: whether it is the learner's; a stranger's drawing must be harmless.
    """
    for magic, kind in _KINDS:
        if content.startswith(magic):
            return kind
    for frame, kind in _FRAMES:
        if frame.match(content):
            return kind
    return "svg" if _DRAWING.match(content[:4096]) and (own or harmless(content)) else None


def name_of(content: bytes, kind: str) -> str:
    """What a picture is called that travels."""
    return f"quizapp-{sha256(content).hexdigest()[:32]}.{kind}"


def is_heard(name: str) -> bool:
    """Whether what is called so is played, not looked at."""
    return name.rpartition(".")[2] in _HEARD


def type_of(name: str) -> str:
    """The media type of what travels under a name."""
    kind = name.rpartition(".")[2]
    return _HEARD.get(kind) or f"image/{_TYPES.get(kind, kind)}"


def source_of(match: re.Match[str]) -> str:
    """The path or address of an `IMAGE`."""
    angled: str | None = match["angled"]
    return match["bare"] if angled is None else angled


def renamed(markdown: str, name: Callable[[str], str | None]) -> str:
    """A text with other sources for its pictures.

    Args:
      markdown: the text.
      name: gives the new source, or None where the old one stays.
    """
    if "![" not in markdown:
        return markdown

    def put(match: re.Match[str]) -> str:
        new = name(source_of(match))
        return match.group() if new is None else f"![{match['alt']}]({new})"

    return IMAGE.sub(put, markdown)


def names_in(markdown: str) -> list[str]:
    """The pictures of a text that travel with it."""
    if "](quizapp-" not in markdown:
        return []
    return [source for match in IMAGE.finditer(markdown) if NAME.fullmatch(source := source_of(match))]


def marked(markdown: str, alts: dict[str, str]) -> str:
    """A text with marks for its travelling pictures, which no writer of HTML changes; see `unmarked`."""
    if "](quizapp-" not in markdown:
        return markdown

    def put(match: re.Match[str]) -> str:
        source = source_of(match)
        if not NAME.fullmatch(source):
            return match.group()
        alts.setdefault(source, match["alt"])
        return f"{_OPEN}{source}{_CLOSE}"

    return IMAGE.sub(put, markdown.replace(_OPEN, "").replace(_CLOSE, ""))


def unmarked(
    html: str,
    alts: Mapping[str, str],
    address: Callable[[str], str | None],
    played: Callable[[str], str],
) -> str:
    """HTML with pictures in the places of the marks that `marked` left.

    Args:
      html: what became of the marked text.
      alts: what the pictures show, by their names.
      address: the source of a picture by its name; None where its words stand for it.
      played: gives what stands for a sound by its source.
    """

    def put(match: re.Match[str]) -> str:
        words, source = escape(_plain(alts.get(match[1], ""))), address(match[1])
        words = re.sub("[{}:]", lambda sign: f"&#{ord(sign.group())};", words)
        if source is not None and is_heard(match[1]):
            return played(escape(source))
        return f"[image: {words}]" if source is None else f'<img src="{escape(source)}" alt="{words}">'

    return _MARK.sub(put, html) if alts else html


def _plain(words: str) -> str:
    """The words of a picture as they read."""
    if not _WRITTEN.search(words):
        return words
    from cards.markdown.inline import inline_tokens  # markdown-it: 30 ms, and most words need none

    return "".join(token.content for token in inline_tokens(words))
