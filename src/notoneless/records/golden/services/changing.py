"""Children on record become as they were worked out, where nobody has corrected them by hand since."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.foundation.access.bulk import run_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.roles import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, NameToken
from notoneless.foundation.people.rules import sort_key
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import Plain, search_keys
from notoneless.records.golden.rules.known import Facts, Known, Stay
from notoneless.records.golden.services.removing import drop_empty_households
from notoneless.records.golden.services.rows import (
    enter_guardians,
    enter_households,
    enter_stays,
    enter_tokens,
    household_id,
    part,
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
    for few in part([after.id for _, after in said]):
        rows = {row.pk.hex: row for row in Child._base_manager.filter(pk__in=few)}
        wanted = set(few)
        for before, after in (change for change in said if change[1].id in wanted):
            if after.id in rows:
                _change_child(rows[after.id], before, after, losing)
                left.update(_move(rows[after.id], before, households.get(after.id)))
                _change_guardian(ctx, before, after)
    drop_empty_households(left)


def _family(child: Known) -> tuple[Any, ...]:
    return child.facts, child.stay(Track.HOUSEHOLD)


def _change_child(row: Child, before: Known, after: Known, losing: Mapping[str, str]) -> None:
    changed = _changed_words(row, before.facts, after.facts)
    for field in NUMBERS:
        old, new = getattr(before.facts, field), getattr(after.facts, field)
        if old != new and _is(row, field, old) and _is_free(row, field, new, losing):
            setattr(row, field, Plain(new) if new else None)
            changed += [field, f"{field}_index"]
    if changed:
        row.save(update_fields=changed)
    if "name" in changed:
        tokens: Any = NameToken._base_manager.filter(child=row)
        tokens._raw_delete(tokens.db)
        enter_tokens([(after.id, row.name)])


def _changed_words(row: Child, before: Facts, after: Facts) -> list[str]:
    """Set what can be read; what somebody has corrected stays."""
    changed = []
    if before.name != after.name and row.name == before.name:
        row.name, row.sort_key = after.name, sort_key(after.name)
        changed += ["name", "sort_key"]
    if before.sex != after.sex and row.sex == before.sex:
        row.sex = after.sex
        changed.append("sex")
    if before.born != after.born and (row.born_on.isoformat() if row.born_on else "") == before.born:
        row.born_on = date.fromisoformat(after.born) if after.born else None
        changed.append("born_on")
    return changed


def _is(row: Any, field: str, text: str) -> bool:
    """Whether a sealed column holds just this text."""
    index = getattr(row, f"{field}_index")
    if index is None:
        return not text
    return bool(text) and bytes(index) in search_keys(type(row), field, text)


def _is_free(row: Child, field: str, text: str, losing: Mapping[str, str]) -> bool:
    """Whether nobody else has the number; who shall lose it in this working out loses it now."""
    if not text:
        return True
    held = Child._base_manager.filter(**{f"{field}_index__in": search_keys(Child, field, text)}).exclude(pk=row.pk)
    holder = held.values_list("pk", flat=True).first()
    if holder is None:
        return True
    if losing.get(text) != holder.hex:
        return False
    held.update(**{field: None, f"{field}_index": None})
    return True


def _move(row: Child, before: Known, household: str | None) -> Iterator[UUID]:
    """Let the child live in another household, if it lived where the rosters had it; the household it has left."""
    home, facts = before.stay(Track.HOUSEHOLD), before.facts
    was = UUID(household_id(home.unit, facts.guardian, facts.address)) if home else None
    wanted = UUID(household) if household else None
    if row.household_id not in (None, was) or row.household_id == wanted:
        return
    if row.household_id is not None:
        yield row.household_id
    row.household_id = wanted
    row.save(update_fields=["household"])


def _change_guardian(ctx: Context, before: Known, after: Known) -> None:
    old, new = before.facts, after.facts
    if (old.guardian, old.relation, old.phone) == (new.guardian, new.relation, new.phone):
        return
    row = Guardian._base_manager.filter(child_id=UUID(after.id), name=old.guardian or new.guardian).first()
    if row is None or not new.guardian:
        _enter_or_remove(ctx, after.id, row, old, new)
        return
    changed = ["name", "relation"]
    row.name, row.relation = new.guardian, new.relation or row.relation
    if old.phone != new.phone and _is(row, "phone", old.phone):
        row.phone = Plain(new.phone) if new.phone else None
        changed += ["phone", "phone_index"]
    row.save(update_fields=changed)


def _enter_or_remove(ctx: Context, child: str, row: Guardian | None, old: Facts, new: Facts) -> None:
    """A guardian whom no roster named before, or whom none names any more and nobody has corrected."""
    if row is None and new.guardian:
        enter_guardians(ctx, key_ring(), iter([(child, new)]))
    elif row is not None and _is(row, "phone", old.phone):
        row.delete()


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
