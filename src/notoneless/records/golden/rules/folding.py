"""What children are known after one more day of rosters: those seen are found again among those known before."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

import pyarrow as pa

from notoneless.foundation.access.unit_kinds import Track
from notoneless.kernel.names.cleaning import DOT
from notoneless.kernel.names.readings import surname_reading
from notoneless.linkage import link
from notoneless.records.golden.rules.known import HAND, OPEN, Facts, Known, Stay
from notoneless.records.golden.rules.sightings import Sighting

Key = tuple[str, ...]

_HAS_SURNAME = 2
_NUMBER_KEY = 2
"""Length of a key that is a number; what else tells a child begins with name and birth."""

_STAYS_KEPT = 1 << 14

MOST_ALIKE = 20_000
"""Up to so many children left over are compared by likeness; more of them come from rosters of other places."""


def folded(known: Sequence[Known], seen: Sequence[Sighting], day: date, named: "Naming") -> list[Known]:
    """The children known after the rosters in force on `day` have listed those `seen`.

    Who is seen again keeps its id; who is new gets one from `named`. Who is seen no more keeps its home, so that somebody
    answers for it, and belongs to no school any longer.
    """
    partners = found_again(known, seen)
    again, on = set(partners.values()), day.isoformat()
    after = [_unseen(child, on) for at, child in enumerate(known) if at not in again]
    numbers = {child.facts.id_number for child in after} | {child.facts.student_number for child in after}
    taken = {number for number in numbers if number}
    for at, sighting in enumerate(seen):
        before = known[partners[at]] if at in partners else None
        child = _seen(before, sighting, on, named)
        if child is not None:
            after.append(_with_own_numbers(child, taken))
    return after


class Naming:
    """Gives ids to children: that of an earlier working out, that of a child entered by hand, else a new one."""

    def __init__(self, before: Sequence[Known], by_hand: Callable[[Sighting], str], new: Iterator[str]) -> None:
        self._index = _Index(before)
        self._ids = [child.id for child in before]
        self._given: set[str] = set()
        self._hands = {child.id for child in before if child.origin == HAND}
        self._by_hand, self._new = by_hand, new

    def keep(self, children: Iterable[Known]) -> None:
        """These have their ids; nobody else gets them."""
        self._given.update(child.id for child in children)

    def named(self, seen: Sighting, stays: tuple[Stay, ...]) -> Known:
        """A child first seen now."""
        for key in _keys_in_order(seen):
            at = self._index.get(key)
            if at is not None and self._ids[at] not in self._given:
                return self._give(self._ids[at], seen, stays)
        by_hand = self._by_hand(seen)
        if by_hand and by_hand not in self._given:
            self._hands.add(by_hand)
            return self._give(by_hand, seen, stays)
        return self._give(next(self._new), seen, stays)

    def _give(self, id_: str, seen: Sighting, stays: tuple[Stay, ...]) -> Known:
        self._given.add(id_)
        return Known(id_, seen.facts, stays, origin=HAND if id_ in self._hands else "")


def found_again(known: Sequence[Known], seen: Sequence[Sighting]) -> dict[int, int]:
    """Which of the known each sighting is: by ID number, student number, name with birth and family; then by likeness."""
    index = _Index(known)
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for keys in (_id_keys, _roll_keys, _family_keys):
        for at, sighting in enumerate(seen):
            if at in partners:
                continue
            for key in keys(sighting):
                old = index.get(key)
                if old is not None and old not in taken and _may_be(known[old].facts, sighting.facts):
                    partners[at] = old
                    taken.add(old)
                    break
    _by_likeness(known, seen, partners, taken)
    return partners


def _may_be(old: Facts, new: Facts) -> bool:
    """Not where names differ and nothing but the number holds them together: it was typed for another child.

    A birth date that the number itself gives is no second witness, nor is a surname.
    """
    if old.name == new.name or not old.name or not new.name:
        return True
    if any(getattr(old, field) and getattr(old, field) == getattr(new, field) for field in ("guardian", "phone")):
        return True
    if old.born and old.born == new.born and old.born.replace("-", "") not in old.id_number + old.student_number:
        return True
    return bool(set(_given(old.name)) & set(_given(new.name)))


def _given(name: str) -> str:
    """A name without its surname; of one with a dot, which has none in this sense, all."""
    return name if DOT in name or len(name) < _HAS_SURNAME else name[len(surname_reading(name)) :]


class _Index:
    """Children by their keys; a key of two children is nobody's.

    By numbers at once; by what else tells a child only where somebody asks for a child of that name and birth.
    """

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._by_number: dict[Key, int] = {}
        self._by_birth: dict[tuple[str, str], list[int]] | None = None
        self._by_content: dict[tuple[str, str], dict[Key, int]] = {}
        for at, child in enumerate(known):
            for key in _number_keys(child.facts):
                self._by_number[key] = -1 if key in self._by_number else at

    def get(self, key: Key) -> int | None:
        """The place of the one child with a key."""
        if not self._known:
            return None
        at = self._alike(key).get(key, -1) if len(key) > _NUMBER_KEY else self._by_number.get(key, -1)
        return None if at < 0 else at

    def _alike(self, key: Key) -> Mapping[Key, int]:
        """The children of a key's name and birth, by all that tells them."""
        if self._by_birth is None:
            self._by_birth = {}
            for at, child in enumerate(self._known):
                self._by_birth.setdefault((child.facts.name, child.facts.born), []).append(at)
        who = (key[1], key[2])
        if who not in self._by_content:
            found: dict[Key, int] = {}
            for at in self._by_birth.get(who, ()):
                for each in dict.fromkeys(_content_keys(self._known[at].facts, _places(self._known[at]))):
                    found[each] = -1 if each in found else at
            self._by_content[who] = found
        return self._by_content[who]


