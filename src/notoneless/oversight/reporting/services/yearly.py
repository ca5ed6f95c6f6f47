"""Yearly statistics of children with disabilities: entered, compared with the files, explained, signed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import YearlyReturn
from notoneless.oversight.reporting.rules.feeding import Disability, lines_read
from notoneless.oversight.reporting.selectors.yearly import (
    ENTER,
    compared,
    explained_in,
    key_of,
    known_lines,
    lines_in,
)


@action("yearly_return.enter", words="登记年报残疾学生名单", english="Enter whom the yearly statistics count")
def enter_yearly(ctx: Context, *, unit: Unit, year: int, lines: Passage | None) -> UUID:
    """Enter the children with disabilities whom a school's statistics of a year count, a line each: name, class, kind. Entered
    again, the later list counts, and what was explained stays. No lines: the statistics count nobody.

    Raises Unusable for what is no school, or another year than this and the last; Refused once it is signed.
    """
    if unit.kind != UnitKind.SCHOOL or year not in (ctx.today.year, ctx.today.year - 1):
        raise Unusable(Problem("reporting.no_year"))
    known = known_lines(ctx, unit.pk, lines_read(lines or ""))
    row = visible_to(ctx, ENTER, YearlyReturn).select_for_update(of=("self",)).filter(unit=unit, year=year).first()
    if row is not None and row.signed_on is not None:
        raise Refused(Problem("reporting.yearly_signed"))
    row = row or YearlyReturn(id=ctx.ids.new(), unit=unit, year=year, explained=Plain("{}"))
    row.lines = Plain(json.dumps([asdict(each) for each in known], ensure_ascii=False))
    row.entered_on, row.by_id, row.at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    said = {} if isinstance(row.explained, Plain) else explained_in(row)
    _compare(ctx, row, known, said)
    row.save()
    return row.pk


@action("yearly_return.explain", words="说明年报与档案的差异", english="Explain a difference from the files")
def explain_yearly(ctx: Context, *, yearly_return: YearlyReturn, difference: Line, explanation: Line) -> None:
    """Say why the statistics differ from a file; `difference`: its key. Raises Refused for one that is not there."""
    row = _unsigned(yearly_return)
    found, _ = compared(ctx, row.unit_id, lines_in(row))
    if difference not in {key_of(each) for each in found}:
        raise Refused(Problem("reporting.difference_gone"))
    said = {**explained_in(row), difference: explanation}
    row.explained = Plain(json.dumps(said, ensure_ascii=False))
    _compare(ctx, row, lines_in(row), said)
    row.save()


@action("yearly_return.sign", words="签字核准年报", english="Sign yearly statistics as reconciled")
def sign_yearly(ctx: Context, *, yearly_return: YearlyReturn) -> None:
    """Sign that a school's statistics of a year agree with the files, or differ as explained: as both stand now.

    Raises Refused while one difference is neither resolved nor explained, and where it is signed.
    """
    row = _unsigned(yearly_return)
    _compare(ctx, row, lines_in(row), explained_in(row))
    if row.count_open:
        raise Refused(Problem("reporting.differences_open", {"count": row.count_open}))
    row.signed_on, row.signer_id = ctx.today, ctx.actor
    row.save()


def _unsigned(row: YearlyReturn) -> YearlyReturn:
    if row.signed_on is not None:
        raise Refused(Problem("reporting.yearly_signed"))
    return row


def _compare(ctx: Context, row: YearlyReturn, lines: Sequence[Disability], said: Mapping[str, str]) -> None:
    """Hold a return against the files as they stand."""
    found, filed = compared(ctx, row.unit_id, lines)
    told = [{**asdict(each), "key": key_of(each), "text": said.get(key_of(each), "")} for each in found]
    row.compared = Plain(json.dumps(told, ensure_ascii=False))
    row.count_listed, row.count_filed, row.count_apart = len(lines), filed, len(found)
    row.count_open = sum(not each["text"] for each in told)
