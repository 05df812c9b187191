"""What every package for Anki has in common: the tables of schema 11, our notetypes, deck options.

The numbers of the notetypes never change: Anki knows a notetype by its number and its list of fields.
"""

from __future__ import annotations

from typing import Any

BASIC, CLOZE, TYPED = 1_735_689_600_001, 1_735_689_600_002, 1_735_689_600_004
"""Numbers of our notetypes; the third is that of exercises."""
OWN = range(1_735_689_600_000, 1_735_689_600_100)
"""Numbers that no notetype of another maker has."""

CHANGED = 1_763_800_000
"""When the notetypes' templates or styles last changed, in UTC seconds: Anki takes newer ones only."""

HOME_DECK = "quizapp"
"""Where cards without a deck go."""

SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
  scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
  ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
  dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
  sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
  ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
  queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
  time integer NOT NULL, type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""

_CSS = """.card { font-family: sans-serif; font-size: 20px; line-height: 1.5; text-align: left;
  max-width: 40em; margin: 0 auto; padding: 1em; }
pre { padding: .5em; overflow-x: auto; background: rgba(127, 127, 127, .15); }
table { border-collapse: collapse; }
td, th { border: 1px solid gray; padding: .2em .6em; }
.reading { font-size: 75%; opacity: .7; }
.cloze { font-weight: bold; color: blue; }
.nightMode .cloze { color: lightblue; }
"""
_READING = '{{#Reading}}<div class="reading">{{Reading}}</div>{{/Reading}}'
_LATEX = """\\documentclass[12pt]{article}
\\usepackage[utf8]{inputenc}
\\usepackage{amssymb,amsmath}
\\pagestyle{empty}
\\setlength{\\parindent}{0in}
\\begin{document}
"""


def notetype(number: int, name: str, fields: tuple[str, ...], front: str, back: str) -> dict[str, Any]:
    """A notetype with one template, in the shape of schema 11."""
    return {
        "id": number,
        "name": name,
        "type": int(number == CLOZE),
        "mod": CHANGED,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "tags": [],
        "vers": [],
        "css": _CSS,
        "latexPre": _LATEX,
        "latexPost": "\\end{document}",
        "req": [[0, "any", [0]]],
        "flds": [_field(at, field) for at, field in enumerate(fields)],
        "tmpls": [
            {"name": name, "ord": 0, "qfmt": front, "afmt": back, "bqfmt": "", "bafmt": "", "did": None}
        ],
    }


def _field(at: int, name: str) -> dict[str, Any]:
    shape = {"font": "Arial", "size": 20, "sticky": False, "rtl": False, "media": []}
    return {"name": name, "ord": at, **shape}


NOTETYPES = {
    str(BASIC): notetype(
        BASIC,
        "quizapp Basic",
        ("Front", "Back", "Reading"),
        "{{Front}}",
        "{{FrontSide}}\n<hr id=answer>\n{{Back}}\n" + _READING,
    ),
    str(CLOZE): notetype(
        CLOZE,
        "quizapp Cloze",
        ("Text", "Reading"),
        "{{cloze:Text}}",
        "{{cloze:Text}}\n" + _READING,
    ),
}
"""Our notetypes in the shape of schema 11, by their numbers."""

WITH_TYPING = {
    str(TYPED): notetype(
        TYPED,
        "quizapp Typed",
        ("Front", "Back", "Reading"),
        "{{Front}}\n{{type:Back}}",
        "{{Front}}\n<hr id=answer>\n{{type:Back}}\n" + _READING,
    )
}
"""That of cards whose answer is typed, for packages that have some."""

DECK_OPTIONS = {
    "1": {
        "id": 1,
        "mod": 0,
        "name": "Default",
        "usn": 0,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {
            "bury": False,
            "delays": [1.0, 10.0],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": 20,
        },
        "rev": {
            "bury": False,
            "ease4": 1.3,
            "hardFactor": 1.2,
            "ivlFct": 1.0,
            "maxIvl": 36500,
            "perDay": 200,
        },
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
    }
}
"""Anki's own defaults; the file must have some, and an import leaves the learner's alone."""


def settings(cards: int) -> dict[str, Any]:
    """The collection's settings. Without `schedVer` 2 Anki would take answers for those of its first
    scheduler and rewrite them.
    """
    return {
        "schedVer": 2,
        "nextPos": cards + 1,
        "curDeck": 1,
        "activeDecks": [1],
        "curModel": BASIC,
        "sortType": "noteFld",
        "sortBackwards": False,
        "addToCur": True,
        "estTimes": True,
        "dueCounts": True,
        "dayLearnFirst": False,
        "newSpread": 0,
        "timeLim": 0,
        "collapseTime": 1200,
    }


def deck_entry(number: int, name: str) -> dict[str, Any]:
    """A deck in the shape of schema 11."""
    counts = dict.fromkeys(("lrnToday", "revToday", "newToday", "timeToday"), (0, 0))
    return {
        "id": number,
        "name": name,
        "mod": 0,
        "usn": -1,
        "collapsed": False,
        "browserCollapsed": False,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "extendNew": 0,
        "extendRev": 0,
        **counts,
    }
