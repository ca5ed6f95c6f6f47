"""How the county keeps its calendar."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.models import DayChange, LoadedNotice, SchoolTerm
from notoneless.foundation.calendar.rules import joined, term_length, why_ask, wrong_change, wrong_notice, wrong_term
from notoneless.foundation.calendar.selectors import load_calendar, notice_of_row, term_of_row
from notoneless.kernel.calendar import Notice, Term
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.working_days import load_working_days, read_notice

_NEAR = timedelta(days=400)
"""How near a day lies what may be in the way of it: more than a school year."""


@action("calendar.set_term", words="设置学期", english="Set a term")
def set_term(ctx: Context, *, unit: Unit, school_year: int, number: int, first_day: date, last_day: date) -> UUID:
    """Say from when until when a term lasts, both days included; what was said before is replaced.

    school_year: that in which the autumn term begins. number: 1 autumn, 2 spring. Raises Unusable for a term that overlaps
    another, is too short or too long, or begins in another year; and for a unit that is not the county.
    """
    _expect_county(unit)
    term = Term(school_year, number, first_day, last_day)
    near = SchoolTerm._base_manager.filter(
        unit=unit, last_day__gt=_before(first_day), first_day__lt=_after(max(first_day, last_day))
    )
    rows = {(row.school_year, row.number): row for row in near}
    others = [term_of_row(row) for key, row in rows.items() if key != (school_year, number)]
    problem = wrong_term(term, others, term_length(ctx.today))
    if problem is not None:
        raise Unusable(problem)
    row = SchoolTerm._base_manager.filter(unit=unit, school_year=school_year, number=number).first()
    if row is None:
        row = SchoolTerm(id=ctx.ids.new(), unit=unit, school_year=school_year, number=number)
    row.first_day, row.last_day, row.entered_at = first_day, last_day, ctx.at
    row.save()
    return row.id


def _before(day: date) -> date:
    return max(day, date.min + _NEAR) - _NEAR


def _after(day: date) -> date:
    return min(day, date.max - _NEAR) + _NEAR


@action("calendar.change_day", words="临时调整上课日", english="Take a school day off, or teach on a day off")
def change_day(ctx: Context, *, unit: Unit, day: date, taught: bool, reason: Line) -> UUID:
    """Take a day of a term off (a storm), or teach on one that is off; the reason is shown to everybody.

    Said again of the same day, nothing changes. Raises Unusable for a day outside the terms, one that is so anyway, or one
    that was changed before; and for a unit that is not the county.
    """
    _expect_county(unit)
    if not 1 < day.year < date.max.year - 1:
        raise Unusable(Problem("calendar.outside_terms", {"day": day.isoformat()}))
    before = DayChange._base_manager.filter(unit=unit, day=day, undone_at__isnull=True).first()
    if before is not None and (before.is_taught, before.reason) == (taught, reason):
        return before.id
    problem = wrong_change(load_calendar(day, day), day, taught)
    if problem is not None:
        raise Unusable(problem)
    row = DayChange(id=ctx.ids.new(), unit=unit, day=day, is_taught=taught, reason=reason, entered_at=ctx.at)
    row.save(force_insert=True)
    return row.id


@action("calendar.undo_change", words="撤销上课日调整", english="Undo the change of a school day")
def undo_change(ctx: Context, *, day_change: DayChange) -> None:
    """Let a day be again as the notices say. Raises Refused where that was done before."""
    if day_change.undone_at is not None:
        raise Refused(Problem("calendar.undone_already"))
    day_change.undone_at = ctx.at
    day_change.save(update_fields=["undone_at"])


@action("calendar.load_notice", words="装入放假通知", english="Load a notice of holidays")
def load_notice(ctx: Context, *, unit: Unit, text: Passage, complete: bool | None) -> UUID:
    """Load the notice of a year that the program does not know, or one that amends; in the shape of an entry of the table.

    A notice of a year loaded before, or an amendment with the same number, is replaced. complete: of a year that then lacks a
    public holiday: true, there is none that year; false, it is not announced or not entered yet, and the deadlines around it
    stay provisional. The answer given last holds for the year; where nothing is missing, none is kept. Raises Unusable, with
    the line, for a text that is no such entry, for a year that came with the program, or one after a year that is missing;
    and where a public holiday is missing and `complete` does not say why.
    """
    _expect_county(unit)
    shipped = load_working_days()
    current = LoadedNotice._base_manager.filter(unit=unit, is_current=True).order_by("loaded_at", "id")
    loaded = [notice_of_row(row) for row in current]
    try:
        notice = read_notice(text, Problem("calendar.notice_text"))
        rest = [each for each in loaded if not _replaces(notice, each)]
        read_notice(text, Problem("calendar.notice_text"), joined(shipped, rest))
    except NotonelessError as error:
        raise Unusable(error.problem) from error
    first = date(notice.year, 1, 1)
    then = replace(load_calendar(first, first), notices=joined(shipped, [*rest, notice]))
    asked = why_ask(notice.year, then)
    problem = wrong_notice(notice, shipped, loaded) or (asked if complete is None else None)
    if problem is not None:
        raise Unusable(problem)
    return _kept(ctx, unit, replace(notice, complete=bool(complete and asked)), text)


def _replaces(notice: Notice, before: Notice) -> bool:
    """Whether a notice stands in the place of one loaded before."""
    same = (notice.year, notice.amends) == (before.year, before.amends)
    return same and (not notice.amends or notice.number == before.number)


def _kept(ctx: Context, unit: Unit, notice: Notice, text: str) -> UUID:
    of_year = LoadedNotice._base_manager.filter(unit=unit, year=notice.year, is_current=True)
    rows = of_year.filter(amends=notice.amends, **({"number": notice.number} if notice.amends else {}))
    of_year.exclude(pk__in=rows.values("pk")).update(is_complete=False)
    same = rows.filter(text=text, is_complete=notice.complete).first()
    if same is not None:
        return same.id
    rows.update(is_current=False)
    row = LoadedNotice(id=ctx.ids.new(), unit=unit, year=notice.year, number=notice.number, amends=notice.amends)
    row.text, row.is_complete, row.loaded_at = text, notice.complete, ctx.at
    row.save(force_insert=True)
    return row.id


def _expect_county(unit: Unit) -> None:
    if unit.kind != UnitKind.COUNTY:
        raise Unusable(Problem("calendar.county_only"))
