"""What questions and screens need, loaded and used once while the learner looks at the first screen.

Called in a thread: lexers and symbols are made when they are first used, and would halt the first card; a
screen is loaded with all that it needs when it is first opened, and would halt the key that opens it.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

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
    from quizapp.tui import screens

    for found in iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(found.name)
