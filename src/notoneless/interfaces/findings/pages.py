"""The children in no school within my units, and comparing the rosters anew."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.findings.selectors import READ_FINDING, findings_of, latest, unit_found_in
from notoneless.records.findings.services import COMPARE, compare_rosters_in_force, compared_before
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.schooling_elsewhere.selectors.records import unaccounted

MOST_PAGES = 10_000


def _words(problem: Problem) -> str:
    return sentence(problem, language_of())


@page({"GET": READ_FINDING})
def findings(ctx: Context, request: HttpRequest) -> Answer:
    """The list."""
    return _list(ctx, request)


def _list(ctx: Context, request: HttpRequest, refusal: Unusable | None = None) -> Answer:
    why, asked = request.GET.get("why", ""), request.GET.get("page", "1")
    number = min(int(asked), MOST_PAGES) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1
    unit = _unit(ctx, request.GET.get("unit", ""))
    found = latest(ctx, language_of(), why, number, unit.pk if unit else None)
    values = {
        "found": found,
        "unit": unit,
        "why": why if found and why in dict(found.whys) else "",
        "whys": [(code, _words(Problem(f"findings.why.{code}")), count) for code, count in found.whys] if found else [],
        "lines": [(each, _next(each.why)) for each in found.lines] if found else [],
        "unaccounted": unaccounted(ctx, unit.pk if unit else None) if ctx.may(READ_ELSEWHERE) else (),
        "may_compare": ctx.may(COMPARE),
        "form": new_form(ctx),
        "error": _words(refusal.told) if refusal else "",
    }
    return Shown("findings/list.html", values, 422 if refusal else 200)


def _unit(ctx: Context, text: str) -> Unit | None:
    """The unit that an address asks for. Raises NotFound for one out of reach."""
    if not text:
        return None
    try:
        return unit_found_in(ctx, UUID(text))
    except ValueError:
        raise NotFound from None


def _next(why: str) -> str:
    return _words(Problem(f"reconciliation.next.{why}"))


@contextmanager
def _compared_before(ctx: Context, request: HttpRequest) -> Iterator[None]:
    """Compare before the transaction begins: seconds in which others can write. What is wrong the view tells."""
    home = next(iter(sorted(ctx.units_for(COMPARE))), None)
    with ExitStack() as stack:
        if request.method == "POST" and home is not None:
            with suppress(NotonelessError):
                stack.enter_context(compared_before(ctx, home))
        yield


@page({"POST": COMPARE}, before=_compared_before)
def compare(ctx: Context, request: HttpRequest) -> Answer:
    """Compare the rosters in force of the unit that this person answers for."""
    acting = with_form(ctx, request)
    home = next(iter(sorted(ctx.units_for(COMPARE))))
    try:
        compare_rosters_in_force(acting, unit=home)
    except Unusable as refusal:
        noted(ctx, refusal, Attempted(COMPARE, {}))
        return _list(ctx, request, refusal)
    found = latest(ctx, language_of())
    messages.success(request, _words(Problem("findings.compared", {"count": found.total if found else 0})))
    return Went("findings")


def findings_card(ctx: Context, child: UUID) -> Shown:
    """What the latest comparison found of a child, for its page."""
    found = [(each, _next(each.why)) for each in findings_of(ctx, child, language_of())]
    return Shown("findings/card.html", {"found": found})


ROUTES = [
    route("findings/", findings, "findings"),
    route("findings/compare/", compare, "findings_compare"),
]
