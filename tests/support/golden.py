"""The children on record as one value, so that two ways to the same children can be told from two different ends."""

import hashlib
from typing import Any
from uuid import UUID

from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
from notoneless.foundation.places.models import Household
from notoneless.records.golden.services import work_out
from support.county import County
from support.databases import all_of


def children_now(county: County, who: str = "陈局长", **changes: Any) -> UUID:
    """Work the children out of the rosters in force, to the end."""
    return work_out(county.ctx(who), county.units["county"], **changes)


def on_record() -> list[Any]:
    """What the tables say of every child, without ids: names, numbers, family, and where it belonged when."""
    stays: dict[UUID, list[Any]] = {}
    for each in all_of(ChildUnit):
        stays.setdefault(each.child_id, []).append(
            (each.track, str(each.unit_id), str(each.from_on), str(each.until_on))
        )
    family: dict[UUID, list[Any]] = {}
    for guardian in all_of(Guardian):
        family.setdefault(guardian.child_id, []).append((guardian.name, guardian.relation, hexed(guardian.phone_index)))
    searched = {each.child_id: each.beginnings for each in all_of(SearchedName)}
    homes = {each.id: (str(each.unit_id), each.head_name, each.address) for each in all_of(Household)}
    said = [
        (
            (child.name, child.sort_key, child.sex, str(child.born_on)),
            (hexed(child.id_number_index), hexed(child.student_number_index)),
            sorted(stays.get(child.id, [])),
            sorted(family.get(child.id, [])),
            searched.get(child.id),
            homes[child.household_id] if child.household_id else None,
        )
        for child in all_of(Child)
    ]
    return sorted(said, key=repr)


def state_hash() -> str:
    """A digest of all children on record and of the households there are."""
    homes = sorted((str(each.unit_id), each.head_name, each.address) for each in all_of(Household))
    return hashlib.sha256(repr((on_record(), homes)).encode()).hexdigest()


def hexed(index: Any) -> str:
    """A search key as text."""
    return bytes(index).hex() if index is not None else ""
