"""Sealing everything again under the newest key: in batches, each whole, and begun again wherever it was stopped."""

from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from notoneless.foundation.sealing.keys import key_ring
from notoneless.foundation.sealing.models import BlindIndex, Box, Plain, Sealed, opened

BATCH = 500
"""Rows of one transaction."""


def sealed_columns() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Every table with sealed columns, and their names."""
    for model in apps.get_models():
        columns = [field.attname for field in model._meta.concrete_fields if isinstance(field, Sealed)]
        if columns:
            yield model, columns


def renew_rows(model: type[models.Model], columns: list[str]) -> Iterator[tuple[int, int]]:
    """Renew a table; after each batch how many rows were looked at and how many of them were sealed again.

    Raises NotonelessError for a box that does not open: what was renewed until then stays so.
    """
    last: UUID | None = None
    while True:
        last, looked, renewed = _batch(model, columns, last)
        if not looked:
            return
        yield looked, renewed


@transaction.atomic
def _batch(model: type[models.Model], columns: list[str], after: UUID | None) -> tuple[UUID | None, int, int]:
    """One batch, locked: nobody changes a row between its reading and its writing."""
    rows = model._base_manager.select_for_update().order_by("pk")
    batch = list((rows.filter(pk__gt=after) if after else rows)[:BATCH])
    renewed = sum(_renew(row, columns) for row in batch)
    return (batch[-1].pk if batch else None), len(batch), renewed


def _renew(row: models.Model, columns: list[str]) -> bool:
    old = [name for name in columns if _is_old(getattr(row, name))]
    if not old:
        return False
    for name in old:
        setattr(row, name, Plain(opened(row, name) or ""))
    row.save(update_fields=[*old, *_indexes_of(row, old)])
    return True


def _is_old(value: Box | None) -> bool:
    return value is not None and not key_ring().is_current(value.closed)


def _indexes_of(row: models.Model, columns: list[str]) -> list[str]:
    fields = row._meta.concrete_fields
    return [field.attname for field in fields if isinstance(field, BlindIndex) and field.source in columns]
