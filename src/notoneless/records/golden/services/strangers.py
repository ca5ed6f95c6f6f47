"""Children on record whom no roster has brought: entered by hand, and recognised when a roster lists them."""

from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import label_of
from notoneless.records.golden.rules.sightings import Sighting

_NUMBERS = ("id_number", "student_number")


class Strangers:
    """The children in reach who are not among `known`, as hexadecimal ids."""

    def __init__(self, ctx: Context, code: str, known: set[str]) -> None:
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
        """Let those with a birth date be known by name, birth and place too."""
        stays = ChildUnit._base_manager.filter(until_on__isnull=True).values_list("child_id", "unit_id")
        for child, unit in stays.iterator():
            name, born = others.get(child, ("", None))
            if born is not None:
                key = (name, str(born), unit)
                self._by_content[key] = "" if key in self._by_content else child.hex

    def is_one(self, seen: Sighting) -> str:
        """The id of the stranger who was seen, empty for nobody."""
        if not self._by_index and not self._by_content:
            return ""
        for number in _NUMBERS:
            text = getattr(seen.facts, number)
            found = text and self._by_index.get((number, key_ring().index(text, label_of(Child, number))))
            if found:
                return str(found)
        for place in (seen.home, seen.school):
            found = place and self._by_content.get((seen.facts.name, seen.facts.born, UUID(place)))
            if found:
                return str(found)
        return ""
