"""Commands about quizzes: write one with its key, take one in the terminal, grade a class."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import engine
from engine.errors import UsageError
from quizapp.cli.exercises import TopicName, of_topic, to_json, topics
from quizapp.records import Selection
from quizapp.sheets import FORMATS
from quizapp.whole import writing

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quizapp.plain import Lines
    from quizapp.quiz import Kind, Question, Quiz
    from quizapp.quizcards import Askable
    from quizapp.quizgrade import Graded, Mark

MOST_QUESTIONS = 1000
MOST_VERSIONS = 52


class Words(click.ParamType[Any, Any]):
    """Names separated by commas."""

    name = "names"

    def __init__(self, *, complete: bool = True) -> None:
        self._complete = complete

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        words = [word.strip() for word in value.split(",") if word.strip()]
        return tuple(words) or self.fail("give at least one name", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return TopicName().shell_complete(ctx, param, incomplete) if self._complete else []


@click.group(invoke_without_command=True, subcommand_metavar="[take FILE | grade FILE ANSWERS]")
@click.option("--topics", "wanted", type=Words(), help="Topics or exercises, with commas. Default: all.")
@click.option("--decks", type=Words(complete=False), help="Cards of these decks and those below them.")
@click.option("--tags", type=Words(complete=False), help="Cards with one of these tags.")
@click.option("--count", type=click.IntRange(1, MOST_QUESTIONS), default=10, show_default=True)
@click.option("--level", type=click.IntRange(1, 3), default=2, show_default=True)
@click.option("--seed", type=int, help="The same number makes the same quiz; default: a new one.")
@click.option(
    "--versions", type=Words(complete=False), default="A", show_default=True, help="Such as A,B,C,D."
)
@click.option(
    "--kinds",
    type=Words(complete=False),
    default="numeric,choice,short,matching",
    show_default=True,
    help="Taken in turn; the last two ask cards.",
)
@click.option("--title", default="Quiz", show_default=True)
@click.option("--format", "name", type=click.Choice(list(FORMATS)), default="md", show_default=True)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: stdout.")
@click.option(
    "--key", metavar="FILE", type=click.Path(path_type=Path), help="The key in a file of its own (not json)."
)
@click.pass_context
def quiz(context: click.Context, /, **options: Any) -> None:
    """Write a quiz: the same questions in each version, with other numbers or in another order, and a key.

    Exercises come from --topics, cards from --decks and --tags; where only one side is given, the other
    follows by the exercises that cards call for. Without a store of yours the shipped deck serves.

    The key has the worked solutions and the mistake behind each wrong option. `quiz take FILE` asks a JSON
    quiz in the terminal, `quiz grade FILE ANSWERS` grades a CSV of answers to it.
    """
    if context.invoked_subcommand is None:
        write_quiz(context.obj["store"], **options)


def write_quiz(
    store: str | None,
    wanted: Sequence[str] | None,
    decks: Sequence[str] | None,
    tags: Sequence[str] | None,
    count: int,
    level: int,
    seed: int | None,
    versions: Sequence[str],
    kinds: Sequence[str],
    title: str,
    name: str,
    output: Path | None,
    key: Path | None,
) -> None:
    """Make a quiz and write it in a format."""
    from quizapp.quizmake import Order, make

    if key is not None and not FORMATS[name].parted:
        raise UsageError(f"a quiz in {name} always holds its key: leave --key out")
    if key is not None and key == output:
        raise UsageError("the quiz and its key cannot be the same file: give --key another name")
    if seed is None:
        import secrets

        seed = secrets.randbelow(10**6)
    asked = known_kinds(kinds)
    given, cards = material(store, asked, wanted, Selection(decks=tuple(decks or ()), tags=tuple(tags or ())))
    order = Order(given, count, level, seed, distinct(versions), asked, printable(title), cards)
    made = make(order)
    write = FORMATS[name].load()
    deliver(output, write(made, "all" if key is None else "sheets"))
    if key is not None:
        deliver(key, write(made, "key"))
    versions_made = "1 version" if len(versions) == 1 else f"{len(versions)} versions"
    click.echo(f"{count} questions in {versions_made}, seed {seed}.", err=True)


def material(
    store: str | None, kinds: Sequence[Kind], wanted: Sequence[str] | None, selection: Selection
) -> tuple[list[engine.Entry], list[Askable]]:
    """The exercises and cards to choose from; where one side is named, the other follows by links."""
    from quizapp.quiz import OF_EXERCISES
    from quizapp.quizstock import following, stock

    given = entries(wanted)
    named = selection != Selection()
    if set(kinds) <= set(OF_EXERCISES) and not named:
        return given, []
    cards = stock(store, selection)
    if named and not cards:
        raise UsageError("no card is in these decks with these tags: `quizapp decks` lists the decks")
    return following(given, cards, topics=wanted is not None, selected=named)


def entries(wanted: Sequence[str] | None) -> list[engine.Entry]:
    """The exercises of topics, and those named one by one; all without any name."""
    if wanted is None:
        return list(engine.catalogue())
    found: dict[str, engine.Entry] = {}
    for name in wanted:
        try:
            found |= {entry.id: entry for entry in of_topic(name) or [engine.entry(name)]}
        except UsageError as error:
            raise UsageError(f"{error} The topics are {', '.join(topics())}") from None
    return list(found.values())


def distinct(versions: Sequence[str]) -> tuple[str, ...]:
    """The names of versions, if they can be told apart and printed."""
    if any(not re.fullmatch(r"[\w-]{1,20}", version) for version in versions):
        raise UsageError("versions are named by up to 20 letters and digits each, such as A,B,C,D")
    if len({version.casefold() for version in versions}) < len(versions):
        raise UsageError("two versions have the same name: give each its own, such as A,B,C,D")
    if len(versions) > MOST_VERSIONS:
        raise UsageError(f"a quiz has at most {MOST_VERSIONS} versions")
    return tuple(versions)


def known_kinds(kinds: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of questions by their names."""
    from quizapp.quiz import KINDS

    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"there is no kind of question {unknown[0]!r}: choose from {', '.join(KINDS)}")
    return tuple(kind for name in kinds for kind in KINDS if kind == name)


