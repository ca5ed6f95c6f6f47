"""What tells children of one name apart, in a list that names several or among the pupils of a class."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.exporting import first_guardians, places_of
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.selectors import READ
from notoneless.tabular.fields import Field


class Named(NamedTuple):
    """A child as a list names it."""

    id: UUID
    name: str
    sex: str = ""
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells a child apart from another of its name; `home`, else `guardian`, only where sex and birth date are alike."""

    sex: str = ""
    born_on: date | None = None
    home: str = ""
    guardian: str = ""


def told_apart(ctx: Context, people: Iterable[Named]) -> dict[UUID, Traits]:
    """Of children in one list, those of whom another is called alike, each with what tells it apart; the others are left out.

    It asks nothing more unless sex and birth date are alike too: then of homes and guardians, as far as they may be read.
    """
    alike = _alike({each.id: each.name for each in people})
    known = {each.id: Traits(each.sex, each.born_on) for each in people if each.id in alike}
    same = _alike({each.id: (each.name, known[each.id]) for each in people if each.id in known})
    return known | (_told_by_family(ctx, known, same) if same and ctx.may(READ) else {})


def told_apart_in_class(ctx: Context, code: str, children: Collection[UUID]) -> dict[UUID, Traits]:
    """The same of children whom a list names by `code`, besides one another among the pupils of their classes; one query."""
    if not children:
        return {}
    here = ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL)
    mates = here.filter(unit_id__in=here.filter(child_id__in=children).values("unit_id"))
    names = Child._base_manager.filter(pk__in=children).values("name")
    rows = visible_to(ctx, code, Child).filter(Q(pk__in=mates.values("child_id")) | Q(pk__in=children), name__in=names)
    found = [Named(*each) for each in rows.order_by("id").values_list("pk", "name", "sex", "born_on")]
    return told_apart(ctx, found)


def _alike(keys: Mapping[UUID, Hashable]) -> dict[UUID, list[UUID]]:
    """Who has the same key as others, with all who have it."""
    groups: dict[Hashable, list[UUID]] = defaultdict(list)
    for child, key in keys.items():
        groups[key].append(child)
    return {child: group for group in groups.values() if len(group) > 1 for child in group}


def _told_by_family(
    ctx: Context, known: Mapping[UUID, Traits], same: Mapping[UUID, Sequence[UUID]]
) -> dict[UUID, Traits]:
    seen = list(visible_to(ctx, READ, Child).filter(pk__in=same).values_list("pk", flat=True))
    places, guardians = places_of(ctx, seen), first_guardians(ctx, READ, seen)
    homes = {child: _home(places.get(child, {})) for child in seen}
    found = {}
    for child in seen:
        others = {homes.get(each, "") for each in same[child] if each != child}
        if homes[child] and homes[child] not in others:
            found[child] = replace(known[child], home=homes[child])
        elif child in guardians:
            found[child] = replace(known[child], guardian=guardians[child].name)
    return found


def _home(place: Mapping[Field, str]) -> str:
    """The village and its group, which some counties call with the village's name."""
    village, group = place.get(Field.VILLAGE, ""), place.get(Field.VILLAGE_GROUP, "")
    return group if group and group.startswith(village) else village + group
