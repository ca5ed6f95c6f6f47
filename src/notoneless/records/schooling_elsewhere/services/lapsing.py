"""A confirmation runs out: the program says so once, so that the child is looked for again and nobody has to remember it."""

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.people.measures import ages_on
from notoneless.records.schooling_elsewhere.events import ElsewhereUnconfirmed
from notoneless.records.schooling_elsewhere.selectors.knowing import lapsed_untold

LAPSE = "elsewhere.lapse"


@action(
    "elsewhere.lapse",
    words="核对外地就读确认是否到期",
    english="Tell whose confirmation of schooling elsewhere has run out",
)
def lapse(ctx: Context, *, unit: Unit) -> None:  # noqa: ARG001 (says where it is done)
    """Tell of each child of compulsory age whose confirmation has run out and of whom that was not told since.

    unit: the county, in whose reach the program looks.
    """
    ages = ages_on(ctx.today)
    for row in lapsed_untold(ctx.today):
        row.told_on = ctx.today
        row.save(update_fields=["told_on"])
        if ages.hold(row.child.born_on):
            publish(ctx, ElsewhereUnconfirmed(child=row.child_id, record=row.pk))
