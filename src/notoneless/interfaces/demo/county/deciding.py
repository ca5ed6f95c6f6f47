"""What the county does with its cases each month: who was found in a school is cleared, who is still missing is verified."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import Kind, State
from notoneless.casework.cases.services import clear, close_out, propose_close_out, verify
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import ChildUnit
from notoneless.interfaces.demo.county.ground import Ground
from notoneless.kernel.ages import stands
from notoneless.records.findings.models import Finding
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on

WAITS = timedelta(days=45)
"""How long a child is looked for before the county says that it has dropped out: two comparisons."""

_LEFT = (Kind.DROPPED_OUT, "working")
_NEVER_CAME = (Kind.OUT_OF_SCHOOL, "hardship")


def why_cleared(born: date | None, day: date, *, is_in_class: bool) -> str | None:
    """Why a child whom no comparison misses is no dropout; None for one of whom a survey alone was told."""
    as_of = default_as_of(day)
    is_over = born is not None and stands(born, as_of, parameters_on(as_of).age) == "over"
    return "at_school" if is_in_class else "over_age" if is_over else None


@transaction.atomic
def decide(ground: Ground, other: Context, day: date, besides: Collection[UUID] = ()) -> None:
    """Clear, verify and close out what can be decided on a day, after its comparison.

    `other`: who closes out. `besides`: cases in which others decide.
    """
    findings = visible_to(ground.ctx(), "finding.read", Finding).filter(is_current=True)
    missing = set(findings.values_list("child", flat=True))
    stays = visible_to(ground.ctx(), "child.read", ChildUnit).filter(track=Track.SCHOOL)
    once, now = (set(rows.values_list("child", flat=True)) for rows in (stays, stays.filter(until_on__isnull=True)))
    cases = visible_to(ground.ctx(), "case.read", Case).exclude(pk__in=besides)
    open_cases = cases.filter(state=State.SUSPECTED).order_by("opened_on", "id")
    for case, child, born, opened_on in open_cases.values_list("pk", "child_id", "child__born_on", "opened_on"):
        told = {"case": case, "on": day, "proof": None}
        reason = why_cleared(born, day, is_in_class=child in now) if child not in missing else None
        if reason:
            clear(ground.ctx(), **told, reason=reason, note=None, reference=f"{day:%Y-%m}花名册")
        elif day - opened_on >= WAITS:
            kind, reason = _LEFT if child in once else _NEVER_CAME
            verify(ground.ctx(), **told, kind=kind, reason=reason, note="入户走访得知", reference=None)
    verified = cases.filter(state=State.VERIFIED).order_by("opened_on", "id")
    for case, child in verified.values_list("pk", "child_id"):
        if child in now and child not in missing:
            told = {"case": case, "on": day, "proof": None, "reference": f"{day:%Y-%m}学籍名册"}
            proposal = propose_close_out(ground.ctx(), **told, reason="returned", note=None)
            close_out(ground.as_other(other), case=case, proposal=proposal, on=day, note=None)
