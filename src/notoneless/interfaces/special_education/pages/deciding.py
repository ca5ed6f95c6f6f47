"""A placement that was put forward is agreed to or refused, by somebody else."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.special_education.models import Placement
from notoneless.casework.special_education.services import decide_placement
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import visible_to
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Went, language_of, page, route
from notoneless.interfaces.special_education.pages.wording import told
from notoneless.kernel.problems import sentence


@page({"POST": decide_placement.code})
def deciding(ctx: Context, request: HttpRequest, placement: UUID) -> Answer:
    """Agree to a placement, or refuse it with a word why."""
    row = visible_to(ctx, decide_placement.code, Placement).filter(pk=placement).first()
    if row is None:
        raise NotFound
    given: dict[str, Any] = {
        "placement": placement,
        "agreed": request.POST.get("agreed", ""),
        "saw": request.POST.get("saw", ""),
        "note": request.POST.get("note", ""),
    }
    refusal = tried(ctx, request, decide_placement.code, lambda acting: decide_placement(acting, **given))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, told("special_education.done_decide"))
    return Went("special_file", {"file": row.file_id})


ROUTES = [route("special/placements/<uuid:placement>/decide/", deciding, "special_decide")]
