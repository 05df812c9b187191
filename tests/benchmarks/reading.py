"""Reading notes against markdown-it-py's own parse of the same text, in the same run.

python tests/benchmarks/reading.py [MEGABYTES ...]

Real notes first, where they are at hand, with the linking of their cards: small files, in which every
section costs the same whatever stands in it. Then made ones: ordinary sections, and dense ones in which
every line is another notation, with hardly any running text. At last texts made to cost time, each against
twice its length: the power of the length by which its time grows, which is 1 where reading is linear.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hostile import HOSTILE, file_of
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from cards.linking import Linker
from cards.parse import read_note
from engine import registry

AIM = 2.0
RUNS = 3
REAL_RUNS = 15
HOSTILE_LENGTH = 50_000
"""Characters of a text that is made to cost time; the other one is twice as long."""
NOT_LINEAR = 1.4
"""The power from which a text is named: a busy machine makes one of 1.2 out of 1, a square is 2."""
NOTES = Path(__file__).parents[2].parent / "shared" / "notes"

SECTION = """## What does layer {n} of the network compute?

It multiplies its input by a matrix and adds a bias, so $y_{n} = W_{n} x + b_{n}$, and *passes* it on to
the next layer with a `relu` in between.

- **Weights**: a matrix with one row for each output, {n} in all
- **Bias**: one number for each output
- Cost: about $2 n m$ operations

| size | parameters |
|---|---|
| {n} | {m} |

$$ y = \\max(0, W x + b) $$

```python
def layer(x, w, b):
    return np.maximum(0, w @ x + b)  # layer {n}
```

"""


DENSE = """### {n}. Layer {n} vs layer {m}
> a remark on {n}
* Width: {n} units
  * Depth: {m}, because narrow layers are cheap
![IMG](https://x.org/{n}.png)
```diff
+ Key: layer {n} keeps its size
- Be careful: it doubles the cost of {m}
```
**Pros:** fast
**Cons:** needs {n} weights
Layer {n} is a map of {m} numbers. If it is wide, training takes {n} steps.
There's also layer {m}, which is not.
#### What is gate {n}?
A valve for {m} states :: it opens
| gate {n} | gate {m} |
|---|---|
| opens | shuts |

"""


KINDS = {"ordinary": SECTION, "dense": DENSE}


def note(megabytes: float, section: str) -> str:
    """A note of such sections."""
    sections, size, number = ["# Layers\n"], 0, 0
    while size < megabytes * 1_000_000:
        number += 1
        sections.append(section.replace("{n}", str(number)).replace("{m}", str(number * 3)))
        size += len(sections[-1])
    return "".join(sections)


def timed(function: Callable[[], object]) -> float:
    """Seconds of processor, which other programs on the machine disturb least."""
    start = time.process_time()
    function()
    return time.process_time() - start


def make_parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)


def forget() -> None:
    """Empties what reading remembers of the texts before, so that every run meets them for the first time."""
    for name, module in list(sys.modules.items()):
        for value in vars(module).values() if name.startswith("cards.") else ():
            if hasattr(value, "cache_clear") and value.__name__ != "_parser":
                value.cache_clear()


def real(folder: Path) -> None:
    """Print how long reading and linking the notes of a folder take, each at its best run."""
    notes = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.txt"))]
    parser, linker = make_parser(), Linker(registry.entries())
    best: dict[tuple[str, str], float] = {}
    for _ in range(REAL_RUNS):
        forget()
        for name, data in notes:
            text, cards = data.decode("utf-8", "replace"), []
            took = {
                "parse": timed(lambda t=text: parser.parse(t)),
                "read": timed(lambda d=data, n=name, c=cards: c.extend(read_note(d, n).cards)),
                "link": timed(lambda c=cards: linker.together(c)),
            }
            for what, seconds in took.items():
                best[what, name] = min(seconds, best.get((what, name), seconds))
    parse, read, link = (sum(best[what, name] for name, _ in notes) for what in ("parse", "read", "link"))
    print(
        f"{len(notes)} real notes, {sum(len(data) for _, data in notes) / 1000:.0f} kB: parsed in"
        f" {parse * 1000:.0f} ms; read in {read * 1000:.0f} ms, {read / parse:.2f} times that (aim {AIM}),"
        f" with links in {(read + link) * 1000:.0f} ms, {(read + link) / parse:.2f} times that"
    )


def hostile(length: int) -> None:
    """Print a line for each text: its time at two lengths, and by which power of the length it grows."""
    for name, make in HOSTILE.items():
        texts, file = [make(length).encode(), make(2 * length).encode()], file_of(name)
        runs = [[timed(lambda d=data, f=file: read_note(d, f)) for data in texts] for _ in range(RUNS)]
        short, long = (min(times) for times in zip(*runs, strict=True))
        power = math.log(long / short) / math.log(len(texts[1]) / len(texts[0]))
        print(
            f"{name:25} {len(texts[0]) / 1000:4.0f} kB {short * 1000:5.0f} ms,"
            f" {len(texts[1]) / 1000:4.0f} kB {long * 1000:5.0f} ms: power {power:.2f}"
            f"{' - not linear' if power > NOT_LINEAR else ''}"
        )


def main(sizes: list[float]) -> None:
    """Print a line for each size: a ratio that stays says that time is linear."""
    if NOTES.is_dir():
        real(NOTES)
    for kind, megabytes in [(kind, size) for kind in KINDS for size in sizes]:
        text = note(megabytes, KINDS[kind])
        data = text.encode()
        parser = make_parser()
        pairs = [
            (timed(lambda t=text, p=parser: p.parse(t)), timed(lambda d=data: read_note(d, "note.md")))
            for _ in range(RUNS)
        ]
        ratio = statistics.median(own / floor for floor, own in pairs)
        cards = len(read_note(data, "note.md").cards)
        pace = statistics.median(own for _, own in pairs) / megabytes
        print(
            f"{kind:8} {megabytes:5.1f} MB: {cards:6} cards, {ratio:.2f} times markdown-it-py's parse"
            f" (aim {AIM}), {pace:.2f} s a megabyte"
        )
    hostile(HOSTILE_LENGTH)


if __name__ == "__main__":
    main([float(size) for size in sys.argv[1:]] or [1.0, 5.0])
