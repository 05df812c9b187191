"""Signs of a notation in the running text of Markdown; code and formulas are told from it."""

from __future__ import annotations

import re

SPAN = (
    r"^(?P<fence> {0,3}(?P<ticks>`{3,}|~{3,})[^\n]*\n(?:.*?^ {0,3}(?P=ticks)[`~]*[ \t]*$|.*))"
    r"|(?P<code>(?<!`)(?P<tick>`++).+?(?<!`)(?P=tick)(?!`))"
    r"|(?P<math>\$\$.+?\$\$|(?<![\\$\d])\$(?=\S)(?:[^$\\\n]|\\[^\n])+?(?<=\S)\$(?![$\d]))"
)
"""Code and formulas."""

RULE = r"(?P<rule>^ {0,3}---)[ \t]*$"
"""A line of three dashes, which parts sides or cards in several notations; a longer one does not."""


def outside(sign: str) -> re.Pattern[str]:
    """Finds signs, in the group `sign`, and spans of code and formulas, in which there are none."""
    return re.compile(f"(?P<sign>{sign})|{SPAN}", re.DOTALL | re.MULTILINE)
