"""The pupils in reach by how they stand, one pupil, rows that are nobody's, and lists as they were brought."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.casework.aid.models import AidEntitlement, AidList, AidPairing, AidPayment, AidStray
from notoneless.casework.aid.rules.judging import standing, yuan
from notoneless.casework.aid.rules.kinds import Standing
from notoneless.casework.aid.selectors import READ_AID
from notoneless.casework.aid.selectors.knowing import helping, is_marked, paid_in, rooms_of, undecided_on
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import Child


@dataclass(frozen=True, slots=True)
class AidLine:
    """One pupil: `due` and `paid` in yuan for the term, `standing` None for whom nobody has decided on."""

    child: UUID
    name: str
    place: str
    due: int | None
    paid: str
    standing: Standing | None
    mentor: str


@dataclass(frozen=True, slots=True)
class StrayLine:
    """A row of a list that is nobody's, and the pupil that lies nearest, where it is in reach."""

    id: UUID
    name: str
    amount: str
    paid_on: date
    title: str
    nearest: str


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list as it was brought, and what became of its rows."""

    id: UUID
    title: str
    unit: str
    term_from: date
    on: date
    by: str
    count: int
    paid: int
    strays: int
    same: int


@dataclass(frozen=True, slots=True)
class AidOverview:
    """All pupils in reach who are entitled or not decided on, and what lists could not tell."""

    term_from: date
    lines: tuple[AidLine, ...]
    strays: tuple[StrayLine, ...]
    lists: tuple[ListLine, ...]

    @property
    def unpaid(self) -> list[AidLine]:
        """Who is entitled and not wholly paid."""
        return [line for line in self.lines if line.standing in (Standing.UNPAID, Standing.SHORT)]

    @property
    def undecided(self) -> list[AidLine]:
        """Of whom nobody has decided."""
        return [line for line in self.lines if line.standing is None]

    @property
    def unpaired(self) -> list[AidLine]:
        """Whom nobody stands by."""
        return [line for line in self.lines if not line.mentor]


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment of a pupil; the item is told by need only."""

    id: UUID
    amount: str
    paid_on: date
    term_from: date
    how: str
    taken_back_on: date | None
    because: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What was decided of a pupil, from when until when; the grounds are told by need only."""

    id: UUID
    is_entitled: bool
    due: int | None
    from_on: date
    until_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """Who stands or stood by a pupil."""

    id: UUID
    mentor: str
    from_on: date
    until_on: date | None
    because: str


@dataclass(frozen=True, slots=True)
class AidPage:
    """One pupil: decisions, payments and pairs, the latest first."""

    child: UUID
    name: str
    line: AidLine | None
    is_marked: bool
    decisions: tuple[DecisionLine, ...]
    payments: tuple[PaymentLine, ...]
    pairs: tuple[PairLine, ...]


def overview(ctx: Context) -> AidOverview:
    """The pupils in reach for the term of today. It leaves an entry."""
    day = ctx.today
    rows = visible_to(ctx, READ_AID, AidEntitlement).filter(in_force(day))
    decided = {row.child_id: row for row in rows}
    waiting = _seen(ctx, undecided_on(day))
    lines = _lines(ctx, [row for row in decided.values() if row.is_entitled], waiting)
    listed(ctx, READ_AID, sorted(line.child for line in lines), {})
    return AidOverview(begins_on(day), lines, _strays(ctx), _lists(ctx))


def open_aid(ctx: Context, child: UUID) -> AidPage:
    """What is known of one pupil. It leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_AID, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_AID, row)
    return aid_of(ctx, row)


def aid_of(ctx: Context, row: Child) -> AidPage:
    """The same as a part of the child's page, whose opening is recorded."""
    decisions = list(
        visible_to(ctx, READ_AID, AidEntitlement)
        .filter(child=row)
        .select_related("by")
        .order_by("-from_on", "-at", "-id")
    )
    now = next((each for each in decisions if each.until_on is None), None)
    waits = now is None and is_marked(row.pk, ctx.today)
    lines = _lines(ctx, [now] if now and now.is_entitled else [], {row.pk: row.name} if waits else {})
    paid = visible_to(ctx, READ_AID, AidPayment).filter(child=row).order_by("-paid_on", "-id")
    pairs = visible_to(ctx, READ_AID, AidPairing).filter(child=row).select_related("mentor").order_by("-from_on", "-id")
    return AidPage(
        row.pk,
        row.name,
        lines[0] if lines else None,
        waits,
        tuple(
            DecisionLine(each.pk, each.is_entitled, each.due, each.from_on, each.until_on, each.by.name)
            for each in decisions
        ),
        tuple(_payment(each) for each in paid),
        tuple(PairLine(each.pk, each.mentor.name, each.from_on, each.until_on, each.because) for each in pairs),
    )


