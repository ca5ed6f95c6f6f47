"""A signed confirmation of attendance: issued of a pupil, shown with its QR code to print, handed out as a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from qrcode.constants import ERROR_CORRECT_L

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.acting import form_page
from notoneless.interfaces.frame.drawing import drawn
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.handing import HEADERS
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.migrants.pages.wording import told
from notoneless.records.enrolment.selectors import entry_of_child
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.migrants.selectors.records import open_confirmation
from notoneless.records.migrants.services import issue_confirmation
from notoneless.records.schooling_elsewhere.selectors.proposing import term_ends


@page({"GET": issue_confirmation.code, "POST": issue_confirmation.code})
def issuing(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """For which county and until when attendance is confirmed, and its sending."""
    row, made = child_in_reach(ctx, child, issue_confirmation.code), list[UUID]()
    try:
        entry = entry_of_child(ctx, child, issue_confirmation.code).pk
    except NotFound:
        return Shown("migrants/no_entry.html", {"child": child, "name": row.name})
    sent = {name: request.POST.get(name, "") for name in ("to_county", "until_on")}

    def act(acting: Context) -> None:
        given: dict[str, Any] = dict(sent)
        made.append(issue_confirmation(acting, entry=entry, **given))

    refusal = tried(ctx, request, issue_confirmation.code, act) if request.method == "POST" else None
    if made and refusal is None:
        messages.success(request, told("migrants.confirmed"))
        return Went("confirmation", {"confirmation": made[0]})
    until = sent["until_on"] or term_ends(ctx.today).isoformat()
    fields = [
        FormField("to_county", told("parameter.to_county"), "text", sent["to_county"]),
        FormField("until_on", gettext("确认到"), "date", until, hint=gettext("一般是本学期最后一天")),
    ]
    back = reverse("child_migrant", args=[child])
    return form_page(ctx, gettext("签发就读确认"), row.name, fields, refusal, back)


@page({"GET": READ_MIGRANTS})
def confirmation(ctx: Context, request: HttpRequest, confirmation: UUID) -> Answer:
    """A confirmation with its code, to print or to copy."""
    found = open_confirmation(ctx, confirmation)
    size, path = drawn(found.text, ERROR_CORRECT_L)
    return Shown("migrants/confirmation.html", {"found": found, "size": size, "path": path})


@page({"GET": READ_MIGRANTS})
def file(ctx: Context, request: HttpRequest, confirmation: UUID) -> Answer:
    """The same as a file of text. Its name tells nothing of what is in it."""
    found = open_confirmation(ctx, confirmation)
    answer = HttpResponse(found.text, content_type="text/plain; charset=ascii", headers=HEADERS)
    answer["Content-Disposition"] = f'attachment; filename="{found.id.hex[-8:]}.txt"'
    return answer


ROUTES = [
    route("migrants/confirmations/<uuid:child>/new/", issuing, "confirmation_new"),
    route("migrants/confirmations/<uuid:confirmation>/", confirmation, "confirmation"),
    route("migrants/confirmations/<uuid:confirmation>/file/", file, "confirmation_file"),
]
