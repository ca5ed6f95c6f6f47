"""An application has an outcome: placed at the nearest school or at another, waiting for a place, or refused by an article."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.organizations.models import UnitProfile
from notoneless.kernel.problems import Problem
from notoneless.records.migrants.models import MigrantApplication
from notoneless.records.migrants.rules.applying import (
    lacking,
    placed,
    why_not_placed,
    why_not_refused,
    why_not_taught,
)
from notoneless.records.migrants.rules.kinds import OPEN, Ground, State
from notoneless.records.migrants.selectors.knowing import numbers_on, papers_of, school_on
from notoneless.records.migrants.services.checking import refuse

PLACE = "migrant.place"


@action("migrant.place", words="安排随迁子女入学", english="Place a migrant child", law="义务教育法 12")
def place(ctx: Context, *, migrant_application: MigrantApplication, placed_school: UUID, reason: Line | None) -> None:
    """Place a child at a school: the nearest, or another with the reason. It enters the roll there as every pupil does.

    Raises Refused while a paper is missing, for another school than the nearest without a reason, for one that does not teach
    the grade, for the own application, and where a school decides on a place at another.
    """
    row = migrant_application
    _must_be_open(ctx, row)
    school = school_on(placed_school, ctx.today)
    if school is None:
        raise Unusable(Problem("migrants.no_such_school"))
    above = UnitClosure.objects.filter(descendant_id=school.pk, ancestor_id__in=ctx.units_for(PLACE))
    refuse(None if above.exists() else Problem("migrants.other_school"))
    taught = visible_to(ctx, PLACE, UnitProfile).filter(unit=school).values_list("first_grade", "last_grade").first()
    refuse(why_not_taught(school.name, taught or (None, None), row.grade))
    missing = lacking(numbers_on(ctx.today).papers, papers_of([row.pk]).get(row.pk, ()))
    is_nearest = school.pk == row.nearest_id
    refuse(why_not_placed(missing, is_nearest, reason or ""))
    row.placed_at = school
    _decide(ctx, row, placed(is_nearest), reason or "")


@action("migrant.queue", words="随迁子女等候学位", english="Let a migrant child wait for a place")
def queue(ctx: Context, *, migrant_application: MigrantApplication, reason: Line) -> None:
    """Let a child wait for a place, with the reason; that is no outcome, and its day stays."""
    _must_be_open(ctx, migrant_application)
    _decide(ctx, migrant_application, State.QUEUED, reason)


@action("migrant.refuse", words="不予安排随迁子女入学", english="Refuse a place to a migrant child")
def refuse_place(
    ctx: Context, *, migrant_application: MigrantApplication, ground: Ground, reason: Line, article: Line
) -> None:
    """Refuse a place, with ground, reason and article. Raises Refused for a ground that equal terms forbid."""
    _must_be_open(ctx, migrant_application)
    refuse(why_not_refused(ground))
    migrant_application.ground, migrant_application.article = ground, article
    _decide(ctx, migrant_application, State.REFUSED, reason)


def _must_be_open(ctx: Context, row: MigrantApplication) -> None:
    refuse(None if row.state in OPEN else Problem("migrants.decided"))
    if row.by_id == ctx.actor:
        raise Refused(Problem("migrants.own"))


def _decide(ctx: Context, row: MigrantApplication, state: State, reason: str) -> None:
    row.state, row.reason = state, reason
    row.decided_on, row.decided_by_id = ctx.today, ctx.actor
    row.save(update_fields=["state", "reason", "placed_at", "ground", "article", "decided_on", "decided_by"])
