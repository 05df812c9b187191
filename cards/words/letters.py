"""The first letter of a text, as a sentence begins with it and as it stands inside of one."""

from __future__ import annotations

import re

ARTICLES = ("The ", "A ", "An ", "All ", "Each ", "Every ", "Most ", "Many ", "Both ")


def capital(text: str) -> str:
    """A text as a sentence begins; a sign of mathematics stays as it is."""
    sign = not text[:1].isascii() and not text[1:2].isalpha()
    return text if sign else text[:1].upper() + text[1:]


def lowered(name: str) -> str:
    """A name inside of a sentence: its first letter small, where the word is no name of its own."""
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first[1:].islower() or len(first) == 1 else name


_ONLY = re.compile(
    r"(?:Best|Worst|Main|Default|Typical|Optimal|Ideal|Recommended|Preferred|Original|Largest|Smallest|Fastest"
    r"|Simplest|(?:Most|Least) \w+) (?!of\b|in\b|for\b|to\b)\w"
)


def inside(name: str) -> str:
    """What a sentence begins with, inside of another one: only an article has a small letter there."""
    return f"{name[0].lower()}{name[1:]}" if name.startswith(ARTICLES) else name


def only_one(name: str) -> str:
    """A name that says that there is one of its kind, with the article it has in a sentence: `Best Sail`."""
    if not _ONLY.match(name):
        return name
    return "the " + " ".join(
        word.lower() if word[1:].islower() or len(word) == 1 else word for word in name.split()
    )
