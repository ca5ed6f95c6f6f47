"""`notoneless children`: the children in reach of a token, as JSON. The same selectors as the pages have."""

from typing import Any
from uuid import UUID

import click

from notoneless.interfaces.api.cli import HELP, entered, within
from notoneless.interfaces.frame.lines import line_of
from notoneless.interfaces.frame.standing import set_up

_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")


@click.group("children", context_settings=HELP)
def children_group() -> None:
    """令牌范围内的儿童，用环境变量 NOTONELESS_TOKEN 里的令牌。

    The children in reach of the token in NOTONELESS_TOKEN.
    """


@children_group.command("list", context_settings=HELP)
@click.option(
    "--search",
    help="姓名、拼音、首字母或完整号码；写 - 时从标准输入读 / "
    "name, pinyin, initials or a whole number; - reads it from the standard input",
)
@click.option("--after", type=click.UUID, help="接在这名儿童之后 / go on after this child")
@_LANG
def list_command(search: str | None, after: UUID | None, lang: str) -> None:  # noqa: ARG001 (the shell reads --lang)
    """列出儿童，一次一页。

    List children, a page at a time.
    """
    asked = entered(search) or ""
    asked = line_of(asked, "--search") if asked else ""
    set_up()
    from notoneless.foundation.people.selectors import READ, Listed, list_children

    _show(Listed, within(READ, lambda ctx: list_children(ctx, search=asked, after=after)))


@children_group.command("show", context_settings=HELP)
@click.option("--child", type=click.UUID, required=True, help="儿童编号 / id of the child")
@_LANG
def show_command(child: UUID, lang: str) -> None:  # noqa: ARG001 (the shell reads --lang)
    """显示一名儿童；证件号码和电话只写有无。

    Show one child; of sealed numbers only whether they are there.
    """
    set_up()
    from notoneless.foundation.people.selectors import READ, ChildCard, open_child

    _show(ChildCard, within(READ, lambda ctx: open_child(ctx, child)))


def _show(kind: Any, found: object) -> None:
    from pydantic import TypeAdapter

    click.echo(TypeAdapter(kind).dump_json(found, indent=1).decode())
