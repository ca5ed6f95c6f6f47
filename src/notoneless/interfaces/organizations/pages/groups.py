"""Leading groups: the list, one group with its seats, founding and seating."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.selectors import UnitChoice, units_meant
from notoneless.foundation.organizations.models import GroupSeat
from notoneless.foundation.organizations.rules.kinds import Seat
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.grouping import NotSeated, not_seated, units_without_group
from notoneless.foundation.organizations.selectors.showing import (
    GroupLine,
    holders,
    list_groups,
    open_group,
    row_in_reach,
)
from notoneless.foundation.organizations.services import close_group, found_group, leave_seat, seat_holders, seat_member
from notoneless.interfaces.access.pages.choosing import unit_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.organizations.pages.forms import LINES, SUGGESTED, again, holder_typed, word, words
from notoneless.kernel.problems import Problem, sentence

_NAMED = 20
"""Posts that are named of one group; its own page and the button take them all."""


@page({"GET": READ})
def group_list(ctx: Context, request: HttpRequest) -> Answer:
    """The groups in reach."""
    return _list(ctx, request)


def _list(ctx: Context, request: HttpRequest) -> Shown:
    groups, asked = list_groups(ctx, LINES), units_meant(ctx, request.GET.get("unit", ""), 1)
    lacks = not_seated(ctx, groups)
    values = {
        "groups": [(each, *_lacks(each, lacks.get(each.unit, ()))) for each in groups],
        "without": units_without_group(ctx, asked[0].id if asked else None, LINES),
        "may_found": ctx.may("leading_group.found"),
        "may_seat": ctx.may("leading_group.seat_holders"),
        "sent": {"from_on": ctx.today.isoformat(), **_prefilled(asked), **request.POST.dict()},
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
    }
    return Shown("organizations/groups.html", values)


def _prefilled(asked: Sequence[UnitChoice]) -> dict[str, str]:
    """What the form for a new group says of the unit that an address asks for."""
    return {"unit": asked[0].label, "name": word("organizations.usual_group")} if asked else {}


def _lacks(group: GroupLine, found: Sequence[NotSeated]) -> tuple[list[str], list[tuple[str, str]]]:
    """Who does not sit in a group, a line each, and the roles beneath of which all can be seated as members at once.

    Who leads the group's own unit is as a rule its head: that is said on the page of the group.
    """
    lines = [
        sentence(
            Problem(
                "organizations.not_seated" if each.holder else "organizations.not_held",
                {"unit": each.unit_name, "role": Problem(f"role.{each.role}"), "name": each.holder},
            ),
            language_of(),
        )
        for each in found[:_NAMED]
    ]
    roles = dict.fromkeys(each.role for each in found if each.holder and each.unit != group.unit)
    return lines, [(role, word(f"role.{role}")) for role in roles]


@page({"POST": "leading_group.found"})
def found(ctx: Context, request: HttpRequest) -> Answer:
    """Found a group."""
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("name", "goals", "from_on")}
    try:
        made = found_group(acting, unit=unit_typed(ctx, request), **given)
    except Refused as refusal:
        return again(ctx, refusal, "leading_group.found", lambda: _list(ctx, request))
    return Went("leading_group", {"group": made})


@page({"GET": READ})
def group(ctx: Context, request: HttpRequest, group: UUID) -> Answer:
    """One group."""
    return _group(ctx, request, group)


def _group(ctx: Context, request: HttpRequest, group: UUID) -> Shown:
    card = open_group(ctx, group)
    roles = [(code, word(f"role.{code}")) for code, role in ROLES.table.items() if not role.alone]
    values = {
        "card": card,
        "seats": [(seat, word(f"organizations.seat_{seat.seat}")) for seat in card.seats],
        "may_seat": ctx.may("leading_group.seat"),
        "kinds": words("seat", Seat),
        "roles": roles,
        "holders": holders(ctx, SUGGESTED) if ctx.may("leading_group.seat") else (),
        "sent": {"from_on": ctx.today.isoformat(), **request.POST.dict()},
        "today": ctx.today.isoformat(),
        "form": new_form(ctx),
    }
    return Shown("organizations/group.html", values)


@page({"POST": "leading_group.seat"})
def seat(ctx: Context, request: HttpRequest, group: UUID) -> Answer:
    """Seat one person."""
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("seat", "duties", "from_on")}
    try:
        seat_member(acting, group=group, account=holder_typed(ctx, request), **given)
    except Refused as refusal:
        return again(ctx, refusal, "leading_group.seat", lambda: _group(ctx, request, group))
    return Went("leading_group", {"group": group})


@page({"POST": "leading_group.seat_holders"})
def seat_many(ctx: Context, request: HttpRequest, group: UUID) -> Answer:
    """Seat all who hold a role."""
    acting = with_form(ctx, request)
    given = {name: request.POST.get(name, "") for name in ("role", "seat", "duties", "from_on")}
    try:
        seat_holders(acting, group=group, **given)
    except Refused as refusal:
        return again(ctx, refusal, "leading_group.seat_holders", lambda: _group(ctx, request, group))
    return Went("leading_group", {"group": group})


@page({"POST": "leading_group.close"})
def close(ctx: Context, request: HttpRequest, group: UUID) -> Answer:
    """Close a group, from today."""
    acting = with_form(ctx, request)
    try:
        close_group(acting, group=group, until_on=ctx.today)
    except Refused as refusal:
        return again(ctx, refusal, "leading_group.close", lambda: _group(ctx, request, group))
    return Went("leading_groups")


@page({"POST": "leading_group.leave"})
def leave(ctx: Context, request: HttpRequest, seat: UUID) -> Answer:
    """Let somebody leave, from today."""
    acting = with_form(ctx, request)
    group = row_in_reach(ctx, "leading_group.leave", GroupSeat, seat).group_id
    try:
        leave_seat(acting, seat=seat, until_on=ctx.today)
    except Refused as refusal:
        return again(ctx, refusal, "leading_group.leave", lambda: _group(ctx, request, group))
    return Went("leading_group", {"group": group})


ROUTES = [
    route("organizations/groups/", group_list, "leading_groups"),
    route("organizations/groups/found/", found, "leading_group_found"),
    route("organizations/groups/<uuid:group>/", group, "leading_group"),
    route("organizations/groups/<uuid:group>/seat/", seat, "leading_group_seat"),
    route("organizations/groups/<uuid:group>/holders/", seat_many, "leading_group_holders"),
    route("organizations/groups/<uuid:group>/close/", close, "leading_group_close"),
    route("organizations/seats/<uuid:seat>/leave/", leave, "seat_leave"),
]
