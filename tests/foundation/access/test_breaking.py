"""Whatever breaks at whatever moment: an action is done whole or not at all, and done once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction

from notoneless.foundation.access.models import Receipt
from notoneless.foundation.access.refusals import Unrecorded
from notoneless.foundation.audit.models import Entry, Outcome, Payload
from support.databases import owners_eyes
from support.keeping_county import Kept
from support.registry import all_actions
from support.samples import SAMPLES

MOST = 120
"""No action needs as many statements."""


class BrokenError(OperationalError):
    """The line to the database is cut."""


@contextmanager
def broken_at(k: int) -> Iterator[list[int]]:
    """The k-th statement fails, ROLLBACK apart: what ends a transaction that failed is the database's own."""
    count = [0]

    def cut(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("ROLLBACK"):
            count[0] += 1
            if count[0] == k:
                raise BrokenError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(cut):
        yield count


OURS = [model._meta for model in apps.get_models() if model.__module__.startswith("notoneless.")]
TOLD = {
    Entry._meta.db_table: f"WHERE outcome = '{Outcome.DONE}'",
    Payload._meta.db_table: f"WHERE entry_id IN (SELECT id FROM {Entry._meta.db_table} WHERE outcome = '{Outcome.DONE}')",
}
"""Entries that tell of refusals are left out."""


QUESTIONS = {
    "sqlite": [
        f"SELECT '{each.label}', * FROM {each.db_table} {TOLD.get(each.db_table, '')} ORDER BY {each.pk.column}"
        for each in OURS
    ],
    "postgresql": [  # a hundred questions are slower than one
        " UNION ALL ".join(
            f"SELECT '{each.label}', t::text FROM {each.db_table} AS t {TOLD.get(each.db_table, '')}" for each in OURS
        )
        + " ORDER BY 1, 2"
    ],
}
"""What asks for all rows of the house."""


def state() -> dict[str, list[Any]]:
    """All rows of the house as the database keeps them, without the entries that tell of refusals."""
    found: dict[str, list[Any]] = {}
    with owners_eyes(), connection.cursor() as cursor:
        for asked in QUESTIONS[connection.vendor]:
            for label, *row in cursor.execute(asked).fetchall():
                found.setdefault(label, []).append(row)
    return found


def test_every_action_has_a_sample() -> None:
    assert set(all_actions()) == set(SAMPLES)


@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_an_action_that_breaks_anywhere_is_done_whole_or_not_at_all(code: str, committed: None, kept: Kept) -> None:
    with transaction.atomic():
        county = kept.fresh()
    who, given = SAMPLES[code]
    with transaction.atomic():
        arguments, request = given(county), uuid4()
    before = state()
    for k in range(1, MOST):
        with broken_at(k):
            try:
                all_actions()[code](county.ctx(who, request), **arguments)
            except (BrokenError, Unrecorded):
                pass
            else:
                break
        if state() != before:  # the commit itself went through and the answer was lost
            break
        assert not Receipt.objects.filter(request=request).exists()
    else:
        pytest.fail(f"{code} needs {MOST} statements")
    assert k > 5
    after = state()
    assert after != before
    assert Receipt.objects.filter(request=request).count() == 1
    all_actions()[code](county.ctx(who, request), **arguments)
    assert state() == after
