"""Which children the rows of another office's list are: by ID number and name, else by the program's own linkage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

import pyarrow as pa

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.sealing.models import search_keys
from notoneless.kernel.names import clean_name, fold_name
from notoneless.kernel.resident_id import IdKind, parse_resident_id
from notoneless.linkage import link
from notoneless.tabular.fields import Field

_AT_ONCE = 500


class How(StrEnum):
    """How a row was told to be a child: by number and name, by linkage, by a person's hand, or not at all."""

    NUMBER = "number"
    LINKED = "linked"
    HAND = "hand"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Person:
    """A child as a row of a list names it; what the list does not say is empty."""

    name: str
    id_no: str = ""
    born_on: date | None = None
    guardian: str = ""

    @property
    def number(self) -> str:
        """The resident ID where it is a sound one, else nothing."""
        read = parse_resident_id(self.id_no)
        return read.value if read.kind is IdKind.VALID else ""

    @property
    def birth(self) -> date | None:
        """The day of birth that the list says, else that of the number."""
        return self.born_on or parse_resident_id(self.id_no).birth


@dataclass(frozen=True, slots=True)
class Match:
    """Who a row is; where it is nobody, the child that lies nearest, for a person to look at."""

    child: UUID | None
    how: How
    nearest: UUID | None = None


def matched(ctx: Context, code: str, people: Sequence[Person]) -> list[Match]:
    """The pupils in reach of `code` that rows are, a match for each row.

    An ID number alone is no proof: the name must agree. What has no such pupil goes to linkage with name, birth date and
    guardian; only what it is sure of is a match.
    """
    by_number = _by_number(ctx, code, people)
    found = {at: Match(child, How.NUMBER) for at, child in by_number.items()}
    left = [at for at in range(len(people)) if at not in found and clean_name(people[at].name)]
    if left:
        # whoever was found by number may stand in another row too: a list of payments has a row for each payment
        found |= _linked(ctx, code, {at: people[at] for at in left})
    return [found.get(at, Match(None, How.NOBODY)) for at in range(len(people))]


def _by_number(ctx: Context, code: str, people: Sequence[Person]) -> dict[int, UUID]:
    wanted: dict[bytes, list[int]] = {}
    for at, person in enumerate(people):
        if person.number:
            for key in search_keys(Child, "id_number", person.number):
                wanted.setdefault(bytes(key), []).append(at)
    keys, found = list(wanted), dict[int, UUID]()
    for start in range(0, len(keys), _AT_ONCE):
        rows = visible_to(ctx, code, Child).filter(id_number_index__in=keys[start : start + _AT_ONCE])
        for child, name, index in rows.values_list("pk", "name", "id_number_index"):
            found |= {at: child for at in wanted[bytes(index)] if _folded(people[at].name) == _folded(name)}
    return found


def _linked(ctx: Context, code: str, people: Mapping[int, Person]) -> dict[int, Match]:
    here = ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL).values("child_id")
    rows = visible_to(ctx, code, Child).filter(pk__in=here).order_by("id")
    pupils = list(rows.values_list("pk", "name", "born_on"))
    if not pupils:
        return {}
    adults: dict[UUID, str] = {}
    guardians = visible_to(ctx, code, Guardian).filter(child__in=rows.order_by().values("pk")).order_by("id")
    for child, adult in guardians.values_list("child_id", "name"):
        adults.setdefault(child, adult)
    right = _table([(name, born, adults.get(pk, "")) for pk, name, born in pupils])
    order = list(people)
    left = _table([(people[at].name, people[at].birth, people[at].guardian) for at in order])
    result = link(left, right)
    sure, near = _pairs(result.links), _pairs(result.nearest) | _pairs(result.review)
    return {
        at: Match(pupils[sure[number] - 1][0], How.LINKED)
        if number in sure
        else Match(None, How.NOBODY, pupils[near[number] - 1][0] if number in near else None)
        for number, at in enumerate(order, start=1)
    }


def _table(rows: Sequence[tuple[str, date | None, str]]) -> pa.Table:
    return pa.table(
        {
            Field.NAME.value: [clean_name(name) for name, _, _ in rows],
            Field.DOB.value: [born.isoformat() if born else "" for _, born, _ in rows],
            Field.GUARDIAN_NAME.value: [guardian for _, _, guardian in rows],
        }
    )


def _pairs(table: pa.Table) -> dict[int, int]:
    """The first right row of each left row: they come best first."""
    found: dict[int, int] = {}
    for row in table.to_pylist():
        found.setdefault(row["left_row"], row["right_row"])
    return found


def _folded(name: str) -> str:
    return fold_name(clean_name(name))
