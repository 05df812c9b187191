"""The group of all commands, whose modules are loaded when they are called, and what its errors mean.

The only module that reads the words of the command line.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import click

from engine.errors import UsageError
from quizapp import __version__
from quizapp.cli import COMMANDS


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
        from quizapp.tui.program import open_program

        open_program(store)


def call(words: Sequence[str] | None) -> int:
    """Run a command and return its exit code.

    Args:
        words: of the command line; those of this process when None.

    Raises:
        UsageError: there is no such command, or it does not take these words.
        QuizappError: what the command refuses.
    """
    try:
        outcome = cli.main(args=words, prog_name="quizapp", standalone_mode=False)
    except click.UsageError as error:
        raise UsageError(_sentence(error)) from None
    except click.ClickException as error:
        raise UsageError(error.format_message()) from None
    except click.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:  # so click leaves when the reader of our output has gone
        raise BrokenPipeError from None
    return outcome if isinstance(outcome, int) else 0


def _sentence(error: click.UsageError) -> str:
    message = " ".join(error.format_message().rstrip(".").split())  # choices stand on lines of their own
    command = error.ctx.command_path if error.ctx else "quizapp"
    return f"{message[:1].lower()}{message[1:]}: `{command} --help` shows how it is used."
