"""Circulars on what inspections found, interviews with heads and what followed, the yearly summary."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.supervision.models import (
    Circular,
    Interview,
    InterviewFollowUp,
    Shortcoming,
    YearlySummary,
)
from notoneless.oversight.supervision.rules.kinds import GRAVE, Matter
from notoneless.oversight.supervision.rules.refusing import why_not_day, why_not_near
from notoneless.oversight.supervision.selectors.counting import counted_in, number_lines
from notoneless.oversight.supervision.selectors.knowing import head_of, school_of
from notoneless.oversight.supervision.services.checking import TAUGHT, must_be_taught, refuse
from notoneless.typesetting.paper import written_day

CIRCULAR, INTERVIEW, SUMMARY = "circular.issue", "interview.hold", "summary.issue"


@action("circular.issue", words="印发督查通报", english="Issue a circular on inspections", law="教育督导条例 23")
def issue_circular(ctx: Context, *, unit: Unit, subject_line: str, body_text: Passage, shortcomings: Passage) -> UUID:
    """Tell all units beneath of shortcomings, each with its unit, as a numbered paper; the circular.

    shortcomings: their ids, with blanks between. Raises Unusable for a unit that tells nobody and where none is named,
    Refused for one that was told already, NotFound for one out of reach.
    """
    must_be_taught(unit, UnitKind.COUNTY)
    rows = _chosen(ctx, unit, shortcomings)
    data: Data = {
        "authority": unit.name,
        "subject_line": subject_line,
        "body_text": body_text,
        "rows": [_told(number, row) for number, row in enumerate(rows, 1)],
    }
    paper = issue(ctx, CIRCULAR, unit=unit, kind="circular", data=data)
    made = Circular(id=ctx.ids.new(), unit=unit, heading=subject_line, wording=body_text, paper=paper)
    made.issued_on, made.at, made.by_id = ctx.today, ctx.at, ctx.actor  # type: ignore[assignment]
    made.save(force_insert=True)
    for row in rows:
        row.told_in = made
        row.save(update_fields=["told_in"])
    return made.pk


def _chosen(ctx: Context, unit: Unit, ids: str) -> list[Shortcoming]:
    try:
        wanted = {UUID(each) for each in ids.split()}
    except ValueError:
        raise Unusable(Problem("supervising.none_chosen")) from None
    rows = visible_to(ctx, CIRCULAR, Shortcoming).select_for_update(of=("self",)).select_related("unit__parent")
    found = list(rows.filter(pk__in=wanted, is_own=False).order_by("found_on", "id"))
    if len(found) != len(wanted):
        raise NotFound
    beneath = UnitClosure.objects.filter(ancestor_id=unit.pk, descendant_id__in={row.unit_id for row in found})
    if not found or beneath.count() != len({row.unit_id for row in found}):
        raise Unusable(Problem("supervising.none_chosen"))
    if any(row.told_in_id is not None for row in found):
        raise Refused(Problem("supervising.told_already"))
    return found


def _told(number: int, row: Shortcoming) -> dict[str, str]:
    return {
        "serial": str(number),
        "unit": school_of(row.unit).name,
        "matter": sentence(Problem(f"supervising.matter_{row.matter}")),
        "what": row.what,
        "mend_by": row.mend_by.isoformat(),
        "standing": sentence(Problem(f"supervising.state_{row.state}")),
    }


@action("interview.hold", words="约谈负责人", english="Hold an accountability interview", law="国办发〔2017〕72号")
def hold_interview(  # noqa: PLR0913 (what the record of a talk holds)
    ctx: Context,
    *,
    unit: Unit,
    matter: Matter,
    shortcoming: Shortcoming | None,
    on: date,
    held_at: str,
    recorder: str,
    problems: Passage,
    stance: Passage,
    mend_by: date,
) -> UUID:
    """Record a formal talk with the head of a school, as a numbered paper to sign; the interview.

    shortcoming: about which, if it is about one. Raises Unusable for another matter than clause 5.42 names and a deadline
    before the talk, Refused for oneself, for the same talk again and for a school whose head nobody knows.
    """
    must_be_taught(unit, *TAUGHT)
    refuse(why_not_day(on, ctx.today))
    if matter not in GRAVE or mend_by < on:
        raise Unusable(Problem("supervising.no_matter" if matter not in GRAVE else "supervising.mend_before_talk"))
    refuse(why_not_near(mend_by, on))
    if shortcoming is not None and school_of(shortcoming.unit).pk != unit.pk:
        raise Unusable(Problem("supervising.other_unit", {"unit": shortcoming.unit.name}))
    head = head_of(unit.pk, ctx.today)
    if head is None:
        raise Refused(Problem("supervising.no_head", {"unit": unit.name}))
    refuse(Problem("supervising.own_unit") if head.pk == ctx.actor else None)
    same = Interview._base_manager.filter(unit=unit, head=head, matter=matter, shortcoming=shortcoming, on=on)
    refuse(Problem("supervising.recorded_already", {"day": on.isoformat()}) if same.exists() else None)
    row = Interview(
        id=ctx.ids.new(), unit=unit, head=head, matter=matter, shortcoming=shortcoming, on=on, place=held_at
    )
    row.recorder, row.problems, row.stance, row.mend_by = recorder, problems, stance, mend_by
    row.at, row.by_id = ctx.at, ctx.actor  # type: ignore[assignment]
    row.paper = issue(ctx, INTERVIEW, unit=_county(unit), kind="interview_record", data=_talk(ctx, row, head))
    row.save(force_insert=True)
    return row.pk


def _county(unit: Unit) -> Unit:
    rows = UnitClosure.objects.filter(descendant_id=unit.pk, ancestor__kind=UnitKind.COUNTY).select_related("ancestor")
    return rows.get().ancestor


def _talk(ctx: Context, row: Interview, head: Account) -> dict[str, str]:
    by = Account._base_manager.get(pk=str(ctx.actor))
    return {
        "authority": _county(row.unit).name,
        "school": row.unit.name,
        "interviewed": head.name,
        "held_on": written_day(row.on),
        "held_at": row.place,
        "interviewer": by.name,
        "recorder": row.recorder,
        "matter": sentence(Problem(f"supervising.matter_{row.matter}")),
        "problems": row.problems,
        "stance": row.stance,
        "mend_by": written_day(row.mend_by),
    }


@action("interview.follow", words="跟踪约谈", english="Follow up an interview")
def follow_interview(ctx: Context, *, head_interview: Interview, on: date, is_mended: bool, seen: Passage) -> UUID:
    """Record what was seen of the mending after an interview. Raises Refused for a day to come or before the talk, and by the
    head it was held with."""
    refuse(why_not_day(on, ctx.today))
    refuse(Problem("supervising.own_unit") if head_interview.head_id == ctx.actor else None)
    if on < head_interview.on:
        raise Unusable(Problem("supervising.before_talk", {"day": head_interview.on.isoformat()}))
    row = InterviewFollowUp(
        id=ctx.ids.new(), interview=head_interview, on=on, is_mended=is_mended, seen=seen, at=ctx.at
    )
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("summary.issue", words="印发年度总结", english="Issue the yearly summary")
def issue_summary(ctx: Context, *, unit: Unit, year: int, body_text: Passage) -> UUID:
    """Issue the summary of a year as a numbered paper, with what was counted of it; the summary.

    Raises Unusable for a unit that is no county, Refused before December of that year and where there is one.
    """
    must_be_taught(unit, UnitKind.COUNTY)
    if not (ctx.today.year == year and ctx.today.month == _DECEMBER) and ctx.today.year != year + 1:
        raise Refused(Problem("supervising.no_summary_yet", {"year": year}))
    if visible_to(ctx, SUMMARY, YearlySummary).filter(unit=unit, year=year).exists():
        raise Refused(Problem("supervising.summed_already", {"year": year}))
    counted = counted_in(ctx, unit.pk, year)
    lines = [{"item": name, "total": str(count)} for name, count in number_lines(counted)]
    data: Data = {"authority": unit.name, "summed_year": str(year), "body_text": body_text, "rows": lines}
    paper = issue(ctx, SUMMARY, unit=unit, kind="yearly_summary", data=data)
    row = YearlySummary(id=ctx.ids.new(), unit=unit, year=year, wording=body_text, counted=dict(counted), paper=paper)
    row.issued_on, row.at = ctx.today, ctx.at
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


_DECEMBER = 12
