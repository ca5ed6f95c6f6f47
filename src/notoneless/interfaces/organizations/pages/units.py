"""One unit: what it is, who holds posts, its groups and assignments; and for the county describing, renaming, closing it."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import PARENTS, TRACK_OF, UnitKind
from notoneless.foundation.organizations.rules.kinds import SCHOOLS, SchoolType
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.showing import UnitCard, open_unit
from notoneless.foundation.organizations.services import close_unit, describe_unit, rename_unit
from notoneless.foundation.people.selectors import READ as READ_CHILDREN
from notoneless.foundation.people.selectors import count_children, lists_children
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.organizations.pages.forms import again, word, words
from notoneless.interfaces.organizations.pages.tree import shown

PROFILE = (
    "division_code", "is_urban", "school_code", "school_type", "first_grade", "last_grade", "is_central", "is_direct",
    "grade", "entry_year",
)  # fmt: skip
_FLAGS = ("is_urban", "is_central", "is_direct")


@page({"GET": READ})
def unit(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """A unit on one page."""
    return _unit(ctx, unit)


def _unit(ctx: Context, unit: UUID) -> Shown:
    card = open_unit(ctx, unit)
    values = {
        "card": card,
        "kind": word(f"unit_kind.{card.kind}"),
        "facts": facts(card),
        "beneath": shown(list(card.beneath)),
        "posts": [(post, word(f"role.{post.role}")) for post in card.posts],
        "ties": [(tie, word(f"organizations.tie_{tie.kind}")) for tie in card.ties],
        "children": count_children(ctx, unit) if ctx.may(READ_CHILDREN) else None,
        "lists_children": ctx.may(READ_CHILDREN) and lists_children(ctx, unit),
        "may_describe": ctx.may("unit.describe"),
        "form": new_form(ctx),
    }
    return Shown("organizations/unit.html", values)


def facts(card: UnitCard) -> list[tuple[str, str]]:
    """The profile as words and values; what is not filled in is left out."""
    found = []
    for name in PROFILE:
        value = card.profile.get(name)
        if value in (None, "", False):
            continue
        told = word("organizations.yes") if value is True else str(value)
        found.append(
            (word(f"parameter.{name}"), word(f"organizations.type_{value}") if name == "school_type" else told)
        )
    return found


@page({"GET": "unit.describe"})
def edit(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The forms that describe, rename and close a unit, and found one beneath it."""
    return _edit(ctx, unit)


def _edit(ctx: Context, unit: UUID) -> Shown:
    card = open_unit(ctx, unit)
    kind = UnitKind(card.kind)
    values = {
        "card": card,
        "kind": word(f"unit_kind.{card.kind}"),
        "is_division": kind in (UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.VILLAGE),
        "is_place": kind in (UnitKind.TOWNSHIP, UnitKind.VILLAGE),
        "is_school": kind in SCHOOLS,
        "is_class": kind is UnitKind.CLASS,
        "types": words("type", SchoolType),
        "kinds": [(each.value, word(f"unit_kind.{each}")) for each in TRACK_OF if kind in PARENTS[each]],
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
    }
    return Shown("organizations/unit_edit.html", values)


@page({"POST": "unit.describe"})
def describe(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Describe it."""
    acting = with_form(ctx, request)
    given: dict[str, object] = {name: request.POST.get(name) or None for name in PROFILE}
    given |= {name: request.POST.get(name) == "yes" for name in _FLAGS if request.POST.get(name)}
    try:
        describe_unit(acting, unit=unit, **given)
    except Refused as refusal:
        return again(ctx, refusal, "unit.describe", lambda: _edit(ctx, unit))
    return Went("organization", {"unit": unit})


@page({"POST": "unit.rename"})
def rename(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Rename it."""
    acting = with_form(ctx, request)
    try:
        rename_unit(acting, unit=unit, name=request.POST.get("name", ""))
    except Refused as refusal:
        return again(ctx, refusal, "unit.rename", lambda: _edit(ctx, unit))
    return Went("organization", {"unit": unit})


@page({"POST": "unit.close"})
def close(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Close it."""
    acting = with_form(ctx, request)
    try:
        close_unit(acting, unit=unit, until_on=request.POST.get("until_on", ""))
    except Refused as refusal:
        return again(ctx, refusal, "unit.close", lambda: _edit(ctx, unit))
    return Went("organization", {"unit": unit})


@page({"POST": "unit.found"})
def found(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Found one beneath it."""
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("kind", "name", "from_on", "code")}
    try:
        made = found_unit(acting, parent=unit, **given)
    except Refused as refusal:
        return again(ctx, refusal, "unit.found", lambda: _edit(ctx, unit))
    return Went("organization", {"unit": made})


ROUTES = [
    route("organizations/units/<uuid:unit>/", unit, "organization"),
    route("organizations/units/<uuid:unit>/edit/", edit, "organization_edit"),
    route("organizations/units/<uuid:unit>/describe/", describe, "organization_describe"),
    route("organizations/units/<uuid:unit>/rename/", rename, "organization_rename"),
    route("organizations/units/<uuid:unit>/close/", close, "organization_close"),
    route("organizations/units/<uuid:unit>/found/", found, "organization_found"),
]
