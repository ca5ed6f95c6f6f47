"""Drafting a plan: from one that the program brings, or from a file of one's own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.attachments.rules import MOST_BYTES, TEXTS, text_kind
from notoneless.foundation.plans.rules import OWN_FILE, Examined, examined_own
from notoneless.foundation.plans.selectors import units_to_adopt
from notoneless.foundation.plans.services import bring_plan, draft_plan
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.frame.uploading import kept, sent_file
from notoneless.interfaces.plans.pages.viewing import listing
from notoneless.interfaces.plans.pages.wording import said, told
from notoneless.kernel.problems import NotonelessError

MOST_FAULTS = 200
"""Faults of a file that are listed."""
LONGEST_NAME = 100


@page({"POST": draft_plan.code})
def draft(ctx: Context, request: HttpRequest) -> Answer:
    """Draft a plan for a unit."""
    acting = with_form(ctx, request)
    try:
        made = draft_plan(acting, unit=request.POST.get("unit", ""), key=request.POST.get("key", ""))
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(draft_plan.code, {}))
        return listing(ctx, told(refusal.told))
    messages.success(request, said("plans.drafted"))
    return Went("plan_version", {"version": made})


@contextmanager
def _examined_before(ctx: Context, request: HttpRequest) -> Iterator[None]:
    """Look at the file before the transaction begins: nobody else need wait for that. What is wrong the view tells."""
    if request.method == "POST" and ctx.may(bring_plan.code):
        with suppress(NotonelessError):
            _look(request)
    yield


def _look(request: HttpRequest) -> Examined:
    content, name = sent_file(request, "file", MOST_BYTES)
    text_kind(name)
    return examined_own(OWN_FILE, content)


@page({"GET": bring_plan.code, "POST": bring_plan.code}, before=_examined_before, takes_files=True)
def bring(ctx: Context, request: HttpRequest) -> Answer:
    """The form for a file of one's own; what is wrong with it, each with its line; or the draft made of it."""
    if request.method != "POST":
        return _form(ctx)
    acting = with_form(ctx, request)
    unit = request.POST.get("unit", "")
    try:
        found = _look(request)
        if found.faults:
            noted(ctx, Unusable(found.faults[0].told()), Attempted(bring_plan.code, {}))
            return _form(ctx, unit, found, name=_name(request))
        attachment = kept(acting, request, _mine(ctx, unit), TEXTS)
        made = bring_plan(acting, unit=unit, file=attachment)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(bring_plan.code, {}))
        return _form(ctx, unit, error=told(refusal.told), name=_name(request))
    messages.success(request, said("plans.drafted"))
    return Went("plan_version", {"version": made})


def _mine(ctx: Context, unit: str) -> UUID:
    """The unit, of those for which this person may draft. Raises NotFound."""
    for each in ctx.units_for(bring_plan.code):
        if str(each) == unit:
            return each
    raise NotFound


def _name(request: HttpRequest) -> str:
    """How the file that was sent is called, so that somebody with several knows which it was."""
    sent = request.FILES.get("file")
    return (sent.name or "")[:LONGEST_NAME] if sent is not None else ""


def _form(ctx: Context, unit: str = "", found: Examined | None = None, error: str = "", name: str = "") -> Answer:
    units = units_to_adopt(ctx, bring_plan.code)
    values = {
        "units": [(str(each.pk), each.name) for each in units],
        "unit": unit or (str(units[0].pk) if units else ""),
        "faults": [(each.line, told(each.problem)) for each in found.faults[:MOST_FAULTS]] if found else [],
        "count": len(found.faults) if found else 0,
        "file_name": said("plans.file_refused", name=name) if name else "",
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/bring.html", values, 422 if error or found else 200)


ROUTES = [
    route("plans/draft/", draft, "plan_draft"),
    route("plans/bring/", bring, "plan_bring"),
]
