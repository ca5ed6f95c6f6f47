"""Statistics forms: pupils listed by their school, remarks, the head's signature, and the paper."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.reporting.models import FormEntry, SignedForm
from notoneless.oversight.reporting.rules.statistics import (
    LISTED,
    Column,
    FormKind,
    term_of_form,
    why_not_signed,
)
from notoneless.oversight.reporting.selectors.statistics import (
    SIGN_STATISTICS,
    SOURCES,
    as_of,
    facts_on,
    frozen,
    pupils_to_list,
    rows_of,
    title_of,
    without_remark,
    year_of,
)
from notoneless.typesetting.paper import written_day

USUAL, OWN = "statistics_form", {FormKind.DROPOUT: "dropout_statistics"}
"""The paper that a signed form becomes: one has columns of its own."""


def _expect(unit: Unit, form: FormKind) -> None:
    """Raise Unusable for a unit that is no school, and a form that is not filled in here."""
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("statistics.only_schools"))
    if form not in SOURCES:
        raise Unusable(Problem("statistics.no_form"))


def _entry(ctx: Context, code: str, unit: Unit, form: FormKind, child: UUID) -> FormEntry:
    year = year_of(form, ctx.today)
    rows = visible_to(ctx, code, FormEntry).select_for_update(of=("self",))
    row = rows.filter(unit=unit, kind=form, year=year, child_id=child).first()
    row = row or FormEntry(id=ctx.ids.new(), unit=unit, kind=form, year=year, child_id=child)
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    return row


@action("statistics.list_child", words="列入统计表", english="List a pupil on a statistics form")
def list_child(ctx: Context, *, unit: Unit, form: FormKind, child: Child) -> None:
    """Say that a pupil of a school belongs on the form of inclusion or of home teaching of its last term.

    Raises Unusable for forms that fill themselves, Refused for a child that is no pupil of the school or is listed.
    """
    _expect(unit, form)
    if form not in LISTED:
        raise Unusable(Problem("statistics.fills_itself"))
    if child.pk not in {pk for pk, _ in pupils_to_list(ctx, form, unit.pk)}:
        raise Refused(Problem("statistics.not_to_list"))
    row = _entry(ctx, "statistics.list_child", unit, form, child.pk)
    row.is_listed = True
    row.save()


@action("statistics.unlist_child", words="移出统计表", english="Take a pupil off a statistics form")
def unlist_child(ctx: Context, *, unit: Unit, form: FormKind, child: Child) -> None:
    """Say that a pupil does not belong on a form that the school lists. Raises Refused for one that is not on it."""
    _expect(unit, form)
    row = _entry(ctx, "statistics.unlist_child", unit, form, child.pk)
    if not row.is_listed:
        raise Refused(Problem("statistics.not_listed"))
    row.is_listed = False
    row.save()


@action("statistics.remark", words="填统计表备注", english="Remark on a row of a statistics form")
def remark_on_row(ctx: Context, *, unit: Unit, form: FormKind, child: Child, remark: Line) -> None:
    """Write the remark of a row. What a signed form says stays. Raises Refused for a child that is not on the form."""
    _expect(unit, form)
    if child.pk not in {each.child for each in facts_on(ctx.today, form, [unit.pk])}:
        raise Refused(Problem("statistics.not_listed"))
    row = _entry(ctx, "statistics.remark", unit, form, child.pk)
    row.remark = remark
    row.save()


@action("statistics.sign", words="审定统计表", english="Sign off a statistics form")
def sign_form(ctx: Context, *, unit: Unit, form: FormKind) -> None:
    """Sign off a school's form of the last term of its season, as facts have it today; signed again, it is the next version.

    Raises Refused before that term, while a special case lacks its remark, and where nothing has changed since.
    """
    _expect(unit, form)
    year = year_of(form, ctx.today)
    rows = visible_to(ctx, SIGN_STATISTICS, SignedForm).select_for_update(of=("self",))
    former = rows.filter(unit=unit, kind=form, year=year, is_current=True).first()
    now = frozen(rows_of(ctx, form, unit.pk))
    term = term_of_form(form, year, load_calendar(ctx.today, ctx.today))
    lacking = len(without_remark(ctx.today, form, [unit.pk]))
    is_same = former is not None and former.rows == now
    refusal = why_not_signed(term.first_day if term else None, ctx.today, lacking, is_same)
    if refusal is not None:
        raise Refused(refusal)
    if former is not None:
        former.is_current = False
        former.save(update_fields=["is_current"])
    version = former.version + 1 if former is not None else 1
    row = SignedForm(id=ctx.ids.new(), unit=unit, kind=form, year=year, version=version, rows=now)
    row.as_of = as_of(form, ctx.today)
    row.title, row.signed_on, row.signed_at = title_of(ctx, form, year, unit.pk), ctx.today, ctx.at
    row.signed_by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)


@action("statistics.issue_paper", words="出具纸质统计表", english="Set a statistics form on paper")
def issue_form_paper(ctx: Context, *, statistics_form: SignedForm) -> UUID:
    """Set a signed form on paper, numbered by its school; the paper. One that is there serves.

    Raises Refused for a school without a prefix.
    """
    there = statistics_form.paper
    if there is not None and there.state == PaperState.ISSUED:
        return there.pk
    kind, data = OWN.get(FormKind(statistics_form.kind), USUAL), _data(statistics_form)
    statistics_form.paper = issue(ctx, "statistics.issue_paper", unit=statistics_form.unit, kind=kind, data=data)
    statistics_form.save(update_fields=["paper"])
    return statistics_form.paper.pk


def _data(row: SignedForm) -> Data:
    """What the paper is filled in with: the columns that fit its width; the workbook has all of them."""
    return {
        "school": row.unit.name,
        "title": row.title,
        "as_of": written_day(row.as_of),
        "count": str(len(row.rows)),
        "signed": f"{row.signed_by.name}，{written_day(row.signed_on)}",
        "rows": [(_dropout if row.kind == FormKind.DROPOUT else _cells)(FormKind(row.kind), each) for each in row.rows],
    }


def _cells(kind: FormKind, row: dict[str, str]) -> dict[str, str]:
    since, until = row.get(Column.SINCE, ""), row.get(Column.UNTIL, "")
    span = f"{since}至{until or '未定'}" if since else ""
    attends = f"正常到校：{row[Column.ATTENDS]}" if row.get(Column.ATTENDS) else ""
    return {
        "serial": row[Column.SERIAL],
        "room": row.get(Column.ROOM, "") or row.get(Column.GRADE, ""),
        "name": row[Column.NAME],
        "sex": row[Column.SEX],
        "guardian": row[Column.GUARDIAN],
        "home": row.get(Column.HOME, ""),
        "matter": f"{sentence(Problem(f'statistics.matter_{kind}'))} {span}{attends}".strip(),
        "remark": row[Column.REMARK],
    }


_OF_DROPOUT = (Column.SERIAL, Column.ROOM, Column.NAME, Column.SEX, Column.GUARDIAN, Column.HOME, Column.REASON)


def _dropout(_: FormKind, row: dict[str, str]) -> dict[str, str]:
    back = f"，{row[Column.BACK_ON]}返校" if row[Column.BACK_ON] else ""
    return {
        **{each.value: row[each] for each in (*_OF_DROPOUT, Column.DESTINATION, Column.ACCOUNTABLE, Column.REMARK)},
        "efforts": f"{row[Column.EFFORTS]}次，联合入户{row[Column.JOINT]}次",
        "state": f"{row[Column.STATE]}{back}",
    }
