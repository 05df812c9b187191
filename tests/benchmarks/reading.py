"""Reading notes against markdown-it-py's own parse of the same text, in the same run.

python tests/benchmarks/reading.py [MEGABYTES ...]

Ordinary sections first, then dense ones: every line another notation, hardly any running text.
"""

from __future__ import annotations

import statistics
import sys
import time

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from cards.parse import read_note

AIM = 2.0
RUNS = 3

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


def timed(function) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def main(sizes: list[float]) -> None:
    """Print a line for each size: a ratio that stays says that time is linear."""
    for kind, megabytes in [(kind, size) for kind in KINDS for size in sizes]:
        text = note(megabytes, KINDS[kind])
        data = text.encode()
        parser = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)
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


if __name__ == "__main__":
    main([float(size) for size in sys.argv[1:]] or [1.0, 5.0])
