"""The `notoneless` command: finds the room a word names, and tells every failure in one sentence."""

import sys
from importlib import import_module
from itertools import pairwise

import click

from notoneless import __version__
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

REFUSED, BROKEN = 2, 70
"""Exit codes: the input was refused; the program itself failed."""

_COMMANDS = {
    "reconcile": "notoneless.interfaces.reconciliation.cli:reconcile_command",
    "inspect": "notoneless.interfaces.rosters.cli:inspect_command",
    "demo": "notoneless.interfaces.demo.cli:demo_group",
}


class Shell(click.Group):
    """A group that loads a command only when it is called, so that no command pays for another's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's)
        """Load one command."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what it refuses, and what breaks, becomes one sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except NotonelessError as error:
            click.echo(sentence(error.problem, _lang(ctx)), err=True)
            ctx.exit(REFUSED)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except MemoryError:
            click.echo(sentence(Problem("shell.no_memory"), _lang(ctx)), err=True)
            ctx.exit(BROKEN)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            params: dict[str, str | int] = {"kind": type(error).__name__, "what": str(error)[:200]}
            click.echo(sentence(Problem("shell.broken", params), _lang(ctx)), err=True)
            ctx.exit(BROKEN)


def _lang(ctx: click.Context) -> Lang:
    """The language asked for, which a failed command cannot tell any more: read from the words given."""
    words = [*ctx.args, *sys.argv[1:]]
    asked = "--lang=en" in words or ("--lang", "en") in pairwise(words)
    return "en" if asked else "zh"


@click.group(cls=Shell, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="notoneless")
@click.option("--debug", is_flag=True, help="失败时显示内部细节 / show internals on failure")
def cli(debug: bool) -> None:
    """《一个都不能少》控辍保学：找出每一个不在学校的适龄儿童。

    Keep every child of compulsory age in school.
    """


def main() -> None:
    """Entry point of the `notoneless` command."""
    cli()
