"""The `notoneless` command: finds the room a word names, and tells every failure in one sentence."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from itertools import pairwise

import click

from notoneless import __version__
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence
from notoneless.tabular.scratch import remove_begun

REFUSED, BROKEN = 2, 70
"""Exit codes: the input was refused; the program itself failed."""

ENDED = 128
"""Exit code, plus the number of the signal, of a run that was told to end."""

_WORDS = "notoneless.words"

_ADVICE = {
    "tabular.no_header": "columns",
    "tabular.no_required_column": "columns",
    "tabular.columns_contest": "columns",
    "tabular.no_name_column": "name_column",
    "tabular.no_id_column": "id_column",
    "tabular.header_conflict": "header_row",
    "reconciliation.no_names": "columns",
    "reconciliation.all_equal.name": "columns",
    "reconciliation.all_equal.id_no": "columns",
}
"""Which option of the commands helps, by what was refused."""

_COMMANDS = {
    "database": "notoneless.interfaces.access.cli:database_group",
    "reconcile": "notoneless.interfaces.reconciliation.cli:reconcile_command",
    "inspect": "notoneless.interfaces.rosters.cli:inspect_command",
    "demo": "notoneless.interfaces.demo.cli:demo_group",
    "init": "notoneless.interfaces.keeping.cli:init_command",
    "serve": "notoneless.interfaces.keeping.cli:serve_command",
    "backup": "notoneless.interfaces.keeping.cli:backup_command",
    "restore": "notoneless.interfaces.keeping.cli:restore_command",
    "doctor": "notoneless.interfaces.keeping.cli:doctor_command",
    "audit": "notoneless.interfaces.keeping.cli:audit_group",
    "keys": "notoneless.interfaces.keeping.cli:keys_group",
    "act": "notoneless.interfaces.api.cli:act_group",
    "children": "notoneless.interfaces.people.cli:children_group",
    "units": "notoneless.interfaces.access.cli:units_group",
    "plan": "notoneless.interfaces.plans.cli:plan_group",
    "check-paper": "notoneless.interfaces.papers.cli:check_command",
    "risk": "notoneless.interfaces.risk.cli:risk_group",
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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words as given: a command that cannot be parsed cannot tell its language any more."""
        ctx.meta[_WORDS] = tuple(args)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the first word. Raises NotonelessError where there is none."""
        if args[0] not in _COMMANDS:
            raise NotonelessError(Problem("shell.no_such_command", {"word": args[0], "known": ", ".join(_COMMANDS)}))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what it refuses, and what breaks, becomes one sentence and an exit code."""
        try:
            _refuse_empty(ctx.meta[_WORDS])
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError as asked:  # a group alone: its help, not what is wrong
            click.echo(asked.ctx.get_help() if asked.ctx else "", err=True)
            ctx.exit(REFUSED)
        except click.UsageError as error:
            click.echo(sentence(_usage(error, ctx), _lang(ctx)), err=True)
            ctx.exit(REFUSED)
        except NotonelessError as error:
            click.echo(sentence(advised(error), _lang(ctx)), err=True)
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


def advised(error: NotonelessError) -> Problem:
    """What is told of a refusal, with the option that helps: options are the command's, so the pages do not speak of them."""
    advice = _ADVICE.get(error.problem.code)
    if advice is None:
        return error.told
    return Problem("shell.with_advice", {"what": error.told, "advice": Problem(f"shell.advice.{advice}")})


def _lang(ctx: click.Context) -> Lang:
    return _asked_lang(ctx.meta[_WORDS])


def _asked_lang(words: Sequence[str]) -> Lang:
    """The language asked for, read from the words given."""
    asked = "--lang=en" in words or ("--lang", "en") in pairwise(words)
    return "en" if asked else "zh"


def _refuse_empty(words: Sequence[str]) -> None:
    """An empty path would be the current folder, which nobody has named: a script has left a variable empty."""
    for word, following in pairwise((*words, "-")):
        option, given, value = word.partition("=")
        if option.startswith("--") and (value == "" if given else following == ""):
            raise NotonelessError(Problem("shell.empty_option", {"option": option}))


def _usage(error: click.UsageError, ctx: click.Context) -> Problem:
    """A command line that cannot be understood, with what is wrong in it."""
    command = (error.ctx or ctx).command_path
    return Problem("shell.usage", {"what": _wrong(error), "command": command})


def _wrong(error: click.UsageError) -> Problem | str:
    if isinstance(error, click.NoSuchOption):
        return Problem("shell.no_such_option", {"option": error.option_name})
    if not isinstance(error, click.BadParameter) or error.param is None:
        return error.format_message().rstrip(".")
    option = error.param.opts[0]
    if isinstance(error, click.MissingParameter):
        return Problem("shell.missing_option", {"option": option})
    match error.param.type:
        case click.DateTime():
            return Problem("shell.not_a_date", {"option": option})
        case click.IntRange(min=least, max=most) if least is not None and most is not None:
            return Problem("shell.not_in_range", {"option": option, "least": int(least), "most": int(most)})
        case click.types.UUIDParameterType():
            return Problem("shell.not_an_id", {"option": option})
        case click.Choice(choices=choices):
            return Problem("shell.no_choice", {"option": option, "choices": ", ".join(choices)})
    return error.format_message().rstrip(".")


@click.group(cls=Shell, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="notoneless")
@click.option("--debug", is_flag=True, help="失败时显示内部细节 / show internals on failure")
def cli(debug: bool) -> None:
    """《一个都不能少》控辍保学：找出每一个不在学校的适龄儿童。

    Keep every child of compulsory age in school.
    """


def main() -> None:
    """Entry point of the `notoneless` command."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # not every system has all three
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants
            signal.signal(number, _end)
    try:
        cli()
    except SystemExit as end:
        _leave(end.code)


def _leave(code: str | int | None) -> None:
    """End the process with `code` now: to take down large tables piece by piece would only keep a person waiting."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    if not isinstance(code, str):
        os._exit(code or 0)
    raise SystemExit(code)


def _end(number: int, _frame: object) -> None:
    """End at once, leave nothing unfinished behind, and say so.

    Nothing is raised: an exception at any point of the main thread may be swallowed there, or leave a lock held that the
    threads which read wait for. Nothing is imported or waited for either.
    """
    if not remove_begun():
        return
    # a progress line may stand unfinished on the terminal
    start = "\n" if os.isatty(2) else ""
    told = f"{start}{sentence(Problem('shell.ended'), _asked_lang(sys.argv))}\n"
    try:
        os.write(2, told.encode(sys.stderr.encoding, "backslashreplace"))
    finally:
        os._exit(ENDED + number)
