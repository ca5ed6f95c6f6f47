"""Organizations as pages show them: the tree, a unit with all that hangs on it, groups, ties, contacts, proposals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Protected, in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.organizations.models import (
    Assignment,
    DepartmentContact,
    GroupSeat,
    JointProblem,
    LeadingGroup,
    Post,
    ProposedPost,
    UnitProfile,
)
from notoneless.foundation.organizations.rules.kinds import AssignmentKind, Outcome
from notoneless.foundation.organizations.rules.tiers import tiers_on
from notoneless.foundation.organizations.selectors import READ, READ_PROPOSALS, REVEAL

M = TypeVar("M", bound=Protected)

_BRANCHES = {
    Track.HOUSEHOLD: (UnitKind.TOWNSHIP, UnitKind.VILLAGE, UnitKind.GROUP),
    Track.SCHOOL: (
        UnitKind.TOWNSHIP,
        UnitKind.TUTORING_GROUP,
        UnitKind.SCHOOL,
        UnitKind.TEACHING_POINT,
        UnitKind.CLASS,
    ),
}
"""What each track shows of the tree."""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree. `beneath`: how many units stand directly beneath it on this track."""

    id: UUID
    kind: str
    name: str
    above: str
    beneath: int


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post as a list shows it."""

    id: UUID
    unit: UUID
    unit_name: str
    title: str
    role: str
    holder: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class TieLine:
    """An assignment as both sides see it."""

    id: UUID
    kind: str
    tier: str
    by: str
    by_unit: UUID | None
    to: str
    to_unit: UUID
    to_above: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat of a group."""

    id: UUID
    holder: str
    seat: str
    duties: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A leading group in a list."""

    id: UUID
    unit: UUID
    unit_name: str
    above: str
    name: str
    seats: int


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A leading group on its page."""

    line: GroupLine
    goals: str
    from_on: date
    until_on: date | None
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit on its page. `path`: what stands above it, the county first, with the ids of what is in reach."""

    id: UUID
    kind: str
    name: str
    code: str
    from_on: date
    until_on: date | None
    path: tuple[tuple[UUID | None, str], ...]
    profile: dict[str, Any]
    beneath: tuple[Node, ...]
    posts: tuple[PostLine, ...]
    groups: tuple[GroupLine, ...]
    ties: tuple[TieLine, ...]


def branches(ctx: Context, track: Track, above: UUID | None) -> list[Node]:
    """The units beneath one in reach; without one, where one's reach begins. Names of units are public: nothing is recorded."""
    mine = visible_to(ctx, READ, Unit).exclude(until_on__lte=ctx.today)
    if above is None:
        rows = mine.exclude(parent_id__in=mine.values("pk"))
    else:
        rows = mine.filter(parent_id=above, kind__in=_BRANCHES[track])
    return _nodes(ctx, rows, _BRANCHES[track])


def search_units(ctx: Context, text: str, most: int) -> list[Node]:
    """Units in reach whose name holds the text, or whose code begins so."""
    mine = visible_to(ctx, READ, Unit).exclude(until_on__lte=ctx.today)
    found = mine.filter(Q(name__contains=text) | Q(code__startswith=text)).order_by("sort_key", "id")
    return _nodes(ctx, found[:most], tuple(UnitKind))


def _nodes(ctx: Context, rows: Iterable[Unit] | QuerySet[Unit], kinds: Sequence[UnitKind]) -> list[Node]:
    if isinstance(rows, QuerySet) and not rows.query.is_sliced:
        rows = rows.order_by("sort_key", "id")
    found = list(rows.select_related("parent") if isinstance(rows, QuerySet) else rows)
    standing = Unit._base_manager.filter(parent_id__in=[row.pk for row in found], kind__in=kinds)
    counts = dict(standing.exclude(until_on__lte=ctx.today).order_by().values_list("parent_id").annotate(Count("pk")))
    order = list(UnitKind)
    nodes = [Node(row.pk, row.kind, row.name, _above(row), counts.get(row.pk, 0)) for row in found]
    return sorted(nodes, key=lambda node: order.index(UnitKind(node.kind)))


def _above(row: Unit) -> str:
    return row.parent.name if row.parent and row.parent.parent_id else ""


def row_in_reach(ctx: Context, code: str, model: type[M], pk: UUID) -> M:
    """A row on which `code` may be done, to show a form. Raises NotFound out of reach."""
    row = visible_to(ctx, code, model).filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row


def open_unit(ctx: Context, unit: UUID) -> UnitCard:
    """A unit with its profile, posts, groups and ties. Opening it leaves an entry. Raises NotFound out of reach."""
    row = row_in_reach(ctx, READ, Unit, unit)
    card = UnitCard(
        id=row.pk,
        kind=row.kind,
        name=row.name,
        code=row.code,
        from_on=row.from_on,
        until_on=row.until_on,
        path=_path(ctx, row),
        profile=_profile(ctx, row),
        beneath=tuple(_nodes(ctx, visible_to(ctx, READ, Unit).filter(_open(ctx), parent_id=row.pk), tuple(UnitKind))),
        posts=tuple(_posts(visible_to(ctx, READ, Post).filter(_open(ctx), unit=row))),
        groups=tuple(_groups(visible_to(ctx, READ, LeadingGroup).filter(_open(ctx), unit=row), ctx)),
        ties=tuple(_ties(ctx, Q(to_unit=row) | Q(from_unit=row))),
    )
    opened_row(ctx, READ, row)
    return card


