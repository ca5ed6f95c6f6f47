"""`notoneless plan`: check plan files, show one or what binds a unit, what is owed on a day, and how a month stands."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from notoneless.interfaces.api.cli import HELP, within
from notoneless.interfaces.frame.standing import set_up
from notoneless.interfaces.plans.cli.months import show_compliance
from notoneless.interfaces.plans.cli.printing import (
    calendar_lines,
    clause_json,
    plan_text,
    printed,
    show_binding,
    show_owed,
    word,
)
from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

if TYPE_CHECKING:
    from notoneless.foundation.access.context import Context
    from notoneless.oversight.duties.selectors.compliance import Compliance
    from notoneless.oversight.duties.selectors.targets import Lines
    from notoneless.policy.model import Plan

REFUSED = 2
_FIRST_YEAR, _LAST_YEAR = 2004, 2099


def _lang(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")(command)


def _json(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON / as JSON")(command)


def _unit(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--unit", type=click.UUID, help="单位编号 / id of a unit")(command)


def _asked_day(_context: click.Context, _option: click.Parameter, on: datetime | None) -> datetime | None:
    """A day of those that calendars can be reckoned around. Raises NotonelessError."""
    if on is not None and not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        raise NotonelessError(Problem("plans.day_too_far", {"first": _FIRST_YEAR, "last": _LAST_YEAR}))
    return on


def _on(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--on",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        callback=_asked_day,
        help="哪一天，不写为今天 / the day, today if left out",
    )(command)


@click.group("plan", context_settings=HELP)
def plan_group() -> None:
    """方案：检查文件、显示条款、列出任务、汇总落实情况。

    Plans: check files, show clauses, list what is owed, sum up a month.
    """


@plan_group.command("check", context_settings=HELP)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_json
@_lang
def check_command(files: tuple[Path, ...], as_json: bool, lang: Lang) -> None:
    """检查方案文件和旁边的表；不写文件名时检查随程序提供的全部。有错时逐处写出文件、行号和原因，退出码 2。

    Check plan files and the tables beside them; without a name, all that the program brings. Each fault is told with file, line
    and reason; then the exit code is 2.
    """
    from notoneless.interfaces.plans.cli.files import check_given, check_packaged

    found = check_given(files) if files else check_packaged()
    told = [sentence(each, lang) for each in found.told()]
    if as_json:
        printed({"plans": found.plans, "rows": found.rows, "faults": told})
    else:
        click.echo("\n".join(told or [sentence(_whole(found.plans, found.rows), lang)]))
    if told:
        click.get_current_context().exit(REFUSED)


def _whole(plans: int, rows: int) -> Problem:
    return Problem("plans.all_whole", {"plans": plans, "rows": rows})


@plan_group.command("show", context_settings=HELP)
@click.argument("key", required=False)
@click.option("--clause", help="只显示一条，如 5.13 / one clause alone, such as 5.13")
@_on
@_unit
@_json
@_lang
def show_command(
    key: str | None, clause: str | None, on: datetime | None, unit: UUID | None, as_json: bool, lang: Lang
) -> None:
    """显示一份方案（如 model/plan_5），不写则列出全部；或用 --unit 显示什么约束一个单位、为什么，用 NOTONELESS_TOKEN 里的令牌。

    Show a plan such as model/plan_5, or list all of them without one; or with --unit what binds a unit and why, with the token
    in NOTONELESS_TOKEN.
    """
    if key is not None and unit is not None:
        raise NotonelessError(Problem("plans.key_or_unit"))
    if unit is not None:
        _show_bound(unit, on, as_json, lang)
        return
    if key is None:
        if clause is not None:
            raise NotonelessError(Problem("plans.key_or_unit"))
        _list_plans(as_json, lang)
        return
    plan = _packaged(str(key))
    kept = [each for each in plan.clauses if clause in (None, each.id)]
    if clause is not None and not kept:
        raise NotonelessError(Problem("policy.no_clause", {"clause": clause}))
    if on is not None and plan.since is not None and on.date() < plan.since:
        days = {"day": on.date().isoformat(), "since": plan.since.isoformat()}
        click.echo(sentence(Problem("plans.not_yet", days), lang), err=True)
    if as_json:
        printed(clause_json(plan, kept))
    else:
        click.echo(plan_text(plan, kept, _day(on), lang, with_own=clause is None))


def _list_plans(as_json: bool, lang: Lang) -> None:
    """Every plan that the program brings, by its key: that is what the command shows of one of them."""
    from notoneless.interfaces.plans.cli.files import packaged_keys

    found = {key: _packaged(key).title for key in packaged_keys()}
    if as_json:
        printed([{"plan": key, "title": {"zh": title.zh, "en": title.en}} for key, title in found.items()])
    else:
        click.echo("\n".join(f"{key} {word(title, lang)}" for key, title in found.items()))


def _show_bound(unit: UUID, on: datetime | None, as_json: bool, lang: Lang) -> None:
    set_up()
    from notoneless.foundation.access.refusals import NotFound
    from notoneless.foundation.plans.selectors import READ_PLAN, binding_here

    found = within(READ_PLAN, lambda ctx: binding_here(ctx, unit, on.date() if on else ctx.today))
    if found is None:
        raise NotFound
    show_binding(found, as_json, lang)


@plan_group.command("due", context_settings=HELP)
@click.option("--plan", "key", help="只按日历列出一份方案的任务，不用安装 / a plan's duties by the calendar alone")
@_on
@_unit
@_json
@_lang
def due_command(key: str | None, on: datetime | None, unit: UUID | None, as_json: bool, lang: Lang) -> None:
    """列出某一天要办和逾期未办的任务，用环境变量 NOTONELESS_TOKEN 里的令牌；或用 --plan 只按日历列出一份方案的周期和期限。

    List what is owed on a day and what is overdue, with the token in NOTONELESS_TOKEN; or with --plan the periods and due days
    of a plan's duties by the calendar alone.
    """
    if key is not None:
        if unit is not None:
            raise NotonelessError(Problem("plans.plan_or_unit"))
        calendar_lines(_packaged(key), _day(on), as_json, lang)
        return
    set_up()
    from notoneless.oversight.duties.selectors import READ_DUTY
    from notoneless.oversight.duties.selectors.owed import owed_on

    rows = within(READ_DUTY, lambda ctx: owed_on(ctx, on.date() if on else ctx.today, unit))
    show_owed(rows, as_json, lang)


@plan_group.command("compliance", context_settings=HELP)
@_on
@_unit
@_json
@_lang
def compliance_command(on: datetime | None, unit: UUID | None, as_json: bool, lang: Lang) -> None:
    """汇总某一天所在月份各条款的落实情况，用环境变量 NOTONELESS_TOKEN 里的令牌。

    Sum up how the month of a day stands, clause by clause, with the token in NOTONELESS_TOKEN.
    """
    set_up()
    from notoneless.oversight.duties.selectors import READ_DUTY
    from notoneless.oversight.duties.selectors.compliance import compliance, looked_at
    from notoneless.oversight.duties.selectors.targets import targets_in

    def asked(ctx: "Context") -> "tuple[Compliance, Lines]":
        found = compliance(ctx, on.date() if on else ctx.today, unit)
        return found, targets_in(ctx, found, looked_at(ctx, unit))

    show_compliance(*within(READ_DUTY, asked), as_json, lang)


def _packaged(key: str) -> "Plan":
    """A plan that the program brings. Raises NotonelessError where there is none."""
    from notoneless.interfaces.plans.cli.files import packaged_keys
    from notoneless.policy.parameters import load_plan

    if key not in packaged_keys():
        raise NotonelessError(Problem("policy.no_plan", {"plan": key}))
    return load_plan(key)


def _day(on: datetime | None) -> date:
    from notoneless.interfaces.frame.clock import now

    return on.date() if on else now().date()
