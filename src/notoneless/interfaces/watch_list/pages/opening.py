"""Opening a file: with a form, or with one tap from where a pupil is seen to need attention."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.watch_list.rules.kinds import WatchReason
from notoneless.casework.watch_list.selectors.files import ToOpen, to_open
from notoneless.casework.watch_list.services import open_file
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.watch_list.pages.wording import choices, keeper_sent, keepers_told, sorry, told
from notoneless.kernel.problems import NotonelessError


@page({"GET": open_file.code, "POST": open_file.code})
def opening(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The form that opens a file, with what is known already ticked, and its sending."""
    found = to_open(ctx, child)
    if request.method != "POST":
        return _shown(ctx, found, {"reasons": found.reasons, "keeper": _nearest(found), "note": ""})
    given = {
        "reasons": request.POST.getlist("reasons"),
        "keeper": request.POST.get("keeper", ""),
        "note": request.POST.get("note", ""),
    }
    return _sent(ctx, request, found, given)


@page({"POST": open_file.code})
def quick(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Open a file with one tap: for what is known, kept by the nearest post that somebody holds."""
    found = to_open(ctx, child)
    reasons = found.reasons or (WatchReason.OTHER,)
    return _sent(ctx, request, found, {"reasons": reasons, "keeper": _nearest(found), "note": ""})


def _nearest(found: ToOpen) -> str:
    return found.keepers[0].key if found.keepers else ""


def _sent(ctx: Context, request: HttpRequest, found: ToOpen, given: Mapping[str, Any]) -> Answer:
    what = {"reasons": " ".join(given["reasons"]), "note": given["note"], **keeper_sent(given["keeper"])}
    made: list[UUID] = []
    refusal = tried(
        ctx, request, open_file.code, lambda acting: made.append(open_file(acting, child=found.child, **what))
    )
    if refusal is not None:
        return _shown(ctx, found, given, refusal)
    messages.success(request, told("watch_list.opened"))
    return Went("watch_file", {"watch_list_entry": made[0]})


def _shown(ctx: Context, found: ToOpen, given: Mapping[str, Any], refusal: NotonelessError | None = None) -> Answer:
    values = {
        "child": found.child,
        "name": found.name,
        "reasons": [(code, words, code in given["reasons"]) for code, words in choices("reason", WatchReason)],
        "keepers": keepers_told(found.keepers),
        "keeper": given["keeper"],
        "keeper_label": gettext("负责人"),
        "note": given["note"],
        "form": new_form(ctx),
        **sorry(refusal),
    }
    return Shown("watch_list/open.html", values, 422 if refusal else 200)


ROUTES = [
    route("watch-list/children/<uuid:child>/open/", opening, "watch_open"),
    route("watch-list/children/<uuid:child>/quick/", quick, "watch_quick"),
]
