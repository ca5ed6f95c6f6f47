"""Links: made and ended by who decides on alerts, and printed on a sheet with a QR code to hang up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import resolve_url

from notoneless.casework.alerts.selectors import READ_ALERT
from notoneless.casework.alerts.selectors.lists import link_in_reach, list_links, units_to_choose
from notoneless.casework.alerts.services import end_link, make_link
from notoneless.foundation.access.context import Context
from notoneless.interfaces.alerts.pages.wording import sent, sorry, told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.drawing import drawn
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.kernel.problems import NotonelessError


@page({"GET": READ_ALERT})
def links(ctx: Context, request: HttpRequest) -> Answer:
    """The links in reach, and the form that makes one."""
    return _listed(ctx)


def _listed(ctx: Context, refusal: NotonelessError | None = None, name: str = "") -> Answer:
    values = {
        "lines": list_links(ctx),
        "units": units_to_choose(ctx, make_link.code) if ctx.may(make_link.code) else (),
        "may_end": ctx.may(end_link.code),
        "name": name,
        "form": new_form(ctx),
        "error": sorry(refusal),
    }
    return Shown("alerts/links.html", values, 422 if refusal else 200)


@page({"POST": make_link.code})
def making(ctx: Context, request: HttpRequest) -> Answer:
    """Make a link."""
    given = sent(request, ("unit", "name"))
    refusal = tried(ctx, request, make_link.code, lambda acting: make_link(acting, **given))
    if refusal is not None:
        return _listed(ctx, refusal, given["name"][:60])
    messages.success(request, told("made"))
    return Went("alert_links")


@page({"POST": end_link.code})
def ending(ctx: Context, request: HttpRequest, link: UUID) -> Answer:
    """End a link."""
    refusal = tried(ctx, request, end_link.code, lambda acting: end_link(acting, link=link))
    if refusal is not None:
        return _listed(ctx, refusal)
    messages.success(request, told("ended"))
    return Went("alert_links")


@page({"GET": READ_ALERT})
def sheet(ctx: Context, request: HttpRequest, link: UUID) -> Answer:
    """A sheet to print and hang up."""
    found = link_in_reach(ctx, link)
    address = request.build_absolute_uri(resolve_url("alert_tell", token=found.token))
    size, path = drawn(address)
    asked = request.build_absolute_uri(resolve_url("alert_state"))
    return Shown("alerts/sheet.html", {"link": found, "address": address, "size": size, "path": path, "asked": asked})


ROUTES = [
    route("alerts/links/", links, "alert_links"),
    route("alerts/links/make/", making, "alert_link_make"),
    route("alerts/links/<uuid:link>/end/", ending, "alert_link_end"),
    route("alerts/links/<uuid:link>/sheet/", sheet, "alert_link_sheet"),
]
