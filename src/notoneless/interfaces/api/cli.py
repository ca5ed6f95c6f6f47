"""`notoneless act`: every action of the registry as a command."""

import os
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import click

from notoneless.interfaces.frame.standing import set_up
from notoneless.kernel.problems import Lang, Problem, sentence

if TYPE_CHECKING:
    from notoneless.foundation.access.actions import Action

_HELP = {"help_option_names": ["-h", "--help"]}


class Actions(click.Group):
    """A group whose commands are the actions."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The codes of all actions."""
        set_up()
        from notoneless.interfaces.frame.registry import all_actions

        return list(all_actions())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's)
        """The command of one action."""
        set_up()
        from notoneless.interfaces.frame.registry import all_actions

        found = all_actions().get(cmd_name)
        return None if found is None else _command(found)


def _command(action: "Action[Any]") -> click.Command:
    options: list[click.Parameter] = [
        click.Option(
            [f"--{each.name.replace('_', '-')}"], required=not each.optional, help=_both(f"parameter.{each.name}")
        )
        for each in action.parameters
    ]
    options.append(
        click.Option(["--request"], type=click.UUID, help="请求编号，重发时用 / request id, for sending again")
    )
    options.append(click.Option(["--lang"], type=click.Choice(["zh", "en"]), default="zh", help="语言 / language"))
    words = f"{action.permission.words}。\n\n{action.permission.english}."

    def run(request: UUID | None, lang: Lang, **given: str | None) -> None:
        _act(action, request or uuid4(), lang, given)

    return click.Command(action.code, params=options, callback=run, help=words, context_settings=_HELP)


def _both(code: str) -> str:
    return f"{sentence(Problem(code))} / {sentence(Problem(code), 'en')}"


def _act(action: "Action[Any]", request: UUID, lang: Lang, given: dict[str, str | None]) -> None:
    from notoneless.interfaces.frame.token import context_of_command

    click.echo(sentence(Problem("frame.request", {"request": str(request)}), lang), err=True)
    ctx = context_of_command(dict(os.environ), request)
    made = action(ctx, **{name: value for name, value in given.items() if value is not None})
    told: Problem | str = Problem("frame.made", {"id": str(made)}) if made else ""
    click.echo(sentence(Problem("frame.done", {"made": told}), lang))


@click.group("act", cls=Actions, context_settings=_HELP)
def act_group() -> None:
    """办理：登记册中的每一项，用环境变量 NOTONELESS_TOKEN 里的令牌。

    Do any action of the registry, with the token in NOTONELESS_TOKEN.
    """
