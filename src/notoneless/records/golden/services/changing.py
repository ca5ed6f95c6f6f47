"""Children on record become as they were worked out, where nobody has corrected them by hand since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from notoneless.foundation.access.bulk import run_many, select_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.people.rules import sort_key
from notoneless.foundation.sealing.models import Plain
from notoneless.records.golden.rules.known import Facts, Known, Stay
from notoneless.records.golden.services.removing import drop_empty_households
from notoneless.records.golden.services.rows import (
    Column,
    change_searched_names,
    enter_guardians,
    enter_households,
    enter_stays,
    household_id,
)

NUMBERS = ("id_number", "student_number")
Change = tuple[Known, Known]
"""A child as the last working out left it, and as it shall be."""


class _Row(NamedTuple):
    """What is on record of a child, as bare values."""

    id: str
    name: str
    sex: str
    born_on: str | None
    household: str | None
    id_number_index: bytes | None
    student_number_index: bytes | None


def change_children(ctx: Context, changes: Sequence[Change], losing: Mapping[str, str]) -> None:
    """Change children. `losing`: numbers that some child has and shall have no longer, with that child's id."""
    _change_stays(ctx, [change for change in changes if change[0].stays != change[1].stays])
    moving = {after.id for before, after in changes if _family(before) != _family(after)}
    said = [change for change in changes if change[0].facts != change[1].facts or change[1].id in moving]
    found = map(_Row._make, select_many(Child, _Row._fields, "id", [after.id for _, after in said]))
    rows = {row.id: row for row in found}
    there = [change for change in said if change[1].id in rows]
    households = enter_households([after for _, after in there if after.id in moving])
    updates, numbers = _Updates(), _Numbers(there, losing)
    left: set[UUID] = set()
    for before, after in there:
        row = rows[after.id]
        updates.note(after.id, _words(row, before.facts, after.facts) | numbers.of(row, before, after))
        if after.id in moving:
            left.update(_move(updates, row, before, households.get(after.id)))
    updates.write()
    _change_guardians(ctx, there)
    drop_empty_households(left)


def _family(child: Known) -> tuple[str, str, str]:
    """What tells the household of a child from others."""
    home = child.stay(Track.HOUSEHOLD)
    return home.unit if home else "", child.facts.guardian, child.facts.address


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
        self._losing = losing
        self._columns = {field: Column(Child, field) for field in NUMBERS}
        self._keys: dict[str, dict[str, list[bytes]]] = {}
        self._holders: dict[str, dict[bytes, str]] = {}
        for field, column in self._columns.items():
            new = {getattr(after.facts, field) for before, after in changes if _differs(before, after, field)} - {""}
            self._keys[field] = {text: column.keys(text) for text in sorted(new)}
            keys = [key for of_one in self._keys[field].values() for key in of_one]
            held = select_many(Child, (f"{field}_index", "id"), f"{field}_index", keys)
            self._holders[field] = {bytes(key): holder for key, holder in held}

    def of(self, row: _Row, before: Known, after: Known) -> dict[str, Any]:
        """The columns of numbers that change; a number that somebody has corrected, or another child has, stays."""
        found: dict[str, Any] = {}
        for field in NUMBERS:
            if not _differs(before, after, field):
                continue
            if not self._has(row, field, getattr(before.facts, field)):
                continue
            text = getattr(after.facts, field)
            if self._is_free(row, field, text):
                found[f"{field}_index"] = self._keys[field][text][-1] if text else None
                found[field] = self._columns[field].closed(after.id, text) if text else None
        return found

    def _has(self, row: _Row, field: str, text: str) -> bool:
        """Whether a child has the number that rosters gave it; or had it until another got it in this working out."""
        index = getattr(row, f"{field}_index")
        return self._columns[field].holds(index, text) or (index is None and self._losing.get(text) == row.id)

    def _is_free(self, row: _Row, field: str, text: str) -> bool:
        """Whether nobody else has the number; who shall lose it in this working out loses it now."""
        holders = self._holders[field]
        if not text or not holders:
            return True
        others = [holder for key in self._keys[field][text] if (holder := holders.get(key, row.id)) != row.id]
        if any(self._losing.get(text) != other for other in others):
            return False
        if others:
            Child._base_manager.filter(pk__in=others).update(**{field: None, f"{field}_index": None})
        return True


