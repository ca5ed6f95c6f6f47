"""What one tap decides: what was measured is agreed to, or not; help that fits the cause of a case is opened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.cases import case_in_reach
from notoneless.casework.support.models import HelpMark
from notoneless.casework.support.selectors import READ_HELP
from notoneless.casework.support.selectors.offering import offered_for
from notoneless.casework.support.services import open_scheme, review
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.support.pages.forming import sent
from notoneless.interfaces.support.pages.wording import told
from notoneless.kernel.problems import sentence


@page({"POST": review.code})
def reviewing(ctx: Context, request: HttpRequest, mark: UUID) -> Answer:
    """Agree to what was measured, or say why not."""
    row = visible_to(ctx, review.code, HelpMark).filter(pk=mark).first()
    if row is None:
        raise NotFound
    given = {"help_mark": mark, **sent(request, ("agreed", "reason"))}
    refusal = tried(ctx, request, review.code, lambda acting: review(acting, **given))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, told("helping.saved"))
    return Went("help_scheme", {"scheme": row.scheme_id})


@page({"GET": READ_HELP})
def offers(ctx: Context, request: HttpRequest, child: UUID, case: UUID) -> Answer:
    """The help that fits the cause of a case, each opened with one tap; the page of the case fetches it."""
    row = child_in_reach(ctx, child, READ_HELP)
    if case_in_reach(ctx, case, READ_CASE).child_id != child:
        raise NotFound
    found = offered_for(ctx, child)
    values = {
        "child": child,
        "name": row.name,
        "case": case,
        "found": found,
        "offers": [
            (trouble, means, told(f"helping.trouble_{trouble}"), told(f"helping.means_{means}"))
            for trouble, means in (found.offers if found else ())
        ],
        "form": new_form(ctx),
        "is_part": bool(request.headers.get("HX-Request")),
    }
    return Shown("support/offers.html" if values["is_part"] else "support/offered.html", values)


@page({"POST": open_scheme.code})
def taking(ctx: Context, request: HttpRequest, case: UUID) -> Answer:
    """Open help that the page of a case has offered."""
    row = case_in_reach(ctx, case, open_scheme.code)
    made: list[UUID] = []

    def act(acting: Context) -> None:
        given = sent(request, ("trouble", "help_means"))
        made.append(open_scheme(acting, child=row.child_id, case=case, **given))

    refusal = tried(ctx, request, open_scheme.code, act)
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
        return Went("case", {"case": case})
    messages.success(request, told("helping.opened"))
    return Went("help_scheme", {"scheme": made[0]})


ROUTES = [
    route("help/marks/<uuid:mark>/review/", reviewing, "help_review"),
    route("help/children/<uuid:child>/cases/<uuid:case>/", offers, "help_offers"),
    route("help/cases/<uuid:case>/open/", taking, "help_take"),
]