def deliver(path: Path | None, text: str) -> None:
    """Write a text to stdout, or to a file that is whole or absent.

    Raises:
      InputError: the file cannot be written there.
    """
    if path is None:
        sys.stdout.write(text)
        return
    with writing(path) as target:
        target.write(text.encode())


def printable(text: str) -> str:
    """A text that a stranger wrote, without what would command a terminal."""
    return "".join(character for character in text if character.isprintable() or character == "\n")


@quiz.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--version", "version", help="Which version; default: the first.")
def take(file: Path, version: str | None) -> int:
    """Ask a JSON quiz in the terminal; verdicts come at the end."""
    from quizapp.plain import Left, Lines
    from quizapp.quizgrade import total
    from quizapp.sheets.lossless import read

    made = read(file)
    sheet = made.sheet(version) if version else made.sheets[0]
    lines = Lines(sys.stdin, sys.stdout)
    said(
        lines, f"{made.title}, version {sheet.version}: {sheet.points} points, about {sheet.minutes} minutes"
    )
    said(lines, "(Enter leaves an answer out, q ends the quiz)")
    marks: list[tuple[Question, list[Mark]]] = []
    try:
        for question in sheet.questions:
            marks.append((question, asked(lines, question)))
    except Left:
        said(lines, "")
    earned = total(mark for _, own in marks for mark in own)
    for question, own in marks:
        verdicts(lines, question, own)
    said(lines, f"\n{earned:g} of {sheet.points} points")
    return 0 if earned == sheet.points else 1


def said(lines: Lines, text: str) -> None:
    lines.say(printable(text))


def asked(lines: Lines, question: Question) -> list[Mark]:
    """Ask a question, and again for what could not be judged.

    Raises:
      Left: the learner left.
    """
    from quizapp.quizgrade import grade_question
    from quizapp.sheets.text import answers, heading

    said(lines, "\n".join(["", *heading(question), "", question.text]))
    if question.kind == "choice":
        said(lines, "\n".join(["", *answers(question)]))
    typed = [reply(lines, question, index) for index in range(len(question.blanks))]
    marks = grade_question(question, typed)
    while unclear := [index for index, mark in enumerate(marks) if mark.unclear]:
        for index in unclear:
            said(lines, f"? {marks[index].message}")
            typed[index] = reply(lines, question, index)
        marks = grade_question(question, typed)
    return marks


def reply(lines: Lines, question: Question, index: int) -> str:
    """What is typed into one place of a question."""
    wanted = "letter" if question.kind == "choice" else question.blanks[index].wanted
    return lines.ask(printable(f"{wanted} > "))


def verdicts(lines: Lines, question: Question, marks: Sequence[Mark]) -> None:
    """How a question went; the solution where it was not all right."""
    from quizapp.quizgrade import total
    from quizapp.sheets.text import right_answers, solution

    earned = total(marks)
    said(lines, f"\n{question.number}. {question.title}: {earned:g} of {question.points}")
    if earned == question.points:
        return
    for mark in marks:
        said(lines, f"  {mark.column}: {mark.typed or '(left out)'}: {mark.message or 'no answer.'}")
    said(lines, "\n".join([*right_answers(question), *solution(question)]))


@quiz.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("answers", metavar="ANSWERS", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="As JSON, with a verdict on each answer.")
def grade(file: Path, answers: Path, as_json: bool) -> None:
    """Grade a CSV of answers to a JSON quiz.

    Its first line is name,version,1,2a,2b,... with the numbers of the questions; then one row a person.
    """
    from quizapp.quizgrade import read_answers
    from quizapp.sheets.lossless import read

    made = read(file)
    graded = list(read_answers(answers, made))
    if as_json:
        to_json(grades_shape(graded))
        return
    for line in report(made, graded):
        click.echo(printable(line))
    for person in graded:
        for mark in person.marks:
            if mark.unclear:
                note = f"{person.name}, {mark.column}: {mark.typed!r} was not judged: {mark.message}"
                click.echo(printable(note), err=True)


def grades_shape(graded: Sequence[Graded]) -> dict[str, Any]:
    """What everybody earned, with a verdict on each answer."""
    people = [
        {
            "name": person.name,
            "version": person.version,
            "points": person.points,
            "total": person.total,
            "answers": [{**asdict(mark), "points": mark.points} for mark in person.marks],
        }
        for person in graded
    ]
    return {"people": people}


def report(made: Quiz, graded: Sequence[Graded]) -> Iterator[str]:
    """A table of people, the share that each question earned, and the mistakes that were made."""
    from engine.show import table

    yield table(
        ["name", "version", "points", "of", "%"],
        [
            [one.name, one.version, f"{one.points:g}", str(one.total), f"{100 * one.points / one.total:.0f}"]
            for one in graded
        ],
    )
    if not graded:
        return
    yield ""
    shares = [
        (column, sum(one.marks[index].score for one in graded) / len(graded))
        for index, column in enumerate(made.sheets[0].columns)
    ]
    yield table(
        ["answer", "right on average"], [[column, f"{100 * share:.0f} %"] for column, share in shares]
    )
    mistakes = Counter((mark.column, mark.message) for one in graded for mark in one.marks if mark.mistakes)
    if mistakes:
        yield ""
        yield "Mistakes:"
        for (column, message), count in mistakes.most_common():
            yield f"  {count} × {column}: {message}"