def _places(child: Known) -> list[str]:
    return [stay.unit for stay in child.stays if stay.until_on == OPEN]


def _number_keys(facts: Facts) -> Iterator[Key]:
    if facts.id_number:
        yield ("id", facts.id_number)
    if facts.student_number:
        yield ("student", facts.student_number)


def _content_keys(facts: Facts, places: Iterable[str]) -> Iterator[Key]:
    who = (facts.name, facts.born, facts.sex)
    if facts.guardian:
        yield ("family", *who, facts.guardian)
    for place in places:
        yield ("place", *who, place)


def _id_keys(seen: Sighting) -> Iterator[Key]:
    for number in (seen.facts.id_number, *seen.others):
        if number:
            yield ("id", number)


def _roll_keys(seen: Sighting) -> Iterator[Key]:
    if seen.facts.student_number:
        yield ("student", seen.facts.student_number)


def _family_keys(seen: Sighting) -> Iterator[Key]:
    if seen.facts.name and seen.facts.born:
        yield from _content_keys(seen.facts, [place for place in (seen.home, seen.school) if place])


def _keys_in_order(seen: Sighting) -> Iterator[Key]:
    yield from _id_keys(seen)
    yield from _roll_keys(seen)
    yield from _family_keys(seen)


def _by_likeness(known: Sequence[Known], seen: Sequence[Sighting], partners: dict[int, int], taken: set[int]) -> None:
    """Let the linkage find who is left: a name corrected, a birth date typed anew."""
    old = [at for at in range(len(known)) if at not in taken]
    new = [at for at in range(len(seen)) if at not in partners]
    if not old or not new or max(len(old), len(new)) > MOST_ALIKE:
        return
    result = link(_table([known[at].facts for at in old]), _table([seen[at].facts for at in new])).links
    for left, right in zip(result["left_row"].to_pylist(), result["right_row"].to_pylist(), strict=True):
        if new[right - 1] not in partners and old[left - 1] not in taken:
            partners[new[right - 1]] = old[left - 1]
            taken.add(old[left - 1])


_AS_FIELDS: Mapping[str, str] = {
    "name": "name", "sex": "sex", "born": "dob", "id_number": "id_no", "student_number": "student_no",
    "guardian": "guardian_name", "relation": "guardian_rel", "phone": "phone",
}  # fmt: skip


def _table(facts: Sequence[Facts]) -> pa.Table:
    return pa.table(
        {
            field: pa.array([getattr(each, own) or None for each in facts], pa.string())
            for own, field in _AS_FIELDS.items()
        }
    )


def _unseen(child: Known, on: str) -> Known:
    stays = _left(child.stays, Track.SCHOOL, on)
    gone = child.gone_on or on
    return child if stays is child.stays and gone == child.gone_on else child._replace(stays=stays, gone_on=gone)


def _seen(before: Known | None, seen: Sighting, on: str, named: Naming) -> Known | None:
    """The child after this sighting; None for one who is new and belongs nowhere: no name on its row led to a unit."""
    stays = _stays(before.stays if before else (), seen.home, seen.home_on, seen.school, seen.school_on, on)
    if before is None:
        return named.named(seen, stays) if stays else None
    facts = _renewed(before.facts, seen.facts)
    if facts is before.facts and stays is before.stays and not before.gone_on:
        return before
    return Known(before.id, facts, stays, origin=before.origin)


@lru_cache(_STAYS_KEPT)
def _stays(stays: tuple[Stay, ...], home: str, home_on: str, school: str, school_on: str, on: str) -> tuple[Stay, ...]:
    """Where a child belongs once it was seen; most children of a unit have moved as the others have."""
    if home:
        stays = _joined(stays, Stay(Track.HOUSEHOLD, home, home_on), on)
    return _joined(stays, Stay(Track.SCHOOL, school, school_on), on) if school else _left(stays, Track.SCHOOL, on)


def _renewed(old: Facts, new: Facts) -> Facts:
    """What is said now, what was said before where nothing is; what stays alike stays the same object, and is kept once."""
    told = Facts._make(now if now and now != was else was for was, now in zip(old, new, strict=True))
    return old if told == old else told


def _joined(stays: tuple[Stay, ...], new: Stay, today: str) -> tuple[Stay, ...]:
    """With a new stay, from the day of its roster, or from `today` where an earlier stay on its track reaches further."""
    own = [stay for stay in stays if stay.track is new.track]
    if any(stay.unit == new.unit and stay.until_on == OPEN for stay in own):
        return stays
    if own and max(max(stay.from_on, stay.until_on) for stay in own) >= new.from_on:
        new = new._replace(from_on=today)
    return (*_left(stays, new.track, new.from_on), new)


def _left(stays: tuple[Stay, ...], track: Track, on: str) -> tuple[Stay, ...]:
    if not any(stay.track is track and stay.until_on == OPEN for stay in stays):
        return stays
    ended = [_ended(stay, on) if stay.track is track and stay.until_on == OPEN else stay for stay in stays]
    return tuple(stay for stay in ended if stay is not None)


def _ended(stay: Stay, on: str) -> Stay | None:
    return stay._replace(until_on=on) if stay.from_on < on else None


def _with_own_numbers(child: Known, taken: set[str]) -> Known:
    """Without a number that another child has: the first in order keeps it."""
    facts = child.facts
    for field in ("id_number", "student_number"):
        number = getattr(facts, field)
        if number in taken:
            facts = facts._replace(**{field: ""})
        elif number:
            taken.add(number)
    return child if facts is child.facts else child._replace(facts=facts)
