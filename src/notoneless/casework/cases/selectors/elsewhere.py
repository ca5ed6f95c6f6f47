"""Which children with a case are confirmed to be in school elsewhere: no dropouts while that holds, and suspected no more."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import State
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.scope import Sight, sight, visible_to
from notoneless.records.schooling_elsewhere.models import ElsewhereRecord
from notoneless.records.schooling_elsewhere.rules.standing import COVERED
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.schooling_elsewhere.selectors.knowing import covered_since, standings_on

CLEAR, CONFIRMED = "case.clear", "confirmed_elsewhere"
"""What clears a suspicion, and the reason that says so of a child who is confirmed to be in school elsewhere."""


@dataclass(frozen=True, slots=True)
class Clearable:
    """A suspected child who is confirmed to be in school elsewhere: its case, where it learns, to which day that holds."""

    case: UUID
    name: str
    school: str
    until: date | None


def schooled_elsewhere_since(day: date, children: Collection[UUID]) -> dict[UUID, date]:
    """Those of some children whose case is verified, and who are confirmed elsewhere on a day; since when.

    It shows nothing to anybody by itself.
    """
    found = covered_since(day, children)
    if not found:
        return {}
    rows = Case._base_manager.filter(child__in=found, state__in=[State.VERIFIED, State.PROPOSED])
    return {child: found[child] for child in rows.values_list("child_id", flat=True)}


@prepared
def _of_suspected(suspected: Sight, elsewhere: Sight, cases: Sequence[UUID]) -> QuerySet[ElsewhereRecord]:
    """Records that are open of suspected children, of some cases or of any: few, where hundreds are suspected."""
    theirs = suspected.of(Case).filter(state=State.SUSPECTED, child_id=OuterRef("child_id"))
    theirs = theirs.filter(pk__in=cases) if cases else theirs
    rows = elsewhere.of(ElsewhereRecord).filter(Exists(theirs), ended_on__isnull=True)
    return rows.defer("student_number").order_by("id")


def clearable(ctx: Context, case: UUID | None = None) -> tuple[Clearable, ...]:
    """The suspected cases, or one, that whoever asks may clear since the child is confirmed elsewhere. It leaves no entry."""
    if not (ctx.may(CLEAR) and ctx.may(READ_ELSEWHERE)):
        return ()
    suspected, elsewhere = sight(ctx, CLEAR, Case), sight(ctx, READ_ELSEWHERE, ElsewhereRecord)
    records = _of_suspected(suspected, elsewhere, [] if case is None else [case])
    if not records:
        return ()
    rows = visible_to(ctx, CLEAR, Case).filter(state=State.SUSPECTED, child__in={row.child_id for row in records})
    cases = {child: (pk, name) for pk, child, name in rows.values_list("pk", "child_id", "child__name")}
    found = standings_on(records, ctx.today)
    return tuple(
        Clearable(*cases[row.child_id], row.school or row.place, found[row.pk].confirmed_until)
        for row in records
        if found[row.pk].state in COVERED
    )
