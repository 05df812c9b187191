"""What an exercise is: a graph of named steps, the parts it asks, and what goes wrong in it.

A step is a plain function whose argument names are parameters, policies or other steps. A mistake
swaps some of these nodes for wrong ones; an error carried forward puts a learner's number in the
place of one. Prompt, answer, worked solution, hints and script all come from the same graph.
Nothing here draws, reads or judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from engine.draw import Draw

if TYPE_CHECKING:
    from engine.variant import Variant

Kind = Literal["number", "integer", "vector", "matrix", "shape", "indices", "interval", "choice"]
"""What a part asks for; it decides how the answer is read, compared and shown."""

Params = Mapping[str, Any]
"""Drawn values by name: numbers, texts, and lists of them. Everything survives JSON."""

Nodes = dict[str, Any]
"""Values of parameters, policies and steps by name."""

DEFAULT_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One quantity that is asked: the step of the same name gives its right value.

    Numbers, vectors and matrices are asked with `digits` decimals, or `digits` significant digits
    where `significant`; one unit of the last digit is the tolerance. The other kinds are exact.
    """

    name: str
    label: str
    """What the prompt calls it, such as `m̂` or `the output size`."""
    kind: Kind = "number"
    digits: int = 3
    significant: bool = False
    unit: str = ""
    options: tuple[str, ...] = ()
    """For a choice: the texts to choose from; the step returns one of them."""
    ordered: bool = True
    """For indices: whether their order matters."""
    accept: Callable[..., bool] | None = None
    """Judges by a predicate instead of one value: called with `answer` and any nodes by name."""
    may_repeat: bool = False
    """The right answer may be 0, 1 or a number of the prompt, because finding it is the point."""

    @property
    def exact(self) -> bool:
        """Whether only equality counts."""
        return self.kind not in ("number", "vector", "matrix", "interval")


@dataclass(frozen=True, slots=True)
class Step:
    """One named step of the solution.

    A traced step returns its value together with the rows of its trace, lines of text that become
    the worked solution of a loop.
    """

    name: str
    rule: str
    """What to do, without this variant's numbers: it is the hint."""
    worked: str
    """The same with `{name}` for the numbers; it ends in the value of the step."""
    function: Callable[..., Any]
    traced: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """A classic mistake: the nodes it swaps, and what to do instead.

    `swap` maps a step to a wrong function, a policy to a wrong policy, a parameter to a function
    of the true parameters that gives it as it is misread. Everything downstream follows.
    """

    id: str
    message: str
    swap: Mapping[str, Callable[..., Any]]
    must: bool = False
    """Every variant shows it: drawn again until it is visible."""
    levels: tuple[int, ...] = (1, 2, 3)
    """The levels at which it can be made (and at which `must` holds)."""


@dataclass(frozen=True, slots=True)
class Convention:
    """Another accepted definition: right elsewhere, named by the judge; the prompt states ours."""

    id: str
    message: str
    swap: Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Focus:
    """Where an alias leads: a level, and the one part that it asks (all of them when None)."""

    level: int = DEFAULT_LEVEL
    part: str | None = None


Prompt = str | Callable[[Params], str]
"""A template (`{name}`, `{name:spec}` as in `engine.show.fill`) or a function of the parameters."""


