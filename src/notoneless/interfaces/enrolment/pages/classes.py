"""Whole classes: taking a roll over, promotion and graduation, each asked about before it is done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.enrolment.pages.wording import told
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import FormField, tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.kernel.codes.grades import parse_grade
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.enrolment.selectors import classes_of, unit_for
from notoneless.records.enrolment.services import complete_class, enter_class, promote_class

CLASS = frozenset({UnitKind.CLASS})


@page({"GET": enter_class.code, "POST": enter_class.code})
def take_over(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Enter a class that a roster lists."""
    return _answered(ctx, request, unit, enter_class, ("on", "grade"))


@page({"GET": promote_class.code, "POST": promote_class.code})
def promote(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Promote a class."""
    return _answered(ctx, request, unit, promote_class, ("on", "into"))


@page({"GET": complete_class.code, "POST": complete_class.code})
def graduate(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Let a class graduate."""
    return _answered(ctx, request, unit, complete_class, ("on",))


def _answered(ctx: Context, request: HttpRequest, unit: UUID, act: Action[None], names: tuple[str, ...]) -> Answer:
    row = unit_for(ctx, unit, act.code, CLASS)
    if request.method != "POST":
        return _shown(ctx, row, act, names, {"on": ctx.today.isoformat(), "grade": str(parse_grade(row.name) or "")})
    sent = {name: request.POST.get(name, "") for name in names}
    refusal = tried(ctx, request, act.code, lambda acting: act(acting, unit=unit, **sent))
    if refusal is not None:
        return _shown(ctx, row, act, names, sent, refusal)
    return Went("roll_unit", {"unit": row.parent_id if act is complete_class else unit})


def _shown(
    ctx: Context,
    row: Unit,
    act: Action[None],
    names: tuple[str, ...],
    sent: Mapping[str, str],
    refusal: NotonelessError | None = None,
) -> Answer:
    fields = [FormField("on", told("parameter.on"), "date", sent["on"])]
    if "into" in names and row.parent_id:
        options = [each for each in classes_of(ctx, row.parent_id, act.code) if each[0] != row.pk]
        fields.append(FormField("into", told("parameter.into"), "select", sent.get("into", ""), options, True))
    if "grade" in names:
        fields.append(FormField("grade", told("parameter.grade"), "number", sent.get("grade", "")))
    values: dict[str, Any] = {
        "step": act.code,
        "unit": row.pk,
        "name": row.name,
        "school": row.parent.name if row.parent else "",
        "fields": fields,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("enrolment/class.html", values, 422 if refusal else 200)


ROUTES = [
    route("roll/classes/<uuid:unit>/enter/", take_over, "roll_enter_class"),
    route("roll/classes/<uuid:unit>/promote/", promote, "roll_promote"),
    route("roll/classes/<uuid:unit>/graduate/", graduate, "roll_graduate"),
]
