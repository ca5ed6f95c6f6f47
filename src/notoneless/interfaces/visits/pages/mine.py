"""My visits: those to make, and those made this term."""

from django.http import HttpRequest

from notoneless.casework.visits.selectors import READ_DOUBTS, READ_VISIT
from notoneless.casework.visits.selectors.lists import DRAW
from notoneless.casework.visits.selectors.reading import my_visits
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.visits.pages.wording import of_plan, of_visit


@page({"GET": READ_VISIT})
def mine(ctx: Context, request: HttpRequest) -> Answer:
    """What I am to do first, then what I have done."""
    found = my_visits(ctx)
    values = {
        "found": found,
        "planned": [of_plan(line, ctx.today) for line in found.planned],
        "made": [of_visit(line) for line in found.made],
        "may_record": ctx.may("visit.record"),
        "may_draw": ctx.may(DRAW),
        "may_read_doubts": ctx.may(READ_DOUBTS),
    }
    return Shown("visits/mine.html", values)


ROUTES = [route("visits/", mine, "visits")]
