"""Commands about exercises: list, ask, grade, drill, and print as a script."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

import engine
from engine.errors import InputError, UsageError
from quizapp.cli.shapes import entry_shape, result_shape, variant_shape

if TYPE_CHECKING:
    from engine.variant import Variant


class ExerciseName(click.ParamType[str, str]):
    """An id or an alias; completed in the shell."""

    name = "exercise"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(name) for name in engine.names() if name.startswith(incomplete)]


class TopicName(ExerciseName):
    """A topic, an id or an alias."""

    name = "topic"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        found = [CompletionItem(topic) for topic in topics() if topic.startswith(incomplete)]
        return found + super().shell_complete(ctx, param, incomplete)


def topics() -> list[str]:
    """The topics of the catalogue, in its order."""
    return list(dict.fromkeys(entry.topic for entry in engine.catalogue()))


def of_topic(name: str) -> list[engine.Entry]:
    """The exercises of a topic; none where there is no such topic."""
    wanted = name.strip().lower().replace("_", " ").replace("-", " ")
    return [entry for entry in engine.catalogue() if entry.topic == wanted]


def to_json(shape: Any) -> None:
    click.echo(json.dumps(shape, ensure_ascii=False))


@click.command()
@click.option("--topic", type=TopicName(), help="Only the exercises of this topic.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def exercises(topic: str | None, as_json: bool) -> None:
    """List the exercises, by topic."""
    chosen = list(engine.catalogue())
    if topic is not None and not (chosen := of_topic(topic)):
        raise UsageError(f"there is no topic {topic!r}: choose one of {', '.join(topics())}")
    if as_json:
        to_json([entry_shape(entry) for entry in chosen])
        return
    for line in listing(chosen):
        click.echo(line)


def listing(chosen: list[engine.Entry]) -> Iterator[str]:
    """Lines of a listing: a heading for each topic, an exercise with its one-line description each."""
    width = max(len(entry.id) for entry in chosen)
    topic = ""
    for entry in chosen:
        if entry.topic != topic:
            yield from ([""] if topic else [])
            yield click.style(entry.topic, bold=True)
            topic = entry.topic
        yield f"  {entry.id:<{width}}  {entry.summary or entry.title}"


def variant_options(function: Any) -> Any:
    """The options that name one variant."""
    for option in (
        click.option("--target", metavar="MISTAKE", help="A mistake that the question makes visible."),
        click.option("--level", type=click.IntRange(1, 3), help="1 easy, 2 as in an exam, 3 with traps."),
        click.option("--seed", type=int, help="The same number draws the same question."),
    ):
        function = option(function)
    return function


def chosen_variant(name: str, seed: int | None, level: int | None, target: str | None) -> Variant:
    """The variant that a name and options ask for; without a seed a new one each time."""
    place = engine.resolve(name)
    if seed is None:
        import secrets

        seed = secrets.randbelow(10**6)
    part = place.part if level in (None, place.level) else None
    return engine.exercise(name).variant(seed, level or place.level, target, part)


@click.command()
@click.argument("name", metavar="ID", type=ExerciseName())
@variant_options
@click.option("--json", "as_json", is_flag=True, help="Print the question with its answer as JSON.")
def exercise(name: str, seed: int | None, level: int | None, target: str | None, as_json: bool) -> None:
    """Ask one question of an exercise and grade the answer."""
    variant = chosen_variant(name, seed, level, target)
    if as_json:
        to_json(variant_shape(variant))
        return
    from quizapp.lines.console import Lines
    from quizapp.lines.study import ask_one

    ask_one(Lines(sys.stdin, sys.stdout), variant)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", metavar="ID", type=ExerciseName())
@click.argument("answers", metavar="-- ANSWER...", nargs=-1, required=True)
@variant_options
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def check(
    name: str,
    answers: tuple[str, ...],
    seed: int | None,
    level: int | None,
    target: str | None,
    as_json: bool,
) -> int:
    """Grade one answer for each part of a question; put -- before the answers."""
    if seed is None:
        raise UsageError("which question is answered? give its --seed")
    result = chosen_variant(name, seed, level, target).check(*answers)
    if as_json:
        to_json(result_shape(result))
    else:
        for part in result.parts:
            click.echo(f"{part.name}: {part.verdict}. {part.message}")
    if result.free:
        return InputError.exit_code
    return 0 if result.correct else 1


@click.command()
@click.argument("name", metavar="ID", type=ExerciseName())
@variant_options
@click.option("--run", is_flag=True, help="Run the script and print what it prints.")
def snippet(name: str, seed: int | None, level: int | None, target: str | None, run: bool) -> int:
    """Print a question as a short script that needs numpy alone."""
    from engine.snippet import snippet as script_of

    script = script_of(chosen_variant(name, seed, level, target))
    if not run:
        click.echo(script, nl=False)
        return 0
    from quizapp.runner import run_script

    outcome = run_script(script)
    click.echo(outcome.output, nl=False)
    click.echo(outcome.errors, nl=False, err=True)
    return 0 if outcome.ok else 1


@click.command()
@click.argument("name", metavar="ID|TOPIC", type=TopicName())
@click.option("--level", type=click.IntRange(1, 3), help="1 easy, 2 as in an exam, 3 with traps.")
@click.option("--count", type=click.IntRange(1), default=None, help="Stop after so many questions.")
@click.option("--seed", type=int, help="The same number draws the same questions.")
@click.pass_obj
def drill(obj: dict[str, Any], name: str, level: int | None, count: int | None, seed: int | None) -> None:
    """Practise an exercise, or all exercises of a topic, without scheduling."""
    from quizapp.cli.drilling import drill_in_lines

    names = [entry.id for entry in of_topic(name)] or [name]
    drill_in_lines(obj["store"], names, level, count, seed)
