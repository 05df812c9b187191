"""What the first question needs, loaded and used once while the learner looks at the first screen.

Called in a thread: lexers and symbols are made when they are first used, and would halt the first card.
"""

from __future__ import annotations

from importlib import import_module

MODULES = ("engine.grading", "engine.show")

SAMPLE = """
**One** of $\\alpha_i$:

$$\\frac{a}{b}$$

```python
x = 1
```
"""


def warm_up() -> None:
    """Load and draw."""
    from quizapp.tui.typeset import typeset

    typeset(SAMPLE, 80)
    for module in MODULES:
        import_module(module)
