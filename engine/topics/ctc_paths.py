"""Paths of connectionist temporal classification: collapsing them, decoding greedily, counting them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

from engine import show
from engine.draw import Draw
from engine.model import Exercise, Mistake, Params, Part, Step
from engine.topics.ctc import collapse


def merged(path: Sequence[int]) -> list[int]:
    """A path without symbols that repeat the one before."""
    return [int(symbol) for i, symbol in enumerate(path) if i == 0 or symbol != path[i - 1]]


def without_blanks(path: Sequence[int]) -> list[int]:
    """A path without its blanks, symbol 0."""
    return [int(symbol) for symbol in path if symbol]


def repeats(label: Sequence[int]) -> int:
    """How many symbols of a label equal the one before."""
    return sum(int(a == b) for a, b in itertools.pairwise(label))


def path_of(draw: Draw, label: Sequence[int], frames: int) -> list[int]:
    """A path of at most so many frames for a label, with repeats and with blanks between equal symbols."""
    path: list[int] = []
    for i, symbol in enumerate(label):
        if i and (symbol == label[i - 1] or draw.chance(0.3)):
            path.append(0)
        path += [symbol] * (2 if draw.chance(0.4) else 1)
    longest = frames - len(path)
    return [0] * (longest > 0 and draw.chance()) + path + [0] * (longest > 1 and draw.chance())


def _label(draw: Draw) -> list[int]:
    twice, other = draw.sample([1, 2, 3], 2)
    return draw.pick([[twice, twice, other], [other, twice, twice], [twice, twice, other, twice]])


def _draw_paths(draw: Draw, level: int) -> Params:
    if level == 1:
        return {"path": path_of(draw, _label(draw), 9)}
    if level == 2:
        twice, other = draw.sample([1, 2], 2)
        path = path_of(draw, draw.pick([[twice, twice, other], [other, twice, twice]]), 7)
        rows = []
        for symbol in path:
            best = draw.whole(5, 8)
            second = draw.whole(max(0, 11 - 2 * best), min(best - 1, 10 - best))
            rest = draw.shuffled([second, 10 - best - second])
            rest.insert(symbol, best)
            rows.append([share / 10 for share in rest])
        return {"probabilities": rows}
    length = draw.whole(3, 5)
    label = [draw.whole(1, 3)]
    while len(label) < length:
        label.append(label[-1] if draw.chance(0.4) else draw.pick([s for s in (1, 2, 3) if s != label[-1]]))
    return {"label": label, "frames": length + repeats(label) + draw.whole(2, 4)}


def _prompt_paths(params: Params) -> str:
    rows = [[t + 1, *row] for t, row in enumerate(params["probabilities"])]
    return (
        "A CTC network gives these probabilities of the blank, symbol 0, and of the symbols 1 and 2:\n\n"
        + show.table(["frame", "0", "1", "2"], rows)
        + "\n\nDecode greedily: take the likeliest symbol of each frame, then collapse the path."
    )


def _guard(label: Any) -> str | None:
    return None if len(label) < 2 or repeats(label) else "no repeated symbol in the label"


CTC_PATHS = Exercise(
    id="ctc_collapse",
    title="Collapsing, decoding and counting CTC paths",
    topic="sequences",
    seconds=45,
    reference=collapse,
    terms=("CTC", "connectionist temporal classification", "merge repeats", "alignment of input and output"),
    prompt={
        1: "A CTC network chose the symbols {path:list}, one for each frame, where symbol 0 is the blank. "
        "Collapse this path.",
        2: _prompt_paths,
        3: "A CTC network reads {frames} frames. Its symbols are the blank, 0, and 1, 2, 3. The label is "
        "{label:list}, in this order.",
    },
    draw=_draw_paths,
    guard=_guard,
    levels={1: ("collapsed",), 2: ("best", "collapsed"), 3: ("shortest", "count")},
    parts=(
        Part("best", "the greedy path", "indices"),
        Part("collapsed", "the label", "indices"),
        Part("shortest", "the fewest frames that the label needs", "integer"),
        Part("count", "the number of paths that collapse to the label", "integer"),
    ),
    constants={"label": [1]},
    steps=(
        Step(
            "best",
            "Take the likeliest symbol of each frame",
            "{best:list}",
            lambda probabilities: probabilities.argmax(axis=1).tolist(),
        ),
        Step("path", "The path to collapse", "{path:list}", lambda best: best),
        Step(
            "merging",
            "First merge symbols that repeat the one before",
            "{merging:list}",
            lambda path: merged(path),
        ),
        Step(
            "collapsed",
            "Then drop the blanks: a blank between two equal symbols keeps them apart",
            "{collapsed:list}",
            lambda merging: without_blanks(merging),
        ),
        Step(
            "doubled",
            "Count symbols of the label that equal the one before: a blank must stand between them",
            "{doubled}",
            lambda label: repeats(label),
        ),
        Step(
            "shortest",
            "One frame for each symbol and one for each of these blanks",
            "{shortest}",
            lambda label, doubled: len(label) + doubled,
        ),
        Step(
            "spare",
            "The other frames prolong a symbol or a stretch of blanks",
            "{frames} − {shortest} = {spare}",
            lambda frames, shortest: frames - shortest,
        ),
        Step(
            "places",
            "Places to prolong: each symbol, and the blanks before, between and after them",
            "{places}",
            lambda label: 2 * len(label) + 1,
        ),
        Step(
            "count",
            "Ways to spread the spare frames over the places: choose spare out of spare + places − 1",
            "C({spare} + {places} − 1, {spare}) = {count}",
            lambda spare, places: math.comb(spare + places - 1, spare),
        ),
    ),
    mistakes=(
        Mistake(
            "blanks_first",
            "Merge repeats before dropping blanks: a blank keeps equal symbols apart.",
            must=True,
            levels=(1, 2),
            swap={"collapsed": lambda path: merged(without_blanks(path))},
        ),
        Mistake(
            "repeats_kept",
            "Merge repeated symbols too: a symbol that lasts several frames stands for one.",
            levels=(1, 2),
            swap={"collapsed": lambda path: without_blanks(path)},
        ),
        Mistake(
            "blanks_kept",
            "Drop the blanks after merging: they are no part of the label.",
            must=True,
            levels=(1, 2),
            swap={"collapsed": lambda merging: merging},
        ),
        Mistake(
            "each_symbol_once",
            "Merge only neighbours: a symbol may come again later.",
            levels=(1, 2),
            swap={"collapsed": lambda path: list(dict.fromkeys(without_blanks(path)))},
        ),
        Mistake(
            "no_blank_between_equals",
            "Equal neighbours of the label need a blank between them, or they merge.",
            must=True,
            levels=(3,),
            swap={"doubled": lambda: 0},
        ),
        Mistake(
            "blank_everywhere",
            "A blank is needed between equal symbols only.",
            levels=(3,),
            swap={"doubled": lambda label: len(label) - 1},
        ),
        Mistake(
            "only_symbols_prolonged",
            "Spare frames may also be blanks, before, between and after the symbols.",
            must=True,
            levels=(3,),
            swap={"places": lambda label: len(label)},
        ),
        Mistake(
            "ends_forgotten",
            "Blanks may also stand before the first symbol and after the last one.",
            levels=(3,),
            swap={"places": lambda label: 2 * len(label) - 1},
        ),
    ),
)
