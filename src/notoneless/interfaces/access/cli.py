"""`notoneless database`, and `notoneless units`: the units in reach of a token, as JSON."""

from uuid import UUID

import click

from notoneless.interfaces.api.cli import HELP, entered, within
from notoneless.interfaces.frame.standing import set_up
from notoneless.kernel.problems import Lang, Problem, sentence

_HELP = {"help_option_names": ["-h", "--help"]}
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")


@click.group("database", context_settings=_HELP)
def database_group() -> None:
    """PostgreSQL 数据库：表结构、行级权限和应用角色的权限。

    The PostgreSQL database: tables, row-level policies, the rights of the application's role.
    """


@database_group.command("migrate", context_settings=_HELP)
@_LANG
def migrate_command(lang: Lang) -> None:
    """以所有者身份更新表结构，再设权限。

    Bring the tables up to date as their owner, then set policies and rights.
    """
    set_up()
    from notoneless.interfaces.frame.standing import make_tables

    make_tables()
    click.echo(sentence(Problem("postgres.migrated"), lang))


@database_group.command("settle", context_settings=_HELP)
@_LANG
def settle_command(lang: Lang) -> None:
    """重新设置行级权限和应用角色的权限；可重复运行。

    Set row-level policies and the rights of the application's role anew; may be repeated.
    """
    set_up()
    from notoneless.interfaces.frame.standing import settle

    click.echo(sentence(Problem("postgres.settled", {"role": settle()}), lang))


@click.group("units", context_settings=HELP)
def units_group() -> None:
    """令牌范围内的单位，用环境变量 NOTONELESS_TOKEN 里的令牌。

    The units in reach of the token in NOTONELESS_TOKEN.
    """


@units_group.command("list", context_settings=HELP)
@click.option(
    "--search",
    help="名称的一部分（可加上级名称，用空格隔开）或代码开头；写 - 时从标准输入读 / "
    "parts of the name and of those above, or the beginning of the code; - reads it from the standard input",
)
@click.option("--after", type=click.UUID, help="接在这个单位之后 / go on after this unit")
@_LANG
def list_command(search: str | None, after: UUID | None, lang: str) -> None:  # noqa: ARG001 (the shell reads --lang)
    """列出单位的编号、类别、名称、上级名称和代码，一次一页。

    List id, kind, name, name above and code of units, a page at a time.
    """
    set_up()
    from pydantic import TypeAdapter

    from notoneless.foundation.access.selectors import READ_UNIT, UnitsListed, list_units

    asked = entered(search) or ""
    found = within(READ_UNIT, lambda ctx: list_units(ctx, search=asked, after=after))
    click.echo(TypeAdapter(UnitsListed).dump_json(found, indent=1).decode())
