"""My visits: those to make, and those made this term; before them, where asked for, those of a unit that nobody recorded."""

from django.http import HttpRequest

from notoneless.casework.visits.selectors import READ_DOUBTS, READ_VISIT
from notoneless.casework.visits.selectors.lists import DRAW
from notoneless.casework.visits.selectors.mine import my_visits
from notoneless.casework.visits.selectors.registers import late_plans
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.visits.pages.wording import of_plan, of_visit, uuid_of


@page({"GET": READ_VISIT})
def mine(ctx: Context, request: HttpRequest) -> Answer:
    """What I am to do first, then what I have done. `late`: of a unit, or of all in reach, what nobody has recorded."""
    found, late = my_visits(ctx), None
    if "late" in request.GET:
        late = [of_plan(line, ctx.today) for line in late_plans(ctx, uuid_of(request.GET.get("unit")))]
    values = {
        "found": found,
        "late": late,
        "planned": [of_plan(line, ctx.today) for line in found.planned],
        "made": [of_visit(line) for line in found.made],
        "may_record": ctx.may("visit.record"),
        "may_draw": ctx.may(DRAW),
        "may_read_doubts": ctx.may(READ_DOUBTS),
    }
    return Shown("visits/mine.html", values)


ROUTES = [route("visits/", mine, "visits")]
