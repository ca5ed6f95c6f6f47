"""A village handed in to the school that answers for it; the school's summary of its villages, which the township receives."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.kernel.calendar import last_day_of_month
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import VillageFinding, VillageSummary
from notoneless.oversight.reporting.rules.villages import Found, is_nil, why_no_month
from notoneless.oversight.reporting.selectors.villages import (
    HAND_IN,
    ISSUE_SUMMARY,
    RECEIVE_SUMMARY,
    SEND_SUMMARY,
    school_answering,
    townships_of,
    village_facts,
    villages_of,
)
from notoneless.typesetting.paper import written_day

SUMMARY = "village_summary"
"""The paper that a summary becomes."""


@action("village_finding.hand_in", words="交包保学校本村失学情况", english="Hand in who of a village is in no school")
def hand_in_village(ctx: Context, *, unit: Unit, month: date, note: Line | None) -> UUID:
    """Hand in, as cases and comparison have it, who of a village is in no school; said again, the later counts.

    Raises Refused where no school answers for the village, and where that school has sent the month already; Unusable for what
    is no village, and for a month to come.
    """
    wrong = Problem("reporting.only_villages") if unit.kind != UnitKind.VILLAGE else why_no_month(month, ctx.today)
    if wrong:
        raise Unusable(wrong)
    as_of = min(last_day_of_month(month), ctx.today)
    school = school_answering(ctx, unit.pk, as_of)
    if school is None:
        raise Refused(Problem("reporting.no_answering_school", {"unit": unit.name}))
    row = (
        visible_to(ctx, HAND_IN, VillageFinding).select_for_update(of=("self",)).filter(unit=unit, month=month).first()
    )
    if row is not None and row.summed_up_on is not None:
        raise Refused(Problem("reporting.summed_up_already", {"school": row.school.name}))
    found = village_facts(ctx, unit.pk, month)
    row = row or VillageFinding(id=ctx.ids.new(), unit=unit, month=month)
    row.school, row.as_of, row.figures, row.note = school, as_of, found.figures, note or ""
    row.children = {each.value: [str(child) for child in found.children.get(each, ())] for each in Found}
    row.handed_on, row.by_id, row.at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    row.save()
    return row.pk


@action("village_summary.send", words="汇总包保村报乡镇", english="Report the villages to the township")
def send_summary(ctx: Context, *, unit: Unit, month: date) -> None:
    """Sum up what the villages of a school have handed in, and send it to the township of each; nobody found is reported too.

    Raises Refused while a village has not handed in, where the month is sent already, and for a school that answers for no
    village and stands beneath no township; Unusable for anything but a school's month.
    """
    wrong = Problem("reporting.only_schools") if unit.kind != UnitKind.SCHOOL else why_no_month(month, ctx.today)
    if wrong:
        raise Unusable(wrong)
    if visible_to(ctx, SEND_SUMMARY, VillageSummary).filter(unit=unit, month=month).exists():
        raise Refused(Problem("reporting.summary_sent_already"))
    villages = villages_of(ctx, unit.pk, min(last_day_of_month(month), ctx.today))
    handed = _handed(ctx, unit, month, villages)
    by_town = _by_township(unit, villages, handed)
    for found in handed.values():
        found.summed_up_on = ctx.today
        found.save(update_fields=["summed_up_on"])
    for township, told in by_town.items():
        _send(ctx, unit, township, month, told)


def _handed(ctx: Context, school: Unit, month: date, villages: Sequence[Unit]) -> Mapping[UUID, VillageFinding]:
    """What each village has handed in. Raises Refused where one has not."""
    rows = visible_to(ctx, SEND_SUMMARY, VillageFinding).filter(unit__in=[each.pk for each in villages], school=school)
    handed = {row.unit_id: row for row in rows.select_for_update(of=("self",)).filter(month=month)}
    missing = [each.name for each in villages if each.pk not in handed]
    if missing:
        raise Refused(Problem("reporting.villages_missing", {"villages": "、".join(missing)}))
    return handed


def _by_township(
    school: Unit, villages: Sequence[Unit], handed: Mapping[UUID, VillageFinding]
) -> Mapping[UUID, list[dict[str, Any]]]:
    """The rows for each township; for a school that answers for no village none, for its own. Raises Refused without any."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    above = townships_of([*handed, school.pk])
    for each in villages:
        found.setdefault(above[each.pk].pk, []).append(_row(each, handed[each.pk]))
    if not found and school.pk in above:
        found[above[school.pk].pk] = []
    if not found:
        raise Refused(Problem("reporting.no_township"))
    return found


def _row(village: Unit, found: VillageFinding) -> dict[str, Any]:
    return {
        "unit": str(village.pk),
        "name": village.name,
        "figures": found.figures,
        "children": found.children,
        "note": found.note,
        "handed_on": found.handed_on.isoformat(),
    }


def _send(ctx: Context, school: Unit, township: UUID, month: date, rows: list[dict[str, Any]]) -> None:
    row = VillageSummary(id=ctx.ids.new(), unit=school, township_id=township, month=month, rows=rows)
    row.is_nil = all(is_nil(each["figures"]) for each in rows)
    row.sent_on, row.by_id, row.at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)


@action("village_summary.receive", words="签收包保村汇总", english="Receive a summary of villages")
def receive_summary(ctx: Context, *, village_summary: VillageSummary) -> None:
    """Say that the township has received a summary. Raises Refused where it has, Unusable for one of another township."""
    if village_summary.township_id not in ctx.units_for(RECEIVE_SUMMARY):
        raise Unusable(Problem("reporting.not_for_unit", {"unit": village_summary.township.name}))
    if village_summary.received_on is not None:
        raise Refused(Problem("reporting.received_already", {"unit": village_summary.township.name}))
    village_summary.received_on, village_summary.received_at = ctx.today, ctx.at
    village_summary.receiver_id = ctx.actor
    village_summary.save(update_fields=["received_on", "received_at", "receiver"])


@action("village_summary.issue_paper", words="出具纸质包保村汇总", english="Set a summary of villages on paper")
def issue_summary_paper(ctx: Context, *, village_summary: VillageSummary) -> UUID:
    """Set a summary on paper, numbered by its school; the paper. One that stands serves. Raises Refused without a prefix."""
    there = village_summary.paper
    if there is not None and there.state == PaperState.ISSUED:
        return there.pk
    nil = (
        "零报告：所包村没有失学辍学儿童。"
        if village_summary.is_nil
        else "所包村有需要上报的儿童，人数见下表，名单由乡镇在系统里查看。"
    )
    data: Data = {
        "school": village_summary.unit.name,
        "township": village_summary.township.name,
        "month": f"{village_summary.month.year}年{village_summary.month.month}月",
        "sent": f"{village_summary.by.name}，{written_day(village_summary.sent_on)}",
        "nil": nil,
        "rows": [_paper_row(number, each) for number, each in enumerate(village_summary.rows, start=1)],
    }
    paper = issue(ctx, ISSUE_SUMMARY, unit=village_summary.unit, kind=SUMMARY, data=data)
    village_summary.paper = paper
    village_summary.save(update_fields=["paper"])
    return paper.pk


def _paper_row(number: int, row: Mapping[str, Any]) -> dict[str, str]:
    figures = {each.value: str(row["figures"].get(each.value, 0)) for each in Found}
    return {"serial": str(number), "village": row["name"], **figures, "note": row["note"]}