@dataclass(frozen=True)
class Exercise:
    """A definition from which any number of variants is drawn.

    Attributes:
      id: name of the exercise, also in commands; small letters, digits, underscores.
      title: what the learner sees in a list, at most some 60 characters.
      topic: the group it is listed under.
      seconds: the time an expert needs at level 2.
      reference: the public numpy function that computes it, whose docstring gives the rule, its
        symbols and its source.
      prompt: the text, stating every convention it relies on; one for all levels or one for each.
        What is asked, with its digits, is appended from the parts.
      draw: `(draw, level) -> parameters`.
      levels: for each level, the names of the parts it asks, in order.
      parts, steps, mistakes, conventions: see their classes. Mistakes stand in the order of how
        often they are made.
      policies: named decisions that steps take as arguments and mistakes swap.
      constants: parameters that are not drawn, because the prompt states them in words.
      guard: called with any nodes by name; returns why a draw is refused (a tie, a trivial case).
      aliases: other names, each with where it leads.
      terms: what notes call it, for linking cards.
      version: raised whenever the same key would give another question.
    """

    id: str
    title: str
    topic: str
    seconds: int
    reference: Callable[..., Any]
    prompt: Prompt | Mapping[int, Prompt]
    draw: Callable[[Draw, int], Params]
    levels: Mapping[int, tuple[str, ...]]
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    mistakes: tuple[Mistake, ...] = ()
    conventions: tuple[Convention, ...] = ()
    policies: Mapping[str, Callable[..., Any]] = field(default_factory=lambda: MappingProxyType({}))
    constants: Params = field(default_factory=lambda: MappingProxyType({}))
    guard: Callable[..., str | None] | None = None
    aliases: Mapping[str, Focus] = field(default_factory=lambda: MappingProxyType({}))
    terms: tuple[str, ...] = ()
    version: int = 1

    @cached_property
    def step(self) -> Mapping[str, Step]:
        """Steps by name."""
        return {step.name: step for step in self.steps}

    def asked(self, level: int, part: str | None = None) -> tuple[Part, ...]:
        """The parts of a level in order, or the one that is named.

        Raises:
          KeyError: the level or the part does not exist.
        """
        by_name = {each.name: each for each in self.parts}
        return (by_name[part],) if part else tuple(by_name[name] for name in self.levels[level])

    def prompt_for(self, level: int) -> Prompt:
        """The template or function of a level."""
        return self.prompt[level] if isinstance(self.prompt, Mapping) else self.prompt

    def mistake(self, name: str) -> Mistake | None:
        """The mistake of that id, if there is one."""
        return next((mistake for mistake in self.mistakes if mistake.id == name), None)

    def variant(
        self, seed: int, level: int = DEFAULT_LEVEL, target: str | None = None, part: str | None = None
    ) -> Variant:
        """Draw the question of a key; the same key gives the same question on any machine.

        Args:
          seed: any whole number.
          level: one of `levels`.
          target: the id of a mistake that this draw must make visible.
          part: ask this part alone.

        Raises:
          engine.errors.UsageError: the level, the mistake or the part does not exist.
          engine.drawing.NoVariant: no draw passed the checks, with the reasons counted.
        """
        from engine.drawing import draw_variant

        return draw_variant(self, seed, level, target, part)


def arguments(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of a function's positional parameters."""
    code = function.__code__
    return code.co_varnames[: code.co_argcount]


class Run:
    """One evaluation of a graph: pull a node, and what it needs is computed once.

    A parameter that is drawn hides the step of the same name: a state may be given at one level and
    has to be computed at another. `done` names the steps that were computed.

    Args:
      given: parameters and constants, as `arrays` converts them.
      swap: nodes replaced as a mistake or a convention says.
      put: step values replaced by given ones (a learner's earlier answers).
      rounder: applied to every float a step gives, as somebody does who calculates by hand.
    """

    def __init__(
        self,
        exercise: Exercise,
        given: Nodes,
        *,
        swap: Mapping[str, Callable[..., Any]] = MappingProxyType({}),
        put: Mapping[str, Any] = MappingProxyType({}),
        rounder: Callable[[Any], Any] | None = None,
    ) -> None:
        self._exercise = exercise
        self._swap = swap
        self._rounder = rounder
        self.rows: dict[str, list[str]] = {}
        self.done: set[str] = set()
        self.nodes: Nodes = {**exercise.policies, **given, **put}
        for name, replacement in swap.items():
            if name in exercise.policies:
                self.nodes[name] = replacement
            elif name in given and name not in exercise.step:
                self.nodes[name] = call(replacement, given)

    def __getitem__(self, name: str) -> Any:
        if name not in self.nodes:
            self.nodes[name] = self._evaluate(self._exercise.step[name])
            self.done.add(name)
        return self.nodes[name]

    def _evaluate(self, step: Step) -> Any:
        function = self._swap.get(step.name, step.function)
        defaults = len(function.__defaults__ or ())
        names = arguments(function)
        optional = names[len(names) - defaults :]
        known = {name: self[name] for name in names if name not in optional or self._knows(name)}
        value = function(**known)
        if step.traced:
            value, self.rows[step.name] = value
        return self._rounder(value) if self._rounder else value

    def _knows(self, name: str) -> bool:
        return name in self.nodes or name in self._exercise.step


def call(function: Callable[..., Any], nodes: Mapping[str, Any] | Run) -> Any:
    """Call a function with the nodes that its argument names ask for."""
    return function(**{name: nodes[name] for name in arguments(function)})


def arrays(params: Params) -> Nodes:
    """Parameters as steps take them: every list of numbers becomes an array."""
    import numpy as np

    def convert(value: Any) -> Any:
        if not isinstance(value, list):
            return value
        flat = value
        while flat and isinstance(flat[0], list):
            flat = [item for row in flat for item in row]
        numeric = flat and all(isinstance(item, (int, float)) for item in flat)
        ragged = len({len(row) for row in value if isinstance(row, list)}) > 1
        return np.array(value) if numeric and not ragged else value

    return {name: convert(value) for name, value in params.items()}