def _payment(row: AidPayment) -> PaymentLine:
    return PaymentLine(row.pk, yuan(row.fen), row.paid_on, row.term_from, row.how, row.taken_back_on, row.because)


def payment_in_reach(ctx: Context, payment: UUID, code: str) -> AidPayment:
    """A payment on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, AidPayment).select_related("child").filter(pk=payment).first()
    if row is None:
        raise NotFound
    return row


def stray_in_reach(ctx: Context, stray: UUID, code: str) -> AidStray:
    """A row of a list on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, AidStray).select_related("list").filter(pk=stray).first()
    if row is None:
        raise NotFound
    return row


def whose_it_may_be(ctx: Context, row: AidStray, code: str) -> list[tuple[str, str]]:
    """Pupils in reach whom a row may be: the nearest, and those of its name; each with its class."""
    here = visible_to(ctx, code, Child)
    people = dict(here.filter(Q(pk=row.nearest_id or row.pk) | Q(name=row.name)).values_list("pk", "name"))
    places = place_names(rooms_of(people.keys(), ctx.today).items())
    return [
        (str(pk), f"{name} {places.get(pk, '')}".strip())
        for pk, name in sorted(people.items(), key=lambda each: each[1])
    ]


def pairing_in_reach(ctx: Context, pairing: UUID, code: str) -> AidPairing:
    """A pair on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, AidPairing).select_related("child").filter(pk=pairing).first()
    if row is None:
        raise NotFound
    return row


def place_names(rooms: Iterable[tuple[UUID, UUID]]) -> dict[UUID, str]:
    """How the class of each child is called, with its school before it."""
    known = dict(rooms)
    units = Unit._base_manager.filter(pk__in=set(known.values())).select_related("parent")
    names = {unit.pk: " ".join(each.name for each in (unit.parent, unit) if each) for unit in units}
    return {child: names.get(room, "") for child, room in known.items()}


def _seen(ctx: Context, children: Collection[UUID]) -> dict[UUID, str]:
    """Those of some children who are in reach and learn here, by name."""
    here = rooms_of(children, ctx.today)
    return dict(visible_to(ctx, READ_AID, Child).filter(pk__in=here.keys()).values_list("pk", "name"))


def _lines(ctx: Context, rows: Collection[AidEntitlement], waiting: dict[UUID, str]) -> tuple[AidLine, ...]:
    if not (rows or waiting):
        return ()
    names = dict(
        visible_to(ctx, READ_AID, Child).filter(pk__in=[row.child_id for row in rows]).values_list("pk", "name")
    )
    everybody = [*names, *waiting]
    rooms = rooms_of(everybody, ctx.today)
    places, paid = place_names(rooms.items()), paid_in(begins_on(ctx.today), ctx.today, everybody)
    mentors, dues = helping(everybody, ctx.today), {row.child_id: row.due for row in rows}
    lines = [
        AidLine(
            child,
            name,
            places.get(child, ""),
            dues.get(child),
            yuan(paid.get(child, 0)),
            standing(dues[child], paid.get(child, 0)) if child in dues else None,
            "、".join(mentors.get(child, ())),
        )
        for child, name in {**names, **waiting}.items()
    ]
    order = {Standing.UNPAID: 0, Standing.SHORT: 1, None: 2, Standing.PAID: 3}
    return tuple(sorted(lines, key=lambda each: (order[each.standing], each.place, each.name, str(each.child))))


def _strays(ctx: Context) -> tuple[StrayLine, ...]:
    rows = visible_to(ctx, READ_AID, AidStray).filter(settled_on__isnull=True).select_related("list")
    kept = list(rows.order_by("-list__on", "name", "id"))
    near = {row.nearest_id for row in kept if row.nearest_id}
    names = dict(visible_to(ctx, READ_AID, Child).filter(pk__in=near).values_list("pk", "name"))
    return tuple(
        StrayLine(row.pk, row.name, yuan(row.fen), row.paid_on, row.list.title, names.get(row.nearest_id or row.pk, ""))
        for row in kept
    )


def _lists(ctx: Context) -> tuple[ListLine, ...]:
    rows = list(visible_to(ctx, READ_AID, AidList).select_related("unit").order_by("-on", "-id")[:20])
    people = dict(Account._base_manager.filter(pk__in={row.by_id for row in rows}).values_list("pk", "name"))
    return tuple(
        ListLine(
            row.pk,
            row.title,
            row.unit.name,
            row.term_from,
            row.on,
            people.get(row.by_id, ""),
            row.count,
            row.paid,
            row.strays,
            row.same,
        )
        for row in rows
    )
