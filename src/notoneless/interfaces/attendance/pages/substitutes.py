"""Who stands in for a class teacher: named, shown, ended."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.interfaces.attendance.pages.wording import told
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.attendance.selectors.permitting import class_in_reach
from notoneless.records.attendance.selectors.substitutes import (
    posts_to_stand_in,
    substitutes_of,
    substitution_in_reach,
)
from notoneless.records.attendance.services import end_substitution, substitute

NAME, END = substitute.code, end_substitution.code
SENT = ("post", "first_on", "last_on")


@page({"GET": NAME, "POST": NAME})
def naming(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Who stands in for the teacher of a class, the form that names somebody, and its sending."""
    class_in_reach(ctx, unit, NAME)
    if request.method != "POST":
        return _form(ctx, unit, {"first_on": ctx.today.isoformat(), "last_on": ctx.today.isoformat()})
    sent = {name: request.POST.get(name, "") for name in SENT}
    refusal = tried(ctx, request, NAME, lambda acting: substitute(acting, unit=unit, **sent))
    if refusal is not None:
        return _form(ctx, unit, sent, refusal)
    messages.success(request, told("arrivals.substitute_named"))
    return Went("attendance_substitutes", {"unit": unit})


def _form(ctx: Context, unit: UUID, sent: Mapping[str, str], refusal: NotonelessError | None = None) -> Answer:
    row = class_in_reach(ctx, unit, NAME)
    values = {
        "unit": row,
        "school": row.parent.name if row.parent else "",
        "lines": substitutes_of(ctx, unit),
        "posts": posts_to_stand_in(ctx, row),
        "sent": sent,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("attendance/substitutes.html", values, 422 if refusal else 200)


@page({"POST": END})
def ending(ctx: Context, request: HttpRequest, substitution: UUID) -> Answer:
    """Let a substitution end."""
    row = substitution_in_reach(ctx, substitution, END)
    given = {"substitution": substitution}
    end_substitution(with_form(ctx, request), **given)
    messages.success(request, told("arrivals.substitute_ended"))
    return Went("attendance_substitutes", {"unit": row.unit_id})


ROUTES = [
    route("attendance/classes/<uuid:unit>/substitutes/", naming, "attendance_substitutes"),
    route("attendance/substitutions/<uuid:substitution>/end/", ending, "attendance_substitution_end"),
]
