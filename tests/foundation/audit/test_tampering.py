"""Any single edit of the sealed audit is found, or stands in a list with the reason why nobody can find it.

`make soak` does the same ten thousand times.
"""

from collections.abc import Callable

import pytest
from django.db import transaction

from notoneless.foundation.audit import rules, selectors
from support.county import County
from support.databases import is_postgres, owners_eyes
from tamper import driver

EDITS = 200


@pytest.fixture
def sealed(county: County) -> County:
    driver.busy(county)
    return county


def test_two_hundred_edits_are_found_each(sealed: County) -> None:
    with owners_eyes():
        seen = driver.tamper(EDITS)
    assert seen.edits == EDITS == seen.found + sum(seen.unseen.values())
    assert {kind.__name__ for kind in driver.EDITS} == set(seen.kinds)
    assert set(seen.unseen) <= set(driver.UNSEEN)
    assert seen.found > EDITS / 2


def _no_links(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selectors, "_linked", lambda: iter(()))
    patch.setattr(selectors, "_roots", lambda: iter(()))


def _no_payloads(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(selectors, "_payload_problems", lambda: iter(()))


def _no_places_of_roots(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "_moved", lambda *_: iter(()))


@pytest.mark.parametrize("blind", [_no_links, _no_payloads, _no_places_of_roots])
def test_the_driver_sees_what_verifying_does_not(
    sealed: County, monkeypatch: pytest.MonkeyPatch, blind: Callable[[pytest.MonkeyPatch], None]
) -> None:
    # verifying that looks at less: the driver must find it, or it would find nothing
    blind(monkeypatch)
    with owners_eyes(), pytest.raises(driver.Missed):
        driver.tamper(EDITS)


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (
            "UPDATE audit_day_root SET day = '2031-01-01' WHERE day = (SELECT min(day) FROM audit_day_root)",
            "audit.root_differs",
        ),
        (
            "UPDATE audit_day_root SET number = 5, link = (SELECT link FROM audit_entry WHERE number = 5)"
            " WHERE day = (SELECT min(day) FROM audit_day_root)",
            "audit.root_differs",
        ),
        (
            "UPDATE audit_payload SET entry_id = '00000000000000000000000000000001'"
            " WHERE entry_id = (SELECT id FROM audit_entry WHERE number = 5)",
            "audit.payload_differs",
        ),
    ],
)
def test_a_root_of_another_day_or_moment_and_a_payload_gone_astray_are_found(
    sealed: County, sql: str, code: str
) -> None:
    with owners_eyes(), transaction.atomic():
        driver.run(sql)
        found = [problem.code for problem in selectors.verify().problems]
        assert [each for each in found if each != "audit.root_missing"] == [code]
        assert ("audit.root_missing" in found) == ("SET day" in sql)
        transaction.set_rollback(True)


@pytest.mark.skipif(is_postgres(), reason="PostgreSQL takes nothing into a column that is not of its kind")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET at = 'nonsense' WHERE number = 5",
        "UPDATE audit_entry SET actor = 'zz' WHERE number = 5",
        "UPDATE audit_day_root SET day = '2026-13-45' WHERE day = '2026-09-02'",
    ],
)
def test_what_cannot_even_be_read_is_found_and_no_failure_of_the_program(sealed: County, sql: str) -> None:
    with transaction.atomic():
        driver.run(sql)
        assert [problem.code for problem in selectors.verify().problems] == ["audit.unreadable"]
        transaction.set_rollback(True)


def test_an_entry_taken_out_is_told_as_missing_and_not_as_altered(sealed: County) -> None:
    with owners_eyes(), transaction.atomic():
        driver.run("DELETE FROM audit_payload WHERE entry_id = (SELECT id FROM audit_entry WHERE number = 5)")
        driver.run("DELETE FROM audit_entry WHERE number = 5")
        assert [(told.code, told.params) for told in selectors.verify().problems] == [("audit.gap", {"number": 5})]
        transaction.set_rollback(True)
