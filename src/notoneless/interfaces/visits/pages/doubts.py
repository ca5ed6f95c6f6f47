"""Doubtful records for the supervisor: a list to look at, two records side by side, and what came of looking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.visits.rules.kinds import Settling
from notoneless.casework.visits.selectors import READ_DOUBTS
from notoneless.casework.visits.selectors.doubts import DoubtLine, list_doubts, open_doubt
from notoneless.casework.visits.selectors.reading import VisitLine
from notoneless.casework.visits.selectors.signing import shows_signature
from notoneless.casework.visits.services import settle_doubt
from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.visits.pages.forms import sent
from notoneless.interfaces.visits.pages.wording import of_visit, told
from notoneless.kernel.problems import NotonelessError, sentence


@page({"GET": READ_DOUBTS})
def doubts(ctx: Context, request: HttpRequest) -> Answer:
    """The records to look at, or those that were settled."""
    settled = request.GET.get("settled") == "yes"
    lines = [_line(each) for each in list_doubts(ctx, settled=settled)]
    return Shown("visits/doubts.html", {"lines": lines, "settled": settled})


def _line(doubt: DoubtLine) -> dict[str, object]:
    return {
        "doubt": doubt,
        "kind": told(f"visits.doubt_{doubt.kind}"),
        "visit": of_visit(doubt.visit),
        "other": of_visit(doubt.other) if doubt.other else None,
        "settling": told(f"visits.settling_{doubt.settling}") if doubt.settling else "",
    }


@page({"GET": READ_DOUBTS})
def doubt(ctx: Context, request: HttpRequest, doubt: UUID) -> Answer:
    """Two records side by side."""
    return _shown(ctx, open_doubt(ctx, doubt))


def _signed(ctx: Context, visit: VisitLine | None) -> dict[str, object] | None:
    return of_visit(visit) | {"shows_signature": shows_signature(ctx, visit)} if visit else None


def _shown(ctx: Context, found: DoubtLine, refusal: NotonelessError | None = None, given: str = "") -> Answer:
    options = [(each.value, told(f"visits.settling_{each}")) for each in Settling]
    values = {
        **_line(found),
        "visit": _signed(ctx, found.visit),
        "other": _signed(ctx, found.other),
        "may_settle": ctx.may(settle_doubt.code) and not found.is_own and found.settled_on is None,
        "may_see_photos": ctx.may(READ_ATTACHMENT),
        "fields": [
            FormField("settling", told("parameter.settling"), "select", "", options),
            FormField("reason", gettext("看了什么、问了谁"), "textarea", given),
        ],
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("visits/doubt.html", values, 422 if refusal else 200)


@page({"POST": settle_doubt.code})
def settling(ctx: Context, request: HttpRequest, doubt: UUID) -> Answer:
    """Say what came of looking."""
    found = open_doubt(ctx, doubt)
    given = sent(request, ("settling", "reason"))
    refusal = tried(ctx, request, settle_doubt.code, lambda acting: settle_doubt(acting, visit_doubt=doubt, **given))
    if refusal is not None:
        return _shown(ctx, found, refusal, given["reason"])
    messages.success(request, told("visits.settled"))
    return Went("visit_doubts")


ROUTES = [
    route("visits/doubts/", doubts, "visit_doubts"),
    route("visits/doubts/<uuid:doubt>/", doubt, "visit_doubt"),
    route("visits/doubts/<uuid:doubt>/settle/", settling, "visit_settle"),
]
