"""Children whom only a roster that was taken back had brought are removed, unless something else has been recorded of them."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.functions import Greatest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
from notoneless.foundation.places.models import Household
from notoneless.records.golden.rules.known import HAND, Known

_OWN = (ChildUnit, Guardian, SearchedName)
"""What a child brings with it."""

_TOGETHER = 500


def remove_children(ctx: Context, children: Sequence[Known]) -> None:
    """Remove children with all that came with them. Who was entered by hand, or has a record of a person's, stays."""
    wanted = [UUID(child.id) for child in children if child.origin != HAND]
    for start in range(0, len(wanted), _TOGETHER):
        part = wanted[start : start + _TOGETHER]
        _let_give_way(part)
        gone = [id_ for id_ in part if id_ not in _spoken_of(part)]
        _out_of_school(ctx, [id_ for id_ in part if id_ not in set(gone)])
        rows = Child._base_manager.filter(pk__in=gone)
        households = set(rows.exclude(household=None).values_list("household_id", flat=True))
        for model in _OWN:
            owned: Any = model._base_manager.filter(child_id__in=gone)
            owned._raw_delete(owned.db)
        _let_go(gone)
        rows._raw_delete(rows.db)
        drop_empty_households(households)


def _out_of_school(ctx: Context, ids: Sequence[UUID]) -> None:
    """Who is on no roster and has a record all the same keeps its home, so that somebody answers for it, and no school.

    Who has no home stays where it is: out of every unit nobody would see its record any more.
    """
    open_rows = ChildUnit._base_manager.filter(until_on__isnull=True)
    at_home = open_rows.filter(child_id__in=ids, track=Track.HOUSEHOLD).values_list("child_id", flat=True)
    rows = open_rows.filter(child_id__in=list(at_home), track=Track.SCHOOL)
    rows.update(until_on=Greatest(models.F("from_on"), models.Value(ctx.today)))


def _let_give_way(ids: Sequence[UUID]) -> None:
    """Let rooms take back what the program alone has recorded of children because of their rosters (`give_way`)."""
    for model in sorted({each.related_model for each in _relations(models.PROTECT)}, key=lambda each: each._meta.label):
        give_way = getattr(model, "give_way", None)
        if give_way is not None:
            give_way(ids)


def _spoken_of(ids: Sequence[UUID]) -> set[UUID]:
    """Those whom a row of another room names that may not lose them."""
    found: set[UUID] = set()
    for relation in _relations(models.PROTECT):
        column = relation.field.attname
        rows = relation.related_model._base_manager.filter(**{f"{column}__in": ids})
        found.update(rows.values_list(column, flat=True))
    return found


def _let_go(ids: Sequence[UUID]) -> None:
    """Let rows that only point at a child point at nobody."""
    for relation in _relations(models.SET_NULL):
        column = relation.field.attname
        relation.related_model._base_manager.filter(**{f"{column}__in": ids}).update(**{column: None})


def _relations(kept: Any) -> list[Any]:
    named: Any = Child._meta.get_fields(include_hidden=True)
    found = [each for each in named if each.auto_created and not each.concrete and each.related_model not in _OWN]
    return [
        each
        for each in found
        if each.on_delete is kept or (kept is models.PROTECT and each.on_delete is models.CASCADE)
    ]


def drop_empty_households(ids: Iterable[UUID]) -> None:
    """Remove households in which no child lives any more."""
    wanted = list(ids)
    for start in range(0, len(wanted), _TOGETHER):
        part = wanted[start : start + _TOGETHER]
        lived_in = Child._base_manager.filter(household_id__in=part).values_list("household_id", flat=True)
        empty: Any = Household._base_manager.filter(pk__in=set(part) - set(lived_in))
        empty._raw_delete(empty.db)