def _open(ctx: Context) -> Q:
    """What has not ended: what begins later is shown too."""
    return Q(until_on__isnull=True) | Q(until_on__gt=ctx.today)


def _path(ctx: Context, row: Unit) -> tuple[tuple[UUID | None, str], ...]:
    above = UnitClosure.objects.filter(descendant=row, depth__gt=0).order_by("-depth").select_related("ancestor")
    named = visible_to(ctx, READ, Unit).filter(pk__in=[each.ancestor_id for each in above])
    mine = set(named.values_list("pk", flat=True))
    return tuple((each.ancestor_id if each.ancestor_id in mine else None, each.ancestor.name) for each in above)


def _profile(ctx: Context, row: Unit) -> dict[str, Any]:
    profile = visible_to(ctx, READ, UnitProfile).filter(unit=row).first()
    if profile is None:
        return {}
    fields = [field.name for field in UnitProfile._meta.concrete_fields if field.name not in ("id", "unit")]
    return {name: getattr(profile, name) for name in fields}


def _posts(rows: QuerySet[Post]) -> list[PostLine]:
    rows = rows.select_related("unit", "holder", "grant").order_by("title", "from_on", "id")
    return [
        PostLine(
            row.pk, row.unit_id, row.unit.name, row.title, row.grant.role, row.holder.name, row.from_on, row.until_on
        )
        for row in rows
    ]


def _groups(rows: QuerySet[LeadingGroup], ctx: Context) -> list[GroupLine]:
    found = list(rows.select_related("unit__parent").order_by("unit__sort_key", "id"))
    seats = visible_to(ctx, READ, GroupSeat).filter(_open(ctx), group__in=found).order_by()
    counts = dict(seats.values_list("group_id").annotate(Count("pk")))
    return [
        GroupLine(row.pk, row.unit_id, row.unit.name, _above(row.unit), row.name, counts.get(row.pk, 0))
        for row in found
    ]


def _ties(ctx: Context, wanted: Q, most: int | None = None) -> list[TieLine]:
    rows = visible_to(ctx, READ, Assignment).filter(_open(ctx), wanted)
    rows = rows.select_related("from_unit", "holder", "to_unit__parent")
    names = tiers_on(ctx.today)
    return [
        TieLine(
            row.pk,
            row.kind,
            names.get(row.tier or 0, ""),
            row.from_unit.name if row.from_unit else row.holder.name if row.holder else "",
            row.from_unit_id,
            row.to_unit.name,
            row.to_unit_id,
            _above(row.to_unit),
            row.from_on,
            row.until_on,
        )
        for row in rows.order_by("kind", "tier", "to_unit__sort_key", "id")[:most]
    ]


def list_ties(ctx: Context, kind: AssignmentKind | None, most: int) -> list[TieLine]:
    """The assignments in reach of either side. The list leaves an entry."""
    lines = _ties(ctx, Q(kind=kind) if kind else Q(), most)
    listed(ctx, READ, [line.id for line in lines], {"assignments": kind.value if kind else ""})
    return lines


def list_groups(ctx: Context, most: int) -> list[GroupLine]:
    """The leading groups in reach. The list leaves an entry."""
    lines = _groups(visible_to(ctx, READ, LeadingGroup).filter(_open(ctx)), ctx)[:most]
    listed(ctx, READ, [line.id for line in lines], {"groups": True})
    return lines


def open_group(ctx: Context, group: UUID) -> GroupCard:
    """One leading group with its seats. Opening it leaves an entry. Raises NotFound out of reach."""
    row = row_in_reach(ctx, READ, LeadingGroup, group)
    line = _groups(visible_to(ctx, READ, LeadingGroup).filter(pk=row.pk), ctx)[0]
    seats = visible_to(ctx, READ, GroupSeat).filter(_open(ctx), group=row).select_related("holder").order_by("id")
    rank = ("head", "deputy", "office", "member")
    found = [
        SeatLine(each.pk, each.holder.name, each.seat, each.duties, each.from_on, each.until_on)
        for each in sorted(seats, key=lambda each: rank.index(each.seat))
    ]
    opened_row(ctx, READ, row)
    return GroupCard(line, row.goals, row.from_on, row.until_on, tuple(found))


@dataclass(frozen=True, slots=True)
class HolderChoice:
    """Somebody who holds a post in reach: `label` tells name, post and unit."""

    id: UUID
    label: str


