"""Prepares TeX for the parser: bounds it, refuses what is not known, sets aside what would be misread.

The parser reads `2ex` as a length, ends `\\text{a {b}}` at the first brace and swallows a bracket at the
start of an environment. So digits, words and the start of an environment each travel as one
private character that no source may hold, and come back in `Prepared`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from cards.formula.tree import Node, Space, Sym

LONGEST = 2000
DEEPEST = 40

DIGIT = 0xE000
"""U+E000 to U+E009 stand for the digits."""
NOTHING = "\ue00f"
ATOM = 0xE100
"""Each character from here on is one of `Prepared.atoms`."""


class Undrawable(Exception):
    """A formula that has no sure drawing; `str(error)` says why, as the rest of a sentence."""


@dataclass
class Prepared:
    """The source as the parser gets it, with what was set aside."""

    tex: str = ""
    atoms: list[Node] = field(default_factory=list)
    maths: dict[int, str] = field(default_factory=dict)
    """Formulas inside of words, by the number of the atom that holds their place."""

    def set_aside(self, node: Node) -> str:
        self.atoms.append(node)
        return chr(ATOM + len(self.atoms) - 1)


_UNSAFE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ue000-\uf8ff\ufff0-\uffff\U000e0000-\U0010ffff\ud800-\udfff]"
)


def harmless(tex: str) -> str:
    """The source with nothing in it that a terminal would obey."""
    return _UNSAFE.sub("\ufffd", tex.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


_PIECE = re.compile(
    r"""
      (?P<newline>\\\\\*?(?:[ ]*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?)
    | (?P<words>\\(?:text(?:bf|it|md|normal|rm|sf|tt|up)?|mbox|hbox|emph)\s*\{)
    | (?P<operator>\\operatorname\s*(?P<star>\*?)\s*\{(?P<name>[^{}]*)\})
    | (?P<upright>\\math(?:rm|it|sf|tt|normal)\s*\{(?P<letters>[A-Za-z0-9]*[A-Za-z]{2}[A-Za-z0-9 -]*)\})
    | (?P<array>\\begin\s*\{array\}\s*(?:\[[tbc]\])?\s*\{(?P<columns>[lcr|\s]*[lcr][lcr|\s]*)\})
    | (?P<environment>\\(?P<side>begin|end)\s*\{\s*(?P<kind>[a-zA-Z]+)\*?\s*\}
        (?:(?:(?<=n\{aligned\})|(?<=n\{gathered\}))\[[tbc]\])?)
    | (?P<space>\\[hm]space\*?\s*\{[^{}]*\})
    | (?P<label>\\label\s*\{[^{}]*\} | \\(?:no)?limits(?![a-zA-Z]) | \\nonumber | \\notag)
    | (?P<tag>\\tag\*?\s*\{(?P<number>[^{}\\$]*)\})
    | (?P<negated>\\not\s*(?P<what>[=<>~]|\\[a-zA-Z]+))
    | (?P<colour>\\(?:text)?color\s*\{[^{}]*\})
    | (?P<substack>\\substack\s*\{)
    | (?P<command>\\[a-zA-Z]+)
    | (?P<escaped>\\.)
    | (?P<comment>%[ \t]*\n)
    | (?P<marked>[^\W\d_][\u0300-\u036f\u20d0-\u20ff]+)
    | (?P<digit>[0-9])
    | (?P<open>\{)
    | (?P<close>\})
    | (?P<refused>[%$\u0300-\u036f\u20d0-\u20ff\u200d\ufe0f])
    """,
    re.VERBOSE | re.DOTALL,
)

_ENVIRONMENTS = {
    **{
        name: name
        for name in ["matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "cases"]
    },
    **dict.fromkeys(["align", "aligned", "split", "eqnarray"], "aligned"),
    **dict.fromkeys(["gather", "gathered", "multline", "equation"], "gathered"),
    "array": "array",
    "dcases": "cases",
    "rcases": "rcases",
}


_ESCAPES = re.compile(r"\\([#$%&_{} \\])")
_SPACES = re.compile(r"\s+|~|\\[,;: !]")


def prepare(tex: str, known: frozenset[str], characters: dict[str, str]) -> Prepared:
    """The source for the parser. `known`: commands that may pass; `characters`: what symbol commands draw.

    Raises `Undrawable` for a source that is too long, too deep, unbalanced, or holds what is not known.
    """
    if len(tex) > LONGEST:
        raise Undrawable(f"it is longer than {LONGEST} characters")
    if unsafe := _UNSAFE.search(tex):
        raise Undrawable(f"it holds the character U+{ord(unsafe[0]):04X}")
    return _Scanner(unicodedata.normalize("NFC", tex), known, characters).run()


class _Scanner:
    """Walks the source once and hands over each piece as the parser should see it."""

    def __init__(self, tex: str, known: frozenset[str], characters: dict[str, str]) -> None:
        self.tex = tex
        self.known = known
        self.characters = characters
        self.done = Prepared()
        self.closers: list[str] = []
        self.at = 0

    def run(self) -> Prepared:
        out: list[str] = []
        while piece := _PIECE.search(self.tex, self.at):
            out.append(self.tex[self.at : piece.start()])
            self.at = piece.end()
            out.append(self.piece(piece))
        if self.closers:
            raise Undrawable("its braces do not match")
        self.done.tex = "".join(out) + self.tex[self.at :]
        return self.done

    def piece(self, found: re.Match[str]) -> str:
        match found.lastgroup:
            case "newline":
                return r"\\ "
            case "comment" | "label" | "colour":
                return " "
            case "escaped":
                return found[0]
            case "digit":
                return chr(DIGIT + int(found[0]))
            case "open" | "substack":
                return self.opened(found)
            case "close":
                return self.closed()
            case "array" | "environment":
                return self.environment(found)
            case "command":
                return self.command(found[0])
            case "refused":
                raise Undrawable(f"it holds {found[0]!r}, which means nothing inside of a formula")
            case _:
                return self.word(found)

    def opened(self, found: re.Match[str]) -> str:
        substack = found.lastgroup == "substack"
        self.closers.append(r"\end{substack}" if substack else "}")
        if len(self.closers) > DEEPEST:
            raise Undrawable(f"it is nested more than {DEEPEST} deep")
        return r"\begin{substack}" + NOTHING if substack else "{"

    def closed(self) -> str:
        if not self.closers:
            raise Undrawable("its braces do not match")
        return self.closers.pop()

    def environment(self, found: re.Match[str]) -> str:
        if found["array"]:
            return rf"\begin{{array}}{{{''.join(found['columns'].split())}}}{NOTHING}"
        kind = _ENVIRONMENTS.get(found["kind"])
        if kind is None or (kind == "array" and found["side"] == "begin"):
            raise Undrawable(f"the environment {found['kind']!r} is not known")
        return rf"\{found['side']}{{{kind}}}" + (NOTHING if found["side"] == "begin" else " ")

    def command(self, name: str) -> str:
        if name not in self.known:
            raise Undrawable(f"{name} is not known")
        return name + " "

    def word(self, found: re.Match[str]) -> str:
        """Sets a word aside, with the class by which it is spaced."""
        match found.lastgroup:
            case "words":
                return self.words()
            case "operator":
                name = _SPACES.sub(" ", found["name"]).strip()
                return self.done.set_aside(Sym(self.plain(name), "op", limits=bool(found["star"])))
            case "upright":
                return self.done.set_aside(Sym(found["letters"], "text"))
            case "space":
                return self.done.set_aside(Space())
            case "tag":
                return self.done.set_aside(Space(4)) + self.done.set_aside(
                    Sym(f"({found['number']})", "text")
                )
            case "negated":
                what = self.characters.get(found["what"], found["what"])
                negated = unicodedata.normalize("NFC", what + "\u0338")
                if len(what) > 1 or len(negated) > 1:
                    raise Undrawable(f"{found[0]} is not known")
                return self.done.set_aside(Sym(negated, "rel"))
            case _:
                return self.done.set_aside(Sym(unicodedata.normalize("NFC", found[0])))

    def words(self) -> str:
        """Reads words up to the brace that closes them; formulas between dollars are kept for the parser."""
        start, depth = self.at, 1
        for brace in re.compile(r"\\.|[{}]", re.DOTALL).finditer(self.tex, start):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                self.at = brace.end()
                return self.mixed(self.tex[start : brace.start()])
        raise Undrawable("its braces do not match")

    def mixed(self, text: str) -> str:
        parts = re.split(r"(?<!\\)\$", text)
        if len(parts) % 2 == 0:
            raise Undrawable("it holds a single '$'")
        out = []
        for number, part in enumerate(parts):
            if number % 2:
                self.done.maths[len(self.done.atoms)] = part
                out.append(self.done.set_aside(Sym("")))
            else:
                out.append(self.text(part))
        return out[0] if len(out) == 1 else "{" + "".join(out) + "}"

    def text(self, text: str) -> str:
        """Words with the blanks around them as spaces of their own, as one group."""
        inner = self.plain(re.sub(r"(?<!\\)[{}]", "", text))
        blank = self.done.set_aside(Space())
        words = inner.strip()
        if not words:
            return blank if inner else "{}"
        before, after = (blank if inner[edge].isspace() else "" for edge in (0, -1))
        atom = self.done.set_aside(Sym(words, "text"))
        return atom if not before and not after else f"{{{before}{atom}{after}}}"

    @staticmethod
    def plain(text: str) -> str:
        text = _SPACES.sub(" ", text)
        if re.search(r"\\(?![#$%&_{} \\])", text):
            raise Undrawable("it holds a command inside of words")
        return unicodedata.normalize("NFC", _ESCAPES.sub(r"\1", text))
