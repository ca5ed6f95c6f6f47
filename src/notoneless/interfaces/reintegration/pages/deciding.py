"""What one tap decides: a placement approved, a pupil accepted, a close-out proposed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.reintegration.models import ReturnPlacement
from notoneless.casework.reintegration.services import accept_pupil, approve_placement, propose_close_out
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Went, page, route
from notoneless.interfaces.reintegration.pages.wording import told


@page({"POST": approve_placement.code})
def approving(ctx: Context, request: HttpRequest, placement: UUID) -> Answer:
    """Approve the placement of a returned pupil."""
    row = visible_to(ctx, approve_placement.code, ReturnPlacement).filter(pk=placement).first()
    if row is None:
        raise NotFound
    return _done(
        ctx,
        request,
        approve_placement.code,
        lambda acting: approve_placement(acting, return_placement=placement),
        row.returned_id,
        "approved",
    )


@page({"POST": accept_pupil.code})
def accepting(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """Accept a returned pupil from another school."""
    return _done(
        ctx, request, accept_pupil.code, lambda acting: accept_pupil(acting, returned=returned), returned, "accepted"
    )


@page({"POST": propose_close_out.code})
def closing(ctx: Context, request: HttpRequest, returned: UUID) -> Answer:
    """Propose to close out the case of a pupil who stays."""
    return _done(
        ctx,
        request,
        propose_close_out.code,
        lambda acting: propose_close_out(acting, returned=returned),
        returned,
        "proposed",
    )


def _done(
    ctx: Context, request: HttpRequest, code: str, act: Callable[[Context], object], returned: UUID, words: str
) -> Answer:
    refusal = tried(ctx, request, code, act)
    if refusal is not None:
        raise refusal
    messages.success(request, told(f"reintegration.{words}"))
    return Went("return", {"returned": returned})


ROUTES = [
    route("returns/placements/<uuid:placement>/approve/", approving, "return_approve"),
    route("returns/<uuid:returned>/accept/", accepting, "return_accept"),
    route("returns/<uuid:returned>/close-out/", closing, "return_close_out"),
]
