"""Who may keep a file: posts that answer for the pupil, with who holds them today."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from notoneless.casework.watch_list.models import Keeping
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import WIDTH, UnitKind
from notoneless.foundation.people.models import ChildUnit

CONTACT = "watch_list.contact"
"""Whoever may record a contact may keep a file."""

PostOf = tuple[UUID, str]
"""A post as a file names it: the unit and the role, whoever holds it."""


@dataclass(frozen=True, slots=True)
class KeeperChoice:
    """A post that may keep a file, and who holds it today."""

    unit: UUID
    unit_name: str
    role: str
    holders: tuple[str, ...]

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.unit}/{self.role}"


def keepers_for(ctx: Context, child: UUID) -> list[KeeperChoice]:
    """The posts that may keep a file of a child, the nearest first. The child itself was read in reach before."""
    above = units_above(child, ctx.today)
    rows = Grant._base_manager.filter(
        in_force(ctx.today), unit_id__in=above, role__in=ctx.roles.allowing(CONTACT), account__is_active=True
    )
    found: dict[PostOf, KeeperChoice] = {}
    known = list(rows.select_related("account", "unit").order_by("account__name", "account_id"))
    for row in sorted(known, key=lambda each: -WIDTH[UnitKind(each.unit.kind)]):
        held = found.get((row.unit_id, row.role))
        names = (*(held.holders if held else ()), row.account.name)
        found[row.unit_id, row.role] = KeeperChoice(row.unit_id, row.unit.name, row.role, names)
    return list(found.values())


def units_above(child: UUID, day: date) -> frozenset[UUID]:
    """The units of a child on a day, with all above them."""
    homes = ChildUnit._base_manager.filter(in_force(day), child_id=child).values("unit_id")
    return frozenset(UnitClosure.objects.filter(descendant_id__in=homes).values_list("ancestor_id", flat=True))


def holders_of(posts: Collection[PostOf], day: date) -> Mapping[PostOf, tuple[str, ...]]:
    """Who holds some posts on a day."""
    if not posts:
        return {}
    units = {unit for unit, _ in posts}
    rows = Grant._base_manager.filter(in_force(day), unit_id__in=units, account__is_active=True)
    found: dict[PostOf, tuple[str, ...]] = {}
    for unit, role, name in rows.order_by("from_on", "id").values_list("unit_id", "role", "account__name"):
        if (unit, role) in posts:
            found[unit, role] = (*found.get((unit, role), ()), name)
    return found


def kept_by(entry: UUID, day: date) -> PostOf | None:
    """The post that keeps a file on a day; of a lifted file, the one that kept it last."""
    rows = Keeping._base_manager.filter(entry_id=entry, from_on__lte=day).order_by("-from_on", "-id")
    row = rows.first()
    return (row.unit_id, row.role) if row is not None else None


def held_by(ctx: Context) -> Q | None:
    """What names the posts that whoever asks holds today; None where there is none."""
    posts = [Q(unit_id=each.unit, role=each.role) for each in ctx.holdings()]
    return reduce(or_, posts) if posts else None
