"""The tables of a month: rows in the order in which a person counts, whatever the code points of Chinese numerals say."""

from uuid import UUID

from notoneless.oversight.reporting.rules.contradicting import Evidence, contradictions
from notoneless.oversight.reporting.rules.figures import Counted, Figure, counted_by

NAMES = ("十年级（1）班", "三年级（2）班", "", "一年级（10）班", "二年级（1）班", "一年级（2）班", "三年级（1）班")
IN_ORDER = ["一年级（2）班", "一年级（10）班", "二年级（1）班", "三年级（1）班", "三年级（2）班", "十年级（1）班", ""]


def test_classes_stand_in_the_order_in_which_a_person_counts() -> None:
    pupils = [Counted(UUID(int=at), None, name, "", frozenset({Figure.DUE})) for at, name in enumerate(NAMES)]
    assert [name for name, _ in counted_by(pupils, lambda each: each.room)] == IN_ORDER


def test_classes_that_did_not_report_are_told_in_that_order() -> None:
    rooms = {UUID(int=at): name for at, name in enumerate(NAMES, start=1) if name}
    given = Evidence(UUID(int=99), {}, (), (), dict.fromkeys(rooms, 1), (), rooms)
    assert [each.name for each in contradictions((), given, 3)] == IN_ORDER[:-1]
