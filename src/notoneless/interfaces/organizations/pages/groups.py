"""Leading groups: the list, one group with its seats, founding and seating."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.organizations.models import GroupSeat
from notoneless.foundation.organizations.rules.kinds import Seat
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.showing import holders, list_groups, open_group, row_in_reach
from notoneless.foundation.organizations.services import close_group, found_group, leave_seat, seat_holders, seat_member
from notoneless.interfaces.access.pages.choosing import unit_typed
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.organizations.pages.forms import LINES, SUGGESTED, again, holder_typed, word, words


@page({"GET": READ})
def group_list(ctx: Context, request: HttpRequest) -> Answer:
    """The groups in reach."""
    return _list(ctx, request)


def _list(ctx: Context, request: HttpRequest) -> Shown:
    values = {
        "groups": list_groups(ctx, LINES),
        "may_found": ctx.may("leading_group.found"),
        "sent": {"from_on": ctx.today.isoformat(), **request.POST.dict()},
        "form": new_form(ctx),
    }
    return Shown("organizations/groups.html", values)


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
