"""Leading groups: founded, seated, left, closed."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.organizations.models import GroupSeat, LeadingGroup, Post
from notoneless.foundation.organizations.rules.kinds import Seat
from notoneless.kernel.problems import Problem


@action("leading_group.found", words="成立领导小组", english="Found a leading group")
def found_group(ctx: Context, *, unit: Unit, name: Line, goals: Passage | None, from_on: date) -> UUID:
    """Let a unit have a leading group. Raises Unusable where one of the name is there."""
    if LeadingGroup._base_manager.filter(unit=unit, name=name, until_on__isnull=True).exists():
        raise Unusable(Problem("organizations.name_taken", {"name": name}))
    group = LeadingGroup(id=ctx.ids.new(), unit=unit, name=name, goals=goals or "", from_on=from_on)
    group.save(force_insert=True)
    return group.id


@action("leading_group.close", words="撤销领导小组", english="Close a leading group")
def close_group(ctx: Context, *, group: LeadingGroup, until_on: date) -> None:  # noqa: ARG001 (an action's)
    """Let a group end before a day, and its seats with it. Raises Unusable for a day before it began."""
    if until_on < group.from_on:
        raise Unusable(Problem("access.backwards"))
    group.until_on = until_on
    group.save(update_fields=["until_on"])
    for seat in GroupSeat._base_manager.filter(group=group).exclude(until_on__lte=until_on).select_for_update():
        seat.until_on = max(until_on, seat.from_on)
        seat.save(update_fields=["until_on"])


@action("leading_group.seat", words="任领导小组成员", english="Seat somebody in a leading group")
def seat_member(
    ctx: Context, *, group: LeadingGroup, account: Account, seat: Seat, duties: Passage | None, from_on: date
) -> UUID:
    """Give somebody a seat in a group. Raises Unusable where the person has one, or another is the head."""
    _check_open(group, from_on)
    if _seated(group, from_on).filter(holder=account).exists():
        raise Unusable(Problem("organizations.seated_already", {"name": account.name}))
    if seat is Seat.HEAD and _seated(group, from_on).filter(seat=Seat.HEAD).exists():
        raise Unusable(Problem("organizations.one_head"))
    return _seat(ctx, group, account.id, seat, duties, from_on)


@action(
    "leading_group.seat_holders", words="按职务任领导小组成员", english="Seat all who hold a role in a leading group"
)
def seat_holders(
    ctx: Context, *, group: LeadingGroup, role: str, seat: Seat, duties: Passage | None, from_on: date
) -> None:
    """Seat everybody who holds a post of a role at the group's unit or beneath it: heads of schools, class teachers.

    Who has a seat keeps it. Raises Unusable where nobody holds the role, or several would be the head.
    """
    if role not in ROLES.table:
        raise Unusable(Problem("access.unknown_role", {"role": role}))
    _check_open(group, from_on)
    beneath = UnitClosure.objects.filter(ancestor_id=group.unit_id).values("descendant_id")
    posts = Post._base_manager.filter(in_force(from_on), unit_id__in=beneath, grant__role=role)
    holders = list(posts.order_by("unit__sort_key", "id").values_list("holder_id", flat=True))
    seated = set(_seated(group, from_on).values_list("holder_id", flat=True))
    wanted = [holder for holder in dict.fromkeys(holders) if holder not in seated]
    if not holders:
        raise Unusable(Problem("organizations.nobody_holds", {"role": Problem(f"role.{role}")}))
    heads = _seated(group, from_on).filter(seat=Seat.HEAD).count() + len(wanted)
    if seat is Seat.HEAD and wanted and heads > 1:
        raise Unusable(Problem("organizations.one_head"))
    for holder in wanted:
        _seat(ctx, group, holder, seat, duties, from_on)


@action("leading_group.leave", words="退出领导小组", english="Leave a seat of a leading group")
def leave_seat(ctx: Context, *, seat: GroupSeat, until_on: date) -> None:  # noqa: ARG001 (an action's)
    """Let a seat end before a day. Raises Unusable for a day before it began."""
    if until_on < seat.from_on:
        raise Unusable(Problem("access.backwards"))
    seat.until_on = until_on
    seat.save(update_fields=["until_on"])


def _check_open(group: LeadingGroup, day: date) -> None:
    if day < group.from_on or (group.until_on is not None and group.until_on <= day):
        raise Unusable(Problem("organizations.group_not_then"))


def _seated(group: LeadingGroup, day: date) -> QuerySet[GroupSeat]:
    return GroupSeat._base_manager.filter(group=group).exclude(until_on__lte=day)


def _seat(ctx: Context, group: LeadingGroup, holder: UUID, seat: Seat, duties: str | None, from_on: date) -> UUID:
    row = GroupSeat(id=ctx.ids.new(), group=group, holder_id=holder, seat=seat, duties=duties or "", from_on=from_on)
    row.save(force_insert=True)
    return row.id
