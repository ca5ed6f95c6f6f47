"""Children whom a roster has brought are entered by the thousand: child, names, household, guardian, memberships."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

from notoneless.foundation.access.bulk import insert_many, select_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.rules import sort_key
from notoneless.records.golden.rules.known import HAND, Facts, Known
from notoneless.records.golden.services.changing import change_children, let_begin_again
from notoneless.records.golden.services.rows import (
    Column,
    enter_guardians,
    enter_households,
    enter_searched_names,
    enter_stays,
)

NUMBERS = ("id_number", "student_number")

_CHILD = (
    *("id", "name", "sort_key", "sex", "born_on", "household", "registered_at"),
    *("id_number_index", "id_number", "student_number_index", "student_number"),
)
_NAMES_KEPT = 1 << 16

_sort_key = lru_cache(_NAMES_KEPT)(sort_key)


def enter_children(ctx: Context, children: Sequence[Known], *, others: bool) -> None:
    """Enter children. Those who are on record already, entered by hand, get what they lack.

    `others`: whether there are children on record whom no roster has brought, and who may have one of the numbers.
    """
    by_hand = [child for child in children if child.origin == HAND]
    let_begin_again((child.id, stay) for child in by_hand for stay in child.stays)
    change_children(ctx, [(Known(child.id, Facts("")), child) for child in by_hand], {})
    new = [child for child in children if child.origin != HAND]
    taken = _taken(new) if others else set()
    insert_many(Child, _CHILD, _rows(ctx, [_without(child, taken) for child in new], enter_households(new)))
    enter_guardians(ctx, ((child.id, child.facts) for child in new if child.facts.guardian))
    enter_stays(ctx, ((child.id, stay) for child in new for stay in child.stays))
    enter_searched_names((child.id, child.facts.name) for child in new)


def _rows(ctx: Context, children: Sequence[Known], households: Mapping[str, str]) -> list[tuple[Any, ...]]:
    at = connection.ops.adapt_datetimefield_value(ctx.at)
    ids, students = (Column(Child, field) for field in NUMBERS)
    return [
        (
            *(child, facts.name, _sort_key(facts.name), facts.sex, facts.born or None, households.get(child), at),
            *(*ids.cells(child, facts.id_number), *students.cells(child, facts.student_number)),
        )
        for child, facts, *_ in children
    ]


def _taken(children: Sequence[Known]) -> set[str]:
    """The numbers that children on record have who were entered by hand since: two children have no one number."""
    found: set[str] = set()
    for field in NUMBERS:
        column = Column(Child, field)
        texts = {key: text for child in children if (text := getattr(child.facts, field)) for key in column.keys(text)}
        held = select_many(Child, (f"{field}_index",), f"{field}_index", list(texts))
        found.update(texts[bytes(index)] for (index,) in held)
    return found


def _without(child: Known, taken: set[str]) -> Known:
    mine = {field: "" for field in NUMBERS if getattr(child.facts, field) in taken}
    return child._replace(facts=child.facts._replace(**mine)) if taken and mine else child
