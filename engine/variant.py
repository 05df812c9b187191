"""One drawn question: its parameters, text, right values, worked steps, hints and live mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine import show
from engine.compare import comes_out_even, plain
from engine.live import Live
from engine.model import Exercise, Params, Part, Run

if TYPE_CHECKING:
    from engine.grading import Result

CARRY = "Carry one digit more on the way."
"""What a question says where intermediate numbers are rounded."""


@dataclass(frozen=True)
class Variant:
    """A question of one key: see `Exercise.variant`."""

    exercise: Exercise
    seed: int
    level: int
    target: str | None
    parts: tuple[Part, ...]
    params: Params
    run: Run
    live: tuple[Live, ...]
    conventions: tuple[Live, ...]
    attempts: int
    target_met: bool
    """Whether the targeted mistake is visible; without a target, true."""

    @property
    def key(self) -> str:
        """`id@version:seed:level:target`, the name of this question for ever."""
        return variant_key(self.exercise, self.seed, self.level, self.target)

    @cached_property
    def answer(self) -> dict[str, Any]:
        """The right value of each part that is asked; for a predicate one example."""
        return {part.name: plain(self.run[part.name]) for part in self.parts}

    @cached_property
    def question(self) -> str:
        """The text of the question without the line that says what to give."""
        prompt = self.exercise.prompt_for(self.level)
        return prompt(self.params) if callable(prompt) else show.fill(prompt, self.params)

    @cached_property
    def prompt(self) -> str:
        """The whole text: the question, and what to give in which form."""
        return f"{self.question}\n\n{ask(self)}"

    def wanted(self, part: Part) -> str:
        """What to give for a part: its label, unit, form and number of digits."""
        return _ask_part(part, self.answer[part.name])

    @property
    def rounds(self) -> bool:
        """Whether numbers are rounded on the way, so that one digit more has to be carried."""
        return len(self.worked) > 1 and any(
            not part.exact and part.digits and not comes_out_even(part, self.answer[part.name])
            for part in self.parts
        )

    @cached_property
    def worked(self) -> list[tuple[str, list[str]]]:
        """The solution: for each step its rule and the lines with this variant's numbers."""
        for part in self.parts:
            self.run[part.name]
        done = [step for step in self.exercise.steps if step.name in self.run.done]
        return [
            (
                step.rule,
                [*self.run.rows.get(step.name, ()), *show.fill(step.worked, self.run.nodes).split("\n")],
            )
            for step in done
        ]

    @property
    def hints(self) -> list[str]:
        """The rules of the steps, one after the other."""
        return [rule for rule, _ in self.worked]

    @cached_property
    def choices(self) -> dict[str, Any]:
        """For each part four different answers as shown, the wrong ones from live mistakes."""
        from engine.choices import choices

        return choices(self)

    def check(self, *answers: str) -> Result:
        """Judge one typed answer for each part.

        Raises:
          engine.errors.UsageError: another number of answers than parts.
        """
        from engine.grading import check

        return check(self, answers)


def variant_key(exercise: Exercise, seed: int, level: int, target: str | None) -> str:
    """The text that names a question and seeds its draw."""
    return f"{exercise.id}@{exercise.version}:{seed}:{level}:{target or ''}"


def ask(variant: Variant) -> str:
    """The line that says what to give, in which form and with how many digits."""
    lines = [variant.wanted(part) for part in variant.parts]
    carry = f" {CARRY}" if variant.rounds else ""
    if len(lines) == 1:
        return f"Give {lines[0]}.{carry}"
    return "Give\n" + "\n".join(f"  {line}" for line in lines) + (f"\n{carry.strip()}" if carry else "")


def _ask_part(part: Part, right: Any) -> str:
    unit = f" in {part.unit}" if part.unit else ""
    return f"{part.label}{unit}{_form(part, right)}"


def _form(part: Part, right: Any) -> str:
    places = "significant digits" if part.significant else "decimals" if part.digits != 1 else "decimal"
    digits = f"{part.digits} {places}" if part.digits else "a whole number"
    match part.kind:
        case "number":
            return f" ({digits})"
        case "integer":
            return " (a whole number)"
        case "vector":
            return f" ({len(right)} numbers, {digits})" if part.digits else f" ({len(right)} whole numbers)"
        case "matrix":
            size = f"a {len(right)}×{len(right[0])} matrix"
            return f" ({size}, {digits})" if part.digits else f" ({size} of whole numbers)"
        case "shape":
            return " (sizes, such as 64×32×32)"
        case "indices":
            order = "in order, such as 3 0 5" if part.ordered else "in any order, such as 0 3 5"
            return f" ({order}; none if there are none)"
        case "interval":
            return f" (low and high end, {digits})"
        case "choice":
            letters = [f"{chr(ord('a') + i)}) {text}" for i, text in enumerate(part.options)]
            return ": " + "   ".join(letters)
