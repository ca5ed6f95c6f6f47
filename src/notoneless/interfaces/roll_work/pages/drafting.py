"""Drafting a plan: begun, worded, its measures, adopted or thrown away."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.papers.selectors import prefix_of
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.roll_work.pages.showing import shown_plan
from notoneless.interfaces.roll_work.pages.wording import sentence_of, told
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.roll_work.rules import offered, school_year_of, year_words
from notoneless.records.roll_work.selectors import (
    MeasureLine,
    measure_in_reach,
    open_plan,
    plan_in_reach,
    posts_to_bear,
    schools_to_plan,
)
from notoneless.records.roll_work.services import (
    add_measure,
    adopt_plan,
    change_measure,
    describe_plan,
    discard_draft,
    draft_plan,
    remove_measure,
    return_draft,
    submit_draft,
)

PLAN = ("unit", "school_year", "heading", "basis", "aims")
MEASURE = ("wording", "post", "bearer_title", "due_on", "evidence")


def _sent(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in names}


@page({"GET": draft_plan.code, "POST": draft_plan.code})
def drafting(ctx: Context, request: HttpRequest) -> Answer:
    """The form that begins a draft, with words to begin with, and its sending."""
    if request.method != "POST":
        year = school_year_of(ctx.today)
        schools = schools_to_plan(ctx)
        offered_words = {
            "unit": str(schools[0][0]) if len(schools) == 1 else "",
            "school_year": str(year),
            # what a paper says is Chinese, whoever writes it
            "heading": sentence(Problem("roll_work.title", {"year": year_words(year)})),
            "basis": sentence(Problem("roll_work.basis")),
            "aims": sentence(Problem("roll_work.aims")),
        }
        return _draft(ctx, offered_words)
    acting, sent = with_form(ctx, request), _sent(request, PLAN)
    try:
        made = draft_plan(acting, **sent)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(draft_plan.code, {}))
        return _draft(ctx, sent, refusal)
    messages.success(request, told("drafted"))
    return Went("roll_work_plan", {"plan": made})


def _draft(ctx: Context, sent: dict[str, str], refusal: NotonelessError | None = None) -> Answer:
    year = school_year_of(ctx.today)
    values = {
        "sent": sent,
        "schools": [(str(unit), name) for unit, name in schools_to_plan(ctx)],
        "years": [(str(each), year_words(each)) for each in (year, year + 1, year - 1)],
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("roll_work/draft.html", values, 422 if refusal else 200)


@page({"POST": describe_plan.code})
def describing(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """Word the draft anew."""
    sent = _sent(request, PLAN[1:])
    return _done(ctx, request, plan, "saved", lambda acting: describe_plan(acting, roll_plan=plan, **sent), sent)


@page({"POST": add_measure.code})
def adding(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """Write down one measure."""
    sent = _sent(request, MEASURE)
    return _done(ctx, request, plan, "saved", lambda acting: add_measure(acting, roll_plan=plan, **sent), sent)


@page({"POST": add_measure.code})
def choosing(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """Write down the offered measures that were chosen, each borne by the holder of its role or whoever is named.

    One whose usual day is over is due on the day beside it, which is seen and may be changed.
    """
    row = plan_in_reach(ctx, plan, add_measure.code)
    posts = {each.role: each.id for each in reversed(posts_to_bear(ctx, row))}
    wanted = set(request.POST.getlist("offered"))
    chosen = [each for each in offered(row.school_year, ctx.today) if each.key in wanted]
    sent = {f"due-{each.key}": request.POST.get(f"due-{each.key}", each.due_on.isoformat()) for each in chosen}

    def add_all(acting: Context) -> None:
        for each in chosen:
            post = posts.get(each.role)
            title = "" if post else sentence(Problem(f"role.{each.role}"))
            given = {"wording": each.zh, "post": post, "bearer_title": title}
            due_on = sent[f"due-{each.key}"]
            add_measure(acting.within(f"offered {each.key}"), roll_plan=plan, due_on=due_on, **given)

    return _done(ctx, request, plan, "measures_added", add_all, sent, count=len(chosen))


@page({"GET": change_measure.code, "POST": change_measure.code})
def changing(ctx: Context, request: HttpRequest, measure: UUID) -> Answer:
    """Word a measure of a draft anew."""
    row = measure_in_reach(ctx, measure, change_measure.code)
    found = open_plan(ctx, row.plan_id)
    line = next(each for each in found.measures if each.id == measure)
    if request.method != "POST":
        return _change(ctx, row.plan_id, line, _of_line(ctx, row.plan_id, line))
    sent = _sent(request, MEASURE)
    refusal = tried(
        ctx, request, change_measure.code, lambda acting: change_measure(acting, roll_measure=measure, **sent)
    )
    if refusal is not None:
        return _change(ctx, row.plan_id, line, sent, refusal)
    messages.success(request, told("saved"))
    return Went("roll_work_plan", {"plan": row.plan_id})


def _of_line(ctx: Context, plan: UUID, line: MeasureLine) -> dict[str, str]:
    posts = posts_to_bear(ctx, plan_in_reach(ctx, plan))
    place = (line.bearer_unit, line.bearer_title)
    post = next((str(each.id) for each in posts if (each.unit, each.title) == place), "")
    title = "" if post else line.bearer_title
    day = line.due_on.isoformat()
    return {"wording": line.text, "post": post, "bearer_title": title, "due_on": day, "evidence": line.evidence}


def _change(
    ctx: Context, plan: UUID, line: MeasureLine, sent: dict[str, str], refusal: NotonelessError | None = None
) -> Answer:
    posts = posts_to_bear(ctx, plan_in_reach(ctx, plan))
    values = {
        "plan": plan,
        "line": line,
        "sent": sent,
        "posts": [(str(each.id), each.words) for each in posts],
        "form": new_form(ctx),
        "error": sentence_of(refusal),
    }
    return Shown("roll_work/measure.html", values, 422 if refusal else 200)


@page({"POST": remove_measure.code})
def removing(ctx: Context, request: HttpRequest, measure: UUID) -> Answer:
    """Take a measure out of a draft."""
    plan = measure_in_reach(ctx, measure, remove_measure.code).plan_id
    return _done(ctx, request, plan, "measure_removed", lambda acting: remove_measure(acting, roll_measure=measure))


@page({"POST": discard_draft.code})
def discarding(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """Throw the draft away."""
    plan_in_reach(ctx, plan, discard_draft.code)
    discard_draft(with_form(ctx, request), roll_plan=plan)
    messages.success(request, told("discarded"))
    return Went("roll_work")


@page({"POST": adopt_plan.code})
def adopting(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """Let the draft become a version and a paper."""
    row, sent = plan_in_reach(ctx, plan, adopt_plan.code), _sent(request, ("effective_on",))
    try:
        adopt_plan(with_form(ctx, request), roll_plan=plan, **sent)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(adopt_plan.code, {}))
        if not prefix_of(ctx, row.unit_id):
            messages.warning(request, sentence_of(refusal))
            return Went("papers")
        return shown_plan(ctx, plan, refusal, sent)
    messages.success(request, told("adopted", number=open_plan(ctx, plan).line.number))
    return Went("roll_work_plan", {"plan": plan})


@page({"POST": return_draft.code})
def returning(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """Send the draft back with the reason."""
    plan_in_reach(ctx, plan, return_draft.code)
    sent = _sent(request, ("reason",))
    return _done(ctx, request, plan, "back_sent", lambda acting: return_draft(acting, roll_plan=plan, **sent), sent)


@page({"POST": submit_draft.code})
def submitting(ctx: Context, request: HttpRequest, plan: UUID) -> Answer:
    """Submit the draft again once it was amended."""
    return _done(ctx, request, plan, "submitted", lambda acting: submit_draft(acting, roll_plan=plan))


def _done(
    ctx: Context,
    request: HttpRequest,
    plan: UUID,
    code: str,
    do: Callable[[Context], object],
    sent: dict[str, str] | None = None,
    **params: int,
) -> Answer:
    """Do something to a plan and show it; what was refused stays typed."""
    plan_in_reach(ctx, plan)
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():
            do(acting)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted("roll_work.draft", {}))
        return shown_plan(ctx, plan, refusal, sent)
    messages.success(request, told(code, **params))
    return Went("roll_work_plan", {"plan": plan})


ROUTES = [
    route("roll-work/draft/", drafting, "roll_work_draft"),
    route("roll-work/<uuid:plan>/describe/", describing, "roll_work_describe"),
    route("roll-work/<uuid:plan>/measures/", adding, "roll_work_add"),
    route("roll-work/<uuid:plan>/offered/", choosing, "roll_work_offered"),
    route("roll-work/<uuid:plan>/adopt/", adopting, "roll_work_adopt"),
    route("roll-work/<uuid:plan>/return/", returning, "roll_work_return"),
    route("roll-work/<uuid:plan>/submit/", submitting, "roll_work_submit"),
    route("roll-work/<uuid:plan>/discard/", discarding, "roll_work_discard"),
    route("roll-work/measures/<uuid:measure>/", changing, "roll_work_measure"),
    route("roll-work/measures/<uuid:measure>/remove/", removing, "roll_work_remove"),
]