def holders(ctx: Context, most: int, text: str = "") -> list[HolderChoice]:
    """Who holds a post in reach; `text` names one in full, by label or name. The list leaves an entry."""
    rows = visible_to(ctx, READ, Post).filter(_open(ctx)).select_related("holder", "unit")
    name = text.partition("（")[0]
    rows = rows.filter(holder__name=name) if text else rows
    found = [
        HolderChoice(row.holder_id, f"{row.holder.name}（{row.unit.name} {row.title}）")
        for row in rows.order_by("unit__sort_key", "id")[:most]
    ]
    listed(ctx, READ, [each.id for each in found], {"holders": bool(text)})
    return found if name == text else [each for each in found if each.label == text]


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Who answers in a department; whether a phone number is there and may be opened."""

    id: UUID
    department: str
    name: str
    has_phone: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem raised with a department."""

    id: UUID
    department: str
    about: str
    raised_on: date
    due_on: date | None
    answer: str
    settled_on: date | None
    is_late: bool


def joint_mechanism(ctx: Context, most: int) -> tuple[list[ContactLine], list[ProblemLine]]:
    """Contacts and problems in reach, open problems first. The list leaves an entry."""
    contacts = visible_to(ctx, READ, DepartmentContact).filter(_open(ctx)).order_by("department", "id")
    people = [ContactLine(row.pk, row.department, row.name, row.phone is not None, ctx.may(REVEAL)) for row in contacts]
    rows = visible_to(ctx, READ, JointProblem).select_related("contact").order_by("settled_on", "due_on", "id")
    problems = [
        ProblemLine(
            row.pk, row.contact.department, row.about, row.raised_on, row.due_on, row.answer, row.settled_on,
            row.settled_on is None and row.due_on is not None and row.due_on < ctx.today,
        )
        for row in sorted(rows[:most], key=lambda row: row.settled_on is not None)
    ]  # fmt: skip
    listed(ctx, READ, [*(each.id for each in people), *(each.id for each in problems)], {"joint": True})
    return people, problems


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposed post."""

    id: UUID
    holder: str
    sign_in_name: str
    unit: str
    above: str
    title: str
    role: str
    from_on: date
    outcome: str


def list_proposals(ctx: Context, most: int, attachment: UUID | None = None) -> list[ProposalLine]:
    """The posts that wait, or all of one list. The list leaves an entry."""
    rows = visible_to(ctx, READ_PROPOSALS, ProposedPost)
    rows = rows.filter(attachment_id=attachment) if attachment else rows.filter(outcome=Outcome.WAITING)
    rows = rows.select_related("holder", "unit__parent").order_by("unit__sort_key", "id")
    lines = [
        ProposalLine(
            row.pk, row.holder.name, row.holder.sign_in_name, row.unit.name, _above(row.unit), row.title, row.role,
            row.from_on, row.outcome,
        )
        for row in rows[:most]
    ]  # fmt: skip
    listed(ctx, READ_PROPOSALS, [line.id for line in lines], {"attachment": str(attachment or "")})
    return lines


def count_proposals(ctx: Context) -> int:
    """How many posts wait for whoever may confirm them."""
    return visible_to(ctx, "post.confirm", ProposedPost).filter(outcome=Outcome.WAITING).count()


def holders_proposed(ctx: Context, attachment: UUID) -> list[UUID]:
    """The accounts whose posts one list proposes; whoever shows them records it."""
    rows = visible_to(ctx, READ_PROPOSALS, ProposedPost).filter(attachment_id=attachment)
    return list(rows.order_by().values_list("holder_id", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post with what goes with it: what is handed over with it."""

    line: PostLine
    above: str
    ties: tuple[TieLine, ...]
    seats: tuple[tuple[str, str, str], ...]
    """Name of the group, seat, duties."""
    units: tuple[Node, ...]
    beneath: int


def open_post(ctx: Context, post: UUID) -> PostCard:
    """One post with the assignments, seats and units that go with it. Leaves an entry. Raises NotFound out of reach."""
    row = row_in_reach(ctx, READ, Post, post)
    beneath = UnitClosure.objects.filter(ancestor_id=row.unit_id)
    of_holder = Q(holder_id=row.holder_id, to_unit_id__in=beneath.values("descendant_id"))
    seats = visible_to(ctx, READ, GroupSeat).filter(
        in_force(ctx.today), holder_id=row.holder_id, group__unit=row.unit_id
    )
    units = visible_to(ctx, READ, Unit).filter(_open(ctx), parent_id=row.unit_id)
    card = PostCard(
        _posts(visible_to(ctx, READ, Post).filter(pk=row.pk))[0],
        _above(Unit._base_manager.select_related("parent").get(pk=row.unit_id)),
        tuple(_ties(ctx, of_holder)),
        tuple((each.group.name, each.seat, each.duties) for each in seats.select_related("group").order_by("id")),
        tuple(_nodes(ctx, units, tuple(UnitKind))),
        beneath.filter(depth__gt=0).count(),
    )
    opened_row(ctx, READ, row)
    return card
