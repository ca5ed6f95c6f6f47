"""Children on record become as they were worked out, where nobody has corrected them by hand since."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from notoneless.foundation.access.bulk import run_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.roles import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.rules import sort_key
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import Plain, search_keys
from notoneless.records.golden.rules.known import Facts, Known, Stay
from notoneless.records.golden.services.removing import drop_empty_households
from notoneless.records.golden.services.rows import (
    TOGETHER,
    change_searched_names,
    enter_guardians,
    enter_households,
    enter_stays,
    household_id,
    part,
    sealed,
)

NUMBERS = ("id_number", "student_number")
Change = tuple[Known, Known]
"""A child as the last working out left it, and as it shall be."""


def change_children(ctx: Context, changes: Sequence[Change], losing: Mapping[str, str]) -> None:
    """Change children. `losing`: numbers that some child has and shall have no longer, with that child's id."""
    _change_stays(ctx, [change for change in changes if change[0].stays != change[1].stays])
    said = [change for change in changes if _family(change[0]) != _family(change[1])]
    households = enter_households([after for _, after in said])
    left: set[UUID] = set()
    for start in range(0, len(said), TOGETHER):
        few = said[start : start + TOGETHER]
        rows = {row.pk.hex: row for row in Child._base_manager.filter(pk__in=[after.id for _, after in few])}
        there = [change for change in few if change[1].id in rows]
        updates, numbers = _Updates(), _Numbers(there, losing)
        for before, after in there:
            row = rows[after.id]
            updates.note(after.id, _words(row, before.facts, after.facts) | numbers.of(row, before, after))
            left.update(_move(updates, row, before, households.get(after.id)))
        updates.write()
        _change_guardians(ctx, there)
    drop_empty_households(left)


def _family(child: Known) -> tuple[Any, ...]:
    return child.facts, child.stay(Track.HOUSEHOLD)


