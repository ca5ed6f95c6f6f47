"""Looking through records: the program finds what a person should look at, and a person settles it."""

from uuid import UUID

from notoneless.casework.visits.models import HomeVisit, VisitDoubt
from notoneless.casework.visits.rules.honesty import Limits, oddities
from notoneless.casework.visits.rules.kinds import Settling
from notoneless.casework.visits.rules.settings import settings_on
from notoneless.casework.visits.selectors.comparing import compared_with, seen_of
from notoneless.casework.visits.services.going import went
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem


@action("visit.look_through", words="查看家访记录", english="Look through the record of a visit")
def look_through(ctx: Context, *, visit: HomeVisit) -> None:
    """Compare a record with others of the county, and list what a person should look at. Done twice, it is done once."""
    if not visit.holds:
        return
    numbers = settings_on(ctx.today)
    limits = Limits(numbers.same_words_from, numbers.same_words_percent, numbers.travel_speed)
    [own] = seen_of([visit.pk])
    for other in compared_with(own, limits):
        for kind in oddities(own, other, limits):
            later, earlier = (own, other) if (own.on, own.id) >= (other.on, other.id) else (other, own)
            values = {"id": ctx.ids.new(), "child_id": later.child, "found_on": ctx.today}
            VisitDoubt._base_manager.get_or_create(visit_id=later.id, other_id=earlier.id, kind=kind, defaults=values)


@action("visit.settle_doubt", words="家访记录查看办结", english="Settle a doubtful record of a visit")
def settle_doubt(ctx: Context, *, visit_doubt: VisitDoubt, settling: Settling, reason: Passage) -> None:
    """Say what came of looking at a doubtful record. Raises Refused for one of one's own, or that was settled before."""
    if visit_doubt.settled_on is not None:
        raise Refused(Problem("visits.settled_already"))
    both = HomeVisit._base_manager.filter(pk__in=(visit_doubt.visit_id, visit_doubt.other_id))
    people: set[UUID] = {each.by for each in both} | {account for each in both for account in went(each.pk)}
    if ctx.actor in people:
        raise Refused(Problem("visits.own_doubt"))
    visit_doubt.settled_on, visit_doubt.settled_by_id = ctx.today, ctx.actor
    visit_doubt.settling, visit_doubt.reason = settling, reason
    visit_doubt.save(update_fields=["settled_on", "settled_by", "settling", "reason"])
