"""`notoneless children`: the children in reach of a token."""

import os
from uuid import UUID

import click

from notoneless.interfaces.frame.standing import set_up
from notoneless.kernel.problems import Lang, Problem, sentence

_HELP = {"help_option_names": ["-h", "--help"]}
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")


@click.group("children", context_settings=_HELP)
def children_group() -> None:
    """令牌范围内的儿童。

    The children in reach of the token in NOTONELESS_TOKEN.
    """


@children_group.command("list", context_settings=_HELP)
@click.option("--search", default="", help="姓名、拼音、首字母或完整号码 / name, pinyin, initials or a whole number")
@click.option("--after", type=click.UUID, default=None, help="接在这名儿童之后 / go on after this child")
@_LANG
def list_command(search: str, after: UUID | None, lang: Lang) -> None:
    """列出儿童，一页五十名。

    List children, fifty a page.
    """
    set_up()
    from django.db import transaction

    from notoneless.foundation.people.selectors import list_children
    from notoneless.interfaces.frame.token import context_of_command

    with transaction.atomic():
        found = list_children(context_of_command(dict(os.environ)), search=search, after=after)
    for line in found.lines:
        places = "; ".join(f"{place.above} {place.name}" for place in line.places)
        click.echo(f"{line.id}  {line.name}  {line.sex}  {line.born_on or ''}  {places}")
    click.echo(sentence(Problem("people.counted", {"count": found.count}), lang), err=True)


@children_group.command("show", context_settings=_HELP)
@click.argument("child", type=click.UUID)
def show_command(child: UUID) -> None:
    """显示一名儿童；号码只写有无。

    Show one child; of numbers only whether they are there.
    """
    set_up()
    from django.db import transaction

    from notoneless.foundation.people.selectors import open_child
    from notoneless.interfaces.frame.token import context_of_command

    with transaction.atomic():
        card = open_child(context_of_command(dict(os.environ)), child)
    places = "; ".join(f"{place.above} {place.name}" for place in card.line.places)
    click.echo(f"{card.line.name}  {card.line.sex}  {card.line.born_on or ''}  {places}  {card.household}")
    for guardian in card.guardians:
        click.echo(f"{guardian.id}  {guardian.name}  {guardian.relation}  {'✓' if guardian.phone.is_there else '—'}")
