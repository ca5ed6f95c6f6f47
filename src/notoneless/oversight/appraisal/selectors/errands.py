"""What waits of undertakings for who issues and records them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.schools import pupils_on, school_of
from notoneless.oversight.appraisal.models import Undertaking
from notoneless.oversight.appraisal.rules.signing import Party
from notoneless.oversight.appraisal.selectors import READ_UNDERTAKING
from notoneless.oversight.appraisal.selectors.parties import school_year_of, teachers_on

ISSUE_LETTERS, ISSUE_STATEMENTS = "undertaking.issue_letters", "undertaking.issue_statements"

_TWO_YEARS = timedelta(days=731)
"""So far back undertakings show that a school has its people sign them."""

Papers = Mapping[tuple[UUID, UUID | None], date | None]
"""By school and teacher or pupil the day on which this year's paper was signed, if it was."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of teachers or of guardians: how many have no paper this school year, how many have not signed theirs."""

    party: Party
    lacking: int
    unsigned: int
    unit: UUID


def undertakings_waiting(ctx: Context) -> tuple[Waiting, ...]:
    """What waits for a head of the whole school, and for a class teacher of the class.

    A school that has had none for two years is reminded by the duties of plans alone, so that nobody is urged
    to what no plan asks.
    """
    held = _held(ctx)
    rows = list(
        visible_to(ctx, READ_UNDERTAKING, Undertaking)
        .filter(issued_on__gt=ctx.today - _TWO_YEARS, withdrawn_on__isnull=True, school_id__in=set(held.values()))
        .values_list("party", "school_year", "school_id", "teacher_id", "child_id", "signed_on")
    )
    if not rows:
        return ()
    year = school_year_of(ctx.today)
    begun = {(party, school) for party, _, school, *_ in rows}
    papers = {(school, teacher or child): signed for _, of, school, teacher, child, signed in rows if of == year}
    found = []
    for party, asked in ((Party.TEACHER, _teachers), (Party.GUARDIAN, _pupils)):
        schools = {school for school in held.values() if (party, school) in begun}
        owing = asked(ctx, held, schools) if schools else []
        lacking = sum(each not in papers for each in owing)
        unsigned = sum(each in papers and papers[each] is None for each in owing)
        if lacking or unsigned:
            found.append(
                Waiting(party, lacking, unsigned, next(unit for unit, each in held.items() if each in schools))
            )
    return tuple(found)


def _held(ctx: Context) -> Mapping[UUID, UUID]:
    """The schools and classes for which this person issues, each with its school."""
    places = Unit._base_manager.filter(pk__in=ctx.units_for(ISSUE_STATEMENTS)).order_by("sort_key", "id")
    told = places.values_list("pk", "kind", "parent_id", "parent__kind", "parent__parent_id")
    return {
        pk: school
        for pk, kind, parent, parent_kind, above in told
        if (school := school_of(pk, kind, parent, parent_kind, above)) is not None
    }


def _teachers(ctx: Context, held: Mapping[UUID, UUID], schools: set[UUID]) -> list[tuple[UUID, UUID | None]]:
    leading = schools & set(ctx.units_for(ISSUE_LETTERS)) & held.keys()
    if not leading:
        return []
    return [(school, each) for school, found in teachers_on(ctx.today, leading).items() for each in found]


def _pupils(ctx: Context, held: Mapping[UUID, UUID], schools: set[UUID]) -> list[tuple[UUID, UUID | None]]:
    found = pupils_on(ctx.today, schools)
    whole = {unit for unit, school in held.items() if unit == school}
    return [
        (school, child)
        for school, pupils in found.items()
        for child, unit in pupils.items()
        if school in whole or unit in held
    ]
