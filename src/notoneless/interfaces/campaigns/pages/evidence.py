"""Evidence: handed out, struck with a reason, held while somebody inspects and released."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.evidence import evidence_in_reach, hold_in_reach, list_holds, place_of
from notoneless.casework.campaigns.services import hold_evidence, release_evidence, strike_evidence
from notoneless.foundation.access.context import Context
from notoneless.foundation.attachments.selectors import open_attachment
from notoneless.interfaces.campaigns.pages.filling import field, form_shown, typed_in
from notoneless.interfaces.campaigns.pages.wording import told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.handing import handed_out
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route

HOLD = "evidence_hold"


@page({"GET": READ_CAMPAIGN})
def file(ctx: Context, request: HttpRequest, evidence: UUID) -> Answer:
    """The picture or paper itself."""
    row = evidence_in_reach(ctx, evidence, READ_CAMPAIGN)
    return handed_out(open_attachment(ctx, row.file_id, READ_CAMPAIGN), row.file_id)


@page({"GET": strike_evidence.code, "POST": strike_evidence.code})
def striking(ctx: Context, request: HttpRequest, evidence: UUID) -> Answer:
    """Why evidence is struck, and its sending."""
    row = evidence_in_reach(ctx, evidence, strike_evidence.code)
    name, found = place_of(row.about)

    def act(acting: Context) -> None:
        strike_evidence(acting, campaign_evidence=evidence, reason=request.POST.get("reason", ""))

    refusal = tried(ctx, request, strike_evidence.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("campaigns.evidence_struck"))
        return Went(name, {name: found})
    shown = [field("reason", "text", typed_in(request), hint=gettext("原件和理由都留着"))]
    return form_shown(ctx, gettext("划去凭据"), row.caption, shown, refusal, reverse(name, args=[found]))


@page({"GET": hold_evidence.code, "POST": hold_evidence.code})
def holds(ctx: Context, request: HttpRequest) -> Answer:
    """The units whose evidence is held, and the form that holds another's."""

    def act(acting: Context) -> None:
        hold_evidence(acting, unit=request.POST.get("unit", ""), reason=request.POST.get("reason", ""))

    refusal = tried(ctx, request, hold_evidence.code, act) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        messages.success(request, told("campaigns.evidence_held"))
        return Went("evidence_holds")
    held, units = list_holds(ctx, hold_evidence.code)
    typed = typed_in(request)
    values = {
        "holds": held,
        "fields": [field("unit", "select", typed, options=units), field("reason", "text", typed)],
        "form": new_form(ctx),
        "error": told(refusal.told.code, **refusal.told.params) if refusal else "",
    }
    return Shown("campaigns/holds.html", values, 422 if refusal else 200)


@page({"POST": release_evidence.code})
def releasing(ctx: Context, request: HttpRequest, hold: UUID) -> Answer:
    """Release what is held of a unit."""
    row = hold_in_reach(ctx, hold, release_evidence.code)
    refusal = tried(ctx, request, release_evidence.code, lambda acting: release_evidence(acting, **{HOLD: row.pk}))
    if refusal is not None:
        raise refusal
    messages.success(request, told("campaigns.evidence_released"))
    return Went("evidence_holds")


ROUTES = [
    route("meetings/evidence/<uuid:evidence>/", file, "campaign_evidence"),
    route("meetings/evidence/<uuid:evidence>/strike/", striking, "evidence_strike"),
    route("meetings/holds/", holds, "evidence_holds"),
    route("meetings/holds/<uuid:hold>/release/", releasing, "evidence_release"),
]
