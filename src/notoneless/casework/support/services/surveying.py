"""A class is asked for pupils in need, and what was found by mistake is taken back."""

from uuid import UUID

from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.support.models import NeedFinding, NeedSurvey
from notoneless.casework.support.rules.surveying import ids_in, private_text
from notoneless.casework.support.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("need_survey.record", words="登记学困贫困调查", english="Record a survey of pupils in need")
def record_survey(
    ctx: Context,
    *,
    unit: Unit,
    struggling: Passage | None,
    far_away: Passage | None,
    poor: Passage | None,
    other_need: Passage | None,
) -> UUID:
    """Record which pupils of a class were found in need today, by their ids with blanks between; the survey. It may be nobody.

    Who is poor or needs something else is sealed. A pupil found in an earlier survey of the term is shown once, with both.
    Raises Unusable for a unit that is no class, and for children who are not of it.
    """
    if unit.kind != UnitKind.CLASS:
        raise Unusable(Problem("helping.no_class"))
    named = [ids_in(each) for each in (struggling, far_away, poor, other_need)]
    of_class = _pupils(ctx, unit)
    if any(each is None or not each <= of_class for each in named):
        raise Unusable(Problem("helping.not_of_class", {"unit": unit.name}))
    row = NeedSurvey(id=ctx.ids.new(), unit=unit, term_from=begins_on(ctx.today), on=ctx.today, at=ctx.at)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    _find(ctx, row, [each or frozenset() for each in named])
    return row.pk


def _find(ctx: Context, row: NeedSurvey, named: list[frozenset[UUID]]) -> None:
    struggling, far, poor, other = named
    for child in sorted(frozenset[UUID]().union(*named)):
        found = NeedFinding(id=ctx.ids.new(), survey=row, child_id=child, on=ctx.today)
        found.is_struggling, found.is_far = child in struggling, child in far
        text = private_text(child in poor, child in other)
        found.needs = Plain(text) if text else None
        found.save(force_insert=True)


def _pupils(ctx: Context, unit: Unit) -> frozenset[UUID]:
    rows = ChildUnit._base_manager.filter(in_force(ctx.today), unit=unit, track=Track.SCHOOL)
    return frozenset(rows.values_list("child_id", flat=True))


@action("need_finding.withdraw", words="撤销调查结果", english="Take back what a survey found of a pupil")
def withdraw_finding(ctx: Context, *, need_finding: NeedFinding, reason: Line) -> None:
    """Say that a pupil was found in need by mistake, and why. Raises Refused where that was said already."""
    refuse(Problem("helping.withdrawn_already") if need_finding.withdrawn_on is not None else None)
    need_finding.withdrawn_on, need_finding.because = ctx.today, reason
    need_finding.save(update_fields=["withdrawn_on", "because"])
