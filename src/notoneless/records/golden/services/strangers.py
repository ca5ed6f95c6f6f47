"""Children on record whom no roster has brought: entered by hand, and recognised when a roster lists them."""

from uuid import UUID

from django.db.models import F

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.records.golden.rules.sightings import Sighting
from notoneless.records.golden.services.rows import Column

_NUMBERS = ("id_number", "student_number")


class Strangers:
    """The children in reach who are not among `known`, as hexadecimal ids."""

    def __init__(self, ctx: Context, code: str, known: set[str]) -> None:
        self._columns = {number: Column(Child, number) for number in _NUMBERS}
        self._by_index: dict[tuple[str, bytes], str] = {}
        self._by_content: dict[tuple[str, str, UUID], str] = {}
        rows = visible_to(ctx, code, Child)
        if rows.count() == len(known):
            return
        columns = ("id", "name", "born_on", *(f"{number}_index" for number in _NUMBERS))
        others = [row for row in rows.values_list(*columns) if row[0].hex not in known]
        for id_, _, _, *indexes in others:
            for number, index in zip(_NUMBERS, indexes, strict=True):
                if index is not None:
                    self._by_index[number, bytes(index)] = id_.hex
        self._placed({row[0]: (row[1], row[2]) for row in others})

    def _placed(self, others: dict[UUID, tuple[str, object]]) -> None:
        """Let those with a birth date be known by name, birth and place too: where they are, or were last."""
        places: dict[UUID, set[UUID]] = {}
        rows = ChildUnit._base_manager.order_by(F("until_on").desc(nulls_first=True))
        for child, unit, until in rows.values_list("child_id", "unit_id", "until_on").iterator():
            if child in others and (until is None or child not in places):
                places.setdefault(child, set()).add(unit)
        for child, units in places.items():
            name, born = others[child]
            for unit in units if born is not None else ():
                key = (name, str(born), unit)
                self._by_content[key] = "" if key in self._by_content else child.hex

    def is_one(self, seen: Sighting) -> str:
        """The id of the stranger who was seen, empty for nobody."""
        if not self._by_index and not self._by_content:
            return ""
        for number in _NUMBERS:
            text = getattr(seen.facts, number)
            for index in self._columns[number].keys(text) if text else ():
                if (number, index) in self._by_index:
                    return self._by_index[number, index]
        for place in (seen.home, seen.school):
            found = place and self._by_content.get((seen.facts.name, seen.facts.born, UUID(place)))
            if found:
                return str(found)
        return ""