class _Updates:
    """What rows of children become, gathered and written one statement for each set of columns."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}

    def note(self, child: str, values: Mapping[str, Any]) -> None:
        """Columns of a child and their bare values."""
        if values:
            self._rows.setdefault(tuple(values), []).append((*values.values(), child))

    def write(self) -> None:
        """Write them all."""
        for columns, rows in self._rows.items():
            told = ", ".join(f"{column} = %s" for column in columns)
            run_many(f"UPDATE {Child._meta.db_table} SET {told} WHERE id = %s", rows)
            if "name" in columns:
                at = columns.index("name")
                change_searched_names([(row[-1], row[at]) for row in rows])


class _Numbers:
    """The numbers that children get, with who has them now: asked once for all of them."""

    def __init__(self, changes: Sequence[Change], losing: Mapping[str, str]) -> None:
        self._losing, self._ring = losing, key_ring()
        self._holders: dict[str, dict[bytes, UUID]] = {}
        for field in NUMBERS:
            new = {getattr(after.facts, field) for before, after in changes if _differs(before, after, field)} - {""}
            keys = [key for text in sorted(new) for key in search_keys(Child, field, text)]
            held = Child._base_manager.filter(**{f"{field}_index__in": keys}).values_list(f"{field}_index", "pk")
            self._holders[field] = {bytes(key): holder for key, holder in held} if keys else {}

    def of(self, row: Child, before: Known, after: Known) -> dict[str, Any]:
        """The columns of numbers that change; a number that somebody has corrected, or another child has, stays."""
        found: dict[str, Any] = {}
        for field in NUMBERS:
            if not _differs(before, after, field) or not _is(row, field, getattr(before.facts, field)):
                continue
            text = getattr(after.facts, field)
            if self._is_free(row, field, text):
                found[f"{field}_index"], found[field] = sealed(self._ring, after.id, field, text)
        return found

    def _is_free(self, row: Child, field: str, text: str) -> bool:
        """Whether nobody else has the number; who shall lose it in this working out loses it now."""
        holders = self._holders[field]
        if not text or not holders:
            return True
        others = [holder for key in search_keys(Child, field, text) if (holder := holders.get(key, row.pk)) != row.pk]
        if any(self._losing.get(text) != other.hex for other in others):
            return False
        if others:
            Child._base_manager.filter(pk__in=others).update(**{field: None, f"{field}_index": None})
        return True


def _differs(before: Known, after: Known, field: str) -> bool:
    return bool(getattr(before.facts, field) != getattr(after.facts, field))


def _words(row: Child, before: Facts, after: Facts) -> dict[str, Any]:
    """What can be read; what somebody has corrected stays."""
    found: dict[str, Any] = {}
    if before.name != after.name and row.name == before.name:
        found |= {"name": after.name, "sort_key": sort_key(after.name)}
    if before.sex != after.sex and row.sex == before.sex:
        found["sex"] = after.sex
    if before.born != after.born and (row.born_on.isoformat() if row.born_on else "") == before.born:
        found["born_on"] = after.born or None
    return found


def _is(row: Any, field: str, text: str) -> bool:
    """Whether a sealed column holds just this text."""
    index = getattr(row, f"{field}_index")
    if index is None or not text:
        return index is None and not text
    return bytes(index) in search_keys(type(row), field, text)


def _move(updates: _Updates, row: Child, before: Known, household: str | None) -> Iterator[UUID]:
    """Let the child live in another household, if it lived where the rosters had it; the household it has left."""
    home, facts = before.stay(Track.HOUSEHOLD), before.facts
    wanted = UUID(household) if household else None
    if row.household_id == wanted:
        return
    was = UUID(household_id(home.unit, facts.guardian, facts.address)) if home else None
    if row.household_id not in (None, was):
        return
    if row.household_id is not None:
        yield row.household_id
    updates.note(row.pk.hex, {"household_id": household})


def _change_guardians(ctx: Context, changes: Sequence[Change]) -> None:
    """Guardians become those whom the rosters name, where nobody has corrected them."""
    said = [change for change in changes if _guardian(change[0].facts) != _guardian(change[1].facts)]
    there: dict[tuple[str, str], Guardian] = {}
    for each in Guardian._base_manager.filter(child_id__in=[after.id for _, after in said]).order_by("-id"):
        there[each.child_id.hex, each.name] = each
    new: list[tuple[str, Facts]] = []
    for before, after in said:
        row = there.get((after.id, before.facts.guardian or after.facts.guardian))
        if row is None:
            new += [(after.id, after.facts)] if after.facts.guardian else []
        elif after.facts.guardian:
            _change_guardian(row, before.facts, after.facts)
        elif _is(row, "phone", before.facts.phone):
            row.delete()
    enter_guardians(ctx, key_ring(), iter(new))


def _guardian(facts: Facts) -> tuple[str, ...]:
    return facts.guardian, facts.relation, facts.phone


def _change_guardian(row: Guardian, old: Facts, new: Facts) -> None:
    changed = ["name", "relation"]
    row.name, row.relation = new.guardian, new.relation or row.relation
    if old.phone != new.phone and _is(row, "phone", old.phone):
        row.phone = Plain(new.phone) if new.phone else None
        changed += ["phone", "phone_index"]
    row.save(update_fields=changed)


def _change_stays(ctx: Context, changes: Sequence[Change]) -> None:
    """Memberships become those worked out, on each track where the child still is where the rosters last had it."""
    here = _open_units([after.id for _, after in changes])
    gone: list[tuple[str, Stay]] = []
    new: list[tuple[str, Stay]] = []
    for before, after in changes:
        for track in Track:
            was = before.stay(track)
            if here.get((after.id, track), "") != (was.unit if was else ""):
                continue
            old, wanted = ({stay for stay in child.stays if stay.track is track} for child in (before, after))
            gone += [(after.id, stay) for stay in sorted(old - wanted)]
            new += [(after.id, stay) for stay in sorted(wanted - old)]
    run_many(_REMOVE, [(child, stay.track.value, stay.unit, stay.from_on) for child, stay in gone])
    enter_stays(ctx, iter(new))


_REMOVE = f"DELETE FROM {ChildUnit._meta.db_table} WHERE child_id = %s AND track = %s AND unit_id = %s AND from_on = %s"


def _open_units(ids: Sequence[str]) -> dict[tuple[str, Track], str]:
    found = {}
    for few in part(ids):
        rows = ChildUnit._base_manager.filter(child_id__in=few, until_on__isnull=True)
        for child, track, unit in rows.values_list("child_id", "track", "unit_id"):
            found[child.hex, Track(track)] = unit.hex
    return found
