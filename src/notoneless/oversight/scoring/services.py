"""The yearly appraisal, opened: computed for everybody at once, then shown to each."""

import json
from collections.abc import Iterator
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.bulk import insert_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import Appraisal, Rubric
from notoneless.oversight.appraisal.rules.appraising import AppraisalState, kept_line
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.rules.scoring import plain
from notoneless.oversight.appraisal.selectors.appraisals import appeal_until
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.selectors.rubrics import rubric_in_force, sheet_of
from notoneless.oversight.scoring.selectors.bearers import bearers_of
from notoneless.oversight.scoring.selectors.trying import Scored, days_of, score_all

_OF_COUNTY = frozenset({Subject.SCHOOL, Subject.HEAD})
_FIELDS = (
    "id",
    "school_year",
    "rubric",
    "unit",
    "subject",
    "name",
    "person",
    "state",
    "lines",
    "notes",
    "total",
    "full",
    "is_barred",
    "shown_on",
    "appeal_until",
    "opened_by",
    "sha256",
)


@action("appraisal.open", words="开展年度考核", english="Open the yearly appraisal")
def open_appraisals(ctx: Context, *, unit: Unit, scored_subject: Subject, school_year: int) -> None:
    """Appraise all whom a subject comes to at a county or a school for a school year, and show each its own.

    Who has one already keeps it, and whoever opens it is left out. Raises Unusable for other units and years to come;
    Refused for schools and heads by a school, without a rubric in force, and where nobody is left to appraise.
    """
    subject = scored_subject
    if unit.kind not in (UnitKind.COUNTY, UnitKind.SCHOOL):
        raise Unusable(Problem("rubric.no_unit"))
    if unit.kind == UnitKind.SCHOOL and subject in _OF_COUNTY:
        raise Refused(Problem("rubric.not_yours"))
    now = school_year_of(ctx.today)
    if school_year not in (now, now - 1):
        raise Unusable(Problem("appraising.other_year", {"first": now - 1, "last": now}))
    rubric = rubric_in_force(unit.pk, subject, ctx.today)
    if rubric is None:
        raise Refused(Problem("appraising.no_rubric"))
    rows = Appraisal._base_manager.filter(school_year=school_year, subject=subject)
    known = {_same(subject, *each) for each in rows.values_list("unit_id", "person_id", "name")}
    _, last = days_of(school_year, ctx.today)
    bearers = tuple(
        each
        for each in bearers_of(unit.pk, subject, school_year, max(last, unit.from_on))
        if each.person != ctx.actor and _same(subject, each.unit, each.person, each.name) not in known
    )
    if not bearers:
        raise Refused(Problem("appraising.nobody"))
    found = score_all(sheet_of(rubric), bearers, school_year, ctx.today)
    insert_many(Appraisal, _FIELDS, _rows(ctx, rubric, school_year, found))


def _same(subject: Subject, unit: UUID, person: UUID | None, name: str) -> tuple[UUID, UUID | None, str]:
    """By what a bearer is known again: whoever or whatever is called otherwise since is still the same. A group is its name."""
    return unit, person, name if subject is Subject.TEACHING_GROUP else ""


def _rows(ctx: Context, rubric: Rubric, school_year: int, found: Iterator[Scored]) -> Iterator[tuple[object, ...]]:
    until = appeal_until(ctx).isoformat()
    for each in found:
        bearer, score = each.bearer, each.score
        yield (
            ctx.ids.new().hex,
            school_year,
            rubric.pk.hex,
            bearer.unit.hex,
            rubric.subject,
            bearer.name,
            bearer.person.hex if bearer.person else None,
            AppraisalState.SHOWN.value,
            json.dumps([kept_line(line) for line in score.lines], ensure_ascii=False),
            json.dumps(each.notes, ensure_ascii=False),
            "" if score.total is None else plain(score.total),
            rubric.full,
            score.is_barred,
            ctx.today.isoformat(),
            until,
            ctx.actor.hex if ctx.actor else None,
            "",
        )
