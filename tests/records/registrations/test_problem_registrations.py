"""What a comparison finds wrong with entries of the roll is kept, settled by whose it is, and comes back when it changes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, Unusable
from notoneless.foundation.audit.models import Entry
from notoneless.records.findings.services import compare_rosters_in_force
from notoneless.records.reconciliation.rules.mismatches import Kind
from notoneless.records.registrations.models import ProblemRegistration
from notoneless.records.registrations.rules.kinds import HEADING_OF, ProblemKind, ProblemState
from notoneless.records.registrations.selectors import Wanted, all_problems, list_problems, open_problem
from notoneless.records.registrations.services import reopen, settle
from notoneless.records.rosters.services import withdraw_roster
from support.county import DAY, County, made_up_id
from support.databases import all_of, the
from support.rosters import SCHOOL, adopt, adopt_home, sex_of

HERE = "清溪镇中心小学,三年级,{}班,在读"
THERE = "高坪乡中心小学,四年级,1班,在读"
ROLL = (
    ("巫马一", 401, HERE.format(1)),
    ("巫马二", 402, HERE.format(2)),
    ("巫马二", 402, THERE),
    ("无名氏", 498, HERE.format(1)),
    ("外来子", 499, THERE),
)
"""The second child has two entries, and two entries fit nobody here."""


def line(name: str, number: int, entry: str, identity: str | None = None) -> str:
    return f"{name},{sex_of(number)},{made_up_id(number) if identity is None else identity},{entry}"


def adopt_roll(county: County, lines: list[str] | None = None, **changes: Any) -> UUID:
    return adopt(county, "school", SCHOOL, lines or [line(*each) for each in ROLL], **changes)


def compare(county: County) -> UUID:
    return compare_rosters_in_force(county.ctx("陈局长"), unit=county.units["county"])


def both(county: County, lines: list[str] | None = None) -> None:
    adopt_home(county)
    adopt_roll(county, lines)
    compare(county)


def seen(county: County, who: str = "陈局长", **wanted: Any) -> set[tuple[str, str]]:
    return {(each.kind.value, each.name) for each in list_problems(county.ctx(who), "zh", Wanted(**wanted)).lines}


def problem(county: County, name: str) -> UUID:
    found: UUID = the(ProblemRegistration, name=name, is_current=True).id
    return found


def settled(county: County, name: str, who: str = "李校长", **changes: Any) -> UUID:
    row = problem(county, name)
    settle(county.ctx(who), **{"problem_registration": row, "how": "proved", "explanation": "随迁，有居住证"} | changes)
    return row


def test_every_mismatch_is_a_kind_and_has_a_heading() -> None:
    assert {kind.value for kind in Kind} < {kind.value for kind in ProblemKind}
    assert set(HEADING_OF) == set(ProblemKind)


def test_what_the_comparison_finds_stands_at_the_school_of_the_entry(county: County) -> None:
    both(county)
    own = {("two_entries", "巫马二"), ("no_child", "无名氏")}
    assert seen(county, "李校长") == own
    assert seen(county) == own | {("no_child", "外来子")}
    assert seen(county, kind=ProblemKind.NO_CHILD) == {("no_child", "无名氏"), ("no_child", "外来子")}
    found = list_problems(county.ctx("陈局长"), "zh", Wanted())
    assert dict(found.kinds) == {ProblemKind.TWO_ENTRIES: 2, ProblemKind.NO_CHILD: 2}
    assert found.states == {"open": 4, "settled": 0}
    [two] = [each for each in list_problems(county.ctx("李校长"), "zh", Wanted()).lines if each.kind == "two_entries"]
    assert (two.unit, two.row, two.heading, two.first_seen_on) == ("三年级（2）班", 3, "several_entries", DAY)
    assert two.reason == "与“school 底册”第 4 行（高坪乡中心小学）是同一人"
    assert "the same child as row 4 of" in open_problem(county.ctx("李校长"), two.id, "en").reason


@pytest.mark.parametrize(
    ("identity", "kind", "told"),
    [
        ("", "roll_id_missing", "身份证号为空"),
        (made_up_id(401)[:-1] + "?", "id_wrong", "身份证号"),
    ],
)
def test_a_wrong_number_is_told_and_never_written_down(county: County, identity: str, kind: str, told: str) -> None:
    both(county, [line("巫马一", 401, HERE.format(1), identity), line("巫马二", 402, HERE.format(2))])
    kinds = {each.kind: each.reason for each in list_problems(county.ctx("李校长"), "zh", Wanted()).lines}
    assert told in kinds[ProblemKind(kind)]
    for row in all_of(ProblemRegistration):
        written = " ".join(str(value) for value in vars(row).values())
        assert not [number for number in (401, 402) if made_up_id(number)[:-1] in written]


def test_settled_it_stays_settled_as_long_as_the_same_is_said(county: County) -> None:
    both(county)
    row = settled(county, "无名氏")
    assert ("no_child", "无名氏") not in seen(county, "李校长")
    [kept] = all_problems(county.ctx("李校长"), "zh", Wanted(state=ProblemState.SETTLED))
    assert (kept.how, kept.explanation, kept.settled_by) == ("proved", "随迁，有居住证", "李校长")
    county.time.pass_by(days=30)
    later = {"as_of": DAY + timedelta(days=30), "title": "十月学籍"}
    adopt_roll(county, [line(*each) for each in reversed(ROLL)], **later)
    compare(county)
    again = the(ProblemRegistration, name="无名氏")
    assert (again.id, again.state, again.is_current) == (row, "settled", True)
    assert (again.source, again.row) == ("十月学籍", 3)
    assert (again.first_seen_on, again.seen_on) == (DAY, DAY + timedelta(days=30))
    assert len(all_of(ProblemRegistration)) == 4


def test_it_comes_back_when_what_is_said_changes_and_is_past_when_it_is_gone(county: County) -> None:
    both(county)
    row = settled(county, "无名氏")
    county.time.pass_by(days=30)
    changed = [line("无名氏", 498, HERE.format(2)), *(line(*each) for each in ROLL[:2])]
    newer = adopt_roll(county, changed, as_of=DAY + timedelta(days=30), title="十月学籍")
    compare(county)
    assert seen(county, "李校长") == {("no_child", "无名氏")}
    assert problem(county, "无名氏") != row
    past = {each.name for each in all_of(ProblemRegistration, is_current=False)}
    assert past == {"巫马二", "无名氏", "外来子"}
    withdraw_roster(county.ctx("陈局长"), roster=newer, reason="还是原来的对")
    compare(county)
    assert problem(county, "无名氏") == row
    assert the(ProblemRegistration, pk=row).state == "settled"


def test_two_entries_that_say_the_very_same_are_two_problems(county: County) -> None:
    both(county, [line(*ROLL[0]), line(*ROLL[3]), line(*ROLL[3])])
    rows = all_of(ProblemRegistration, kind="two_entries")
    assert len({bytes(row.said) for row in rows}) == len(rows) == 2


def test_it_is_reopened_with_a_reason(county: County) -> None:
    both(county)
    row = settled(county, "无名氏")
    with pytest.raises(Refused) as refusal:
        settle(county.ctx("李校长"), problem_registration=row, how="deleted", explanation="再办一次")
    assert refusal.value.problem.code == "registrations.settled_already"
    reopen(county.ctx("李校长"), problem_registration=row, reason="证明是假的")
    again = the(ProblemRegistration, pk=row)
    assert (again.state, again.how, again.settled_by_id, again.explanation) == ("open", "", None, "证明是假的")
    with pytest.raises(Refused):
        reopen(county.ctx("李校长"), problem_registration=row, reason="再开一次")
    told = Entry.objects.filter(action__in=["registration.settle", "registration.reopen"], outcome="done")
    assert told.count() == 2


@pytest.mark.parametrize("changes", [{"how": "forgotten"}, {"explanation": ""}, {"explanation": "长" * 201}])
def test_without_a_way_and_a_ground_nothing_is_settled(county: County, changes: dict[str, str]) -> None:
    both(county)
    with pytest.raises(Unusable):
        settled(county, "无名氏", **changes)
    assert the(ProblemRegistration, name="无名氏").state == "open"


def test_nobody_settles_what_another_school_has(county: County) -> None:
    both(county)
    far = problem(county, "外来子")
    with pytest.raises(NotFound):
        settle(county.ctx("李校长"), problem_registration=far, how="proved", explanation="看不到")
    with pytest.raises(NotFound):
        open_problem(county.ctx("李校长"), far, "zh")
    for who in ("王老师", "赵老师", "周支书", "系统管理员"):
        assert seen(county, who) == set()
        with pytest.raises(NotAllowed):
            settle(county.ctx(who), problem_registration=far, how="proved", explanation="看不到")
