"""Measures on a phone: done with one tap, dropped, opened again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.roll_work.pages.showing import shown_plan
from notoneless.interfaces.roll_work.pages.wording import told
from notoneless.records.roll_work.selectors import measure_in_reach
from notoneless.records.roll_work.services import do_measure, drop_measure, reopen_measure


@page({"POST": do_measure.code})
def done(ctx: Context, request: HttpRequest, measure: UUID) -> Answer:
    """Mark a measure done: today, unless another day is given."""
    given = {"on": request.POST.get("on") or ctx.today.isoformat(), "note": request.POST.get("note", "")}
    return _left(
        ctx, request, measure, do_measure.code, "done", lambda acting: do_measure(acting, **_of(measure), **given)
    )


@page({"POST": drop_measure.code})
def dropped(ctx: Context, request: HttpRequest, measure: UUID) -> Answer:
    """Drop a measure, with the reason."""
    given = {"reason": request.POST.get("reason", "")}
    code = drop_measure.code
    return _left(ctx, request, measure, code, "dropped", lambda acting: drop_measure(acting, **_of(measure), **given))


@page({"POST": reopen_measure.code})
def reopened(ctx: Context, request: HttpRequest, measure: UUID) -> Answer:
    """Open a measure again, with the reason."""
    given = {"reason": request.POST.get("reason", "")}
    code = reopen_measure.code
    return _left(
        ctx, request, measure, code, "reopened", lambda acting: reopen_measure(acting, **_of(measure), **given)
    )


def _of(measure: UUID) -> dict[str, UUID]:
    return {"roll_measure": measure}


def _left(
    ctx: Context, request: HttpRequest, measure: UUID, code: str, words: str, do: Callable[[Context], object]
) -> Answer:
    """Do it, and go back to where the button was."""
    plan = measure_in_reach(ctx, measure, code).plan_id
    refusal = tried(ctx, request, code, do)
    if refusal is not None:
        return shown_plan(ctx, plan, refusal)
    messages.success(request, told(words))
    if request.POST.get("back") == "list":
        return Went("roll_work")
    return Went("roll_work_plan", {"plan": plan})


ROUTES = [
    route("roll-work/measures/<uuid:measure>/done/", done, "roll_work_done"),
    route("roll-work/measures/<uuid:measure>/drop/", dropped, "roll_work_drop"),
    route("roll-work/measures/<uuid:measure>/reopen/", reopened, "roll_work_reopen"),
]
