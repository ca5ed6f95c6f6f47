"""`notoneless act`: every action of the registry as a command, made from its parameters."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

import click

from notoneless.interfaces.frame.standing import load, set_up
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

if TYPE_CHECKING:
    from notoneless.foundation.access.actions import Action
    from notoneless.foundation.access.context import Context
    from notoneless.foundation.access.parameters import Parameter

R = TypeVar("R")

VARIABLE = "NOTONELESS_TOKEN"
"""Where commands find their token: never on the command line, which other users of the machine can read."""

FROM_INPUT = "-"
"""In place of a value: it is read as a line from the standard input, and stays out of the list of processes."""

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
LANG = click.Option(["--lang"], type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")


def within(need: str, work: "Callable[[Context], R]", request: UUID | None = None) -> R:
    """What `work` gives back, done in one transaction for the owner of the token in the environment.

    Raises NotonelessError, recorded after everything was undone: without a good token or `need`, or where `work` refuses.
    """
    from django.db import DatabaseError, transaction

    from notoneless.foundation.access.recording import Attempted, noted
    from notoneless.foundation.access.refusals import Refused
    from notoneless.interfaces.frame.pages import permit
    from notoneless.interfaces.frame.token import context_of_token, nobody

    ctx = nobody("cli")
    try:
        ctx = context_of_token(os.environ.get(VARIABLE, ""), "cli")
        if ctx.actor is None:
            raise Refused(Problem("api.no_token_given", {"variable": VARIABLE}))
        ctx = ctx.with_request(request) if request else ctx
        with transaction.atomic():
            permit(ctx, need)
            return work(ctx.within_page())
    except NotonelessError as refusal:
        noted(ctx, refusal, Attempted(need, {}))
        raise
    except DatabaseError:
        raise NotonelessError(Problem("frame.database_failed")) from None


def entered(value: str | None) -> str | None:
    """A value as it was given, or the line of the standard input for it. Raises NotonelessError where that is no text."""
    if value != FROM_INPUT:
        return value
    try:
        return sys.stdin.readline().rstrip("\n")
    except UnicodeDecodeError:
        raise NotonelessError(Problem("shell.input_not_text")) from None


class Actions(click.Group):
    """A group whose commands are the actions of the registry that a token may carry: there is no other way to be known here."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The codes of the actions."""
        return list(_actions())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's)
        """The command of one action."""
        action = _actions().get(cmd_name)
        return None if action is None else _command(action)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the first word. Raises NotonelessError where there is none."""
        if args[0] not in _actions():
            if args[0] in _all():
                raise NotonelessError(Problem("access.not_with_token"))
            known = ", ".join(_actions())
            raise NotonelessError(Problem("shell.no_such_command", {"word": args[0], "known": known}))
        return super().resolve_command(ctx, args)


@cache
def _actions() -> "Mapping[str, Action[Any]]":
    found = _all()
    from notoneless.foundation.access.services import a_token_may_carry

    return {code: each for code, each in found.items() if a_token_may_carry(code)}


def _all() -> "Mapping[str, Action[Any]]":
    load()
    from notoneless.interfaces.frame.registry import all_actions

    return all_actions()


def _command(action: "Action[Any]") -> click.Command:
    request = click.Option(
        ["--request"],
        type=click.UUID,
        help="请求编号；不写则新编一个并显示，重发时用同一个 / "
        "id of the request; made and shown if left out, used again when the request is sent again",
    )
    options = [_option(each) for each in action.parameters]

    def run(request: UUID | None, lang: Lang, **given: str | None) -> None:
        _act(action, request or uuid4(), lang, {name: entered(value) for name, value in given.items()})

    words = f"{action.permission.words}。\n\n{action.permission.english}."
    return click.Command(action.code, params=[*options, request, LANG], callback=run, help=words, context_settings=HELP)


def _option(parameter: "Parameter") -> click.Parameter:
    problem = Problem(f"parameter.{parameter.name}")
    kind = parameter.kind
    is_choice = issubclass(kind, StrEnum)
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}"],
        required=not parameter.optional,
        help=f"{sentence(problem)} / {sentence(problem, 'en')}",
        type=click.Choice([each.value for each in kind]) if is_choice else click.STRING,
        metavar=None if is_choice else _METAVARS.get(kind, "UUID" if parameter.is_target else "TEXT"),
    )


_METAVARS: Mapping[type, str] = {date: "YYYY-MM-DD", UUID: "UUID", bool: "true|false", int: "INTEGER"}


def _act(action: "Action[Any]", request: UUID, lang: Lang, given: Mapping[str, str | None]) -> None:
    """Do an action. The id of the request is told first: whatever happens then, it can be sent again."""
    set_up()
    click.echo(sentence(Problem("api.request", {"request": str(request)}), lang), err=True)
    wanted = {name: value for name, value in given.items() if value is not None}
    made = within(action.code, lambda ctx: action(ctx, **wanted), request)
    click.echo(json.dumps({} if made is None else {"id": str(made)}))


@click.group("act", cls=Actions, context_settings=HELP)
def act_group() -> None:
    """办理登记册中的一项，用环境变量 NOTONELESS_TOKEN 里的令牌；值写成 - 时从标准输入读一行。

    Do one action of the registry, with the token in NOTONELESS_TOKEN; a value given as - is read as a line from the standard
    input.
    """
