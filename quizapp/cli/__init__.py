"""The command line: one registry line for each command, loaded when it is called.

Data goes to stdout, narration to stderr. Every error of `engine.errors` ends the program with its one
sentence and its exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from engine.errors import QuizappError, UsageError
from quizapp import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "study": ("study:study", "study what is due, after importing PATHs if given"),
    "import": ("notes:import_notes", "read notes into cards"),
    "lint": ("linting:lint", "say what to mend in notes"),
    "drill": ("exercises:drill", "practise an exercise or a topic without scheduling"),
    "exercises": ("exercises:exercises", "list the exercises"),
    "exercise": ("exercises:exercise", "ask one exercise"),
    "check": ("exercises:check", "grade an answer to an exercise"),
    "snippet": ("exercises:snippet", "print an exercise as a runnable script"),
    "quiz": ("quizzes:quiz", "write a quiz with its key, take one, grade answers"),
    "due": ("overview:due", "count what is due"),
    "stats": ("overview:stats", "show reviews, retention and mistakes"),
    "decks": ("overview:decks", "list decks and study paths"),
    "sources": ("shelves:sources", "list, rename or remove the files and folders that cards come from"),
    "join": ("shelves:join", "let one card carry on the history of another"),
    "export": ("exporting:export", "write cards to a file"),
    "backup": ("care:backup", "copy the store to a file"),
    "restore": ("care:restore", "replace the store by a backup"),
    "doctor": ("care:doctor", "check the store, and mend its caches"),
    "fit": ("care:fit", "fit the memory model to your own answers"),
    "config": ("care:config", "show the settings, or set one"),
}
"""Each command: where its function is, and the line that the help shows."""


class Commands(click.Group):
    """A group that imports a command when it is called, never to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, function = COMMANDS[name][0].split(":")
        command: click.Command = getattr(import_module(f"quizapp.cli.{module}"), function)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise UsageError(_unknown(args[0]))
        return super().resolve_command(ctx, args)


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else "`quizapp --help` lists the commands."
    return f"there is no command {name!r}: {hint}"


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, message="quizapp %(version)s")
@click.option("--store", metavar="PATH", help="The database: a path, or sqlite:///FILE.")
@click.pass_context
def cli(context: click.Context, store: str | None) -> None:
    """Turn notes into memory and formulas into skill, in a terminal.

    Without a command the study program opens.
    """
    context.obj = {"store": store}
    if context.invoked_subcommand is None:
        from quizapp.cli.study import open_program

        open_program(store)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; never returns."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        outcome = cli.main(args=arguments, prog_name="quizapp", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except QuizappError as error:
        return _refuse(str(error), error.exit_code)
    except click.UsageError as error:
        return _refuse(_sentence(error), UsageError.exit_code)
    except click.ClickException as error:
        return _refuse(error.format_message(), UsageError.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("", err=True)
        return 130
    except BrokenPipeError:
        _close_quietly()
        return 0


def _refuse(sentence: str, code: int) -> int:
    click.echo(f"quizapp: {sentence}", err=True)
    return code


def _sentence(error: click.UsageError) -> str:
    message = error.format_message().rstrip(".")
    command = error.ctx.command_path if error.ctx else "quizapp"
    return f"{message[:1].lower()}{message[1:]}: `{command} --help` shows how it is used."


def _close_quietly() -> None:
    """The reader of our output has gone: what is still buffered must not be written at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