def _differs(before: Known, after: Known, field: str) -> bool:
    return bool(getattr(before.facts, field) != getattr(after.facts, field))


def _words(row: _Row, before: Facts, after: Facts) -> dict[str, Any]:
    """What can be read; what somebody has corrected stays."""
    found: dict[str, Any] = {}
    if before.name != after.name and row.name == before.name:
        found |= {"name": after.name, "sort_key": sort_key(after.name)}
    if before.sex != after.sex and row.sex == before.sex:
        found["sex"] = after.sex
    if before.born != after.born and (row.born_on or "") == before.born:
        found["born_on"] = after.born or None
    return found


def _move(updates: _Updates, row: _Row, before: Known, household: str | None) -> Iterator[UUID]:
    """Let the child live in another household, if it lived where the rosters had it; the household it has left."""
    home, facts = before.stay(Track.HOUSEHOLD), before.facts
    if row.household == household:
        return
    was = household_id(home.unit, facts.guardian, facts.address) if home else None
    if row.household not in (None, was):
        return
    if row.household is not None:
        yield UUID(row.household)
    updates.note(row.id, {"household_id": household})


def _change_guardians(ctx: Context, changes: Sequence[Change]) -> None:
    """Guardians become those whom the rosters name, where nobody has corrected them."""
    said = [change for change in changes if _guardian(change[0].facts) != _guardian(change[1].facts)]
    there: dict[tuple[str, str], Guardian] = {}
    phones = Column(Guardian, "phone")
    for each in Guardian._base_manager.filter(child_id__in=[after.id for _, after in said]).order_by("-id"):
        there[each.child_id.hex, each.name] = each
    new: list[tuple[str, Facts]] = []
    for before, after in said:
        row = there.get((after.id, before.facts.guardian or after.facts.guardian))
        if row is None:
            new += [(after.id, after.facts)] if after.facts.guardian else []
        elif after.facts.guardian:
            _change_guardian(phones, row, before.facts, after.facts)
        elif phones.holds(row.phone_index, before.facts.phone):
            row.delete()
    enter_guardians(ctx, new)


def _guardian(facts: Facts) -> tuple[str, ...]:
    return facts.guardian, facts.relation, facts.phone


def _change_guardian(phones: Column, row: Guardian, old: Facts, new: Facts) -> None:
    changed = ["name", "relation"]
    row.name, row.relation = new.guardian, new.relation or row.relation
    if old.phone != new.phone and phones.holds(row.phone_index, old.phone):
        row.phone = Plain(new.phone) if new.phone else None
        changed += ["phone", "phone_index"]
    row.save(update_fields=changed)


def _change_stays(ctx: Context, changes: Sequence[Change]) -> None:
    """Memberships become those worked out, on each track where the child still is where the rosters last had it."""
    here = _open_units([after.id for _, after in changes])
    gone: list[tuple[str, Stay]] = []
    new: list[tuple[str, Stay]] = []
    for before, after in changes:
        old, wanted = set(before.stays), set(after.stays)
        for track in {stay.track for stay in old ^ wanted}:
            was = before.stay(track)
            if here.get((after.id, track), "") == (was.unit if was else ""):
                gone += [(after.id, stay) for stay in sorted(old - wanted) if stay.track is track]
                new += [(after.id, stay) for stay in sorted(wanted - old) if stay.track is track]
    run_many(_REMOVE, [_key(child, stay) for child, stay in gone])
    enter_stays(ctx, new)


_REMOVE = f"DELETE FROM {ChildUnit._meta.db_table} WHERE child_id = %s AND track = %s AND unit_id = %s AND from_on = %s"


def let_begin_again(stays: Iterable[tuple[str, Stay]]) -> None:
    """Take out stays that were ended and are about to be entered again: of a child that was on no roster for a while."""
    run_many(f"{_REMOVE} AND until_on IS NOT NULL", [_key(child, stay) for child, stay in stays])


def _key(child: str, stay: Stay) -> tuple[str, str, str, str]:
    return child, stay.track.value, stay.unit, stay.from_on


def _open_units(ids: Sequence[str]) -> dict[tuple[str, Track], str]:
    rows = select_many(ChildUnit, ("child", "track", "unit"), "child", ids, also="until_on IS NULL")
    return {(child, Track(track)): unit for child, track, unit in rows}
