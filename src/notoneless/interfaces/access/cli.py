"""`notoneless database`."""

import click

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
