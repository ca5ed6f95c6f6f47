"""Papers are numbered without a gap, never change, and are checked by their code; whose they are not, sees nothing of them."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.papers import services
from notoneless.foundation.papers.models import Paper, PaperPrefix
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.selectors import (
    Wanted,
    check_code,
    description_of,
    list_papers,
    open_paper,
    prefix_of,
    prefixes,
)
from notoneless.foundation.papers.services import issue, set_prefix, withdraw_paper
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.problems import NotonelessError
from notoneless.records.attendance.services import issue_slip
from support.attendance import granted
from support.county import County, appoint
from support.databases import all_of, owners_eyes, the
from support.roll_work import adopted, prefixed

DATA: Data = {
    "school": "某校",
    "school_year": "2026—2027",
    "title": "计划",
    "version": "1",
    "effective_on": "2026年9月1日",
    "basis": "依据",
    "aims": "目标",
    "measures": [],
}


def issued(county: County, unit: str = "school_a", who: str = "李校长", **changes: Any) -> Paper:
    """A paper, as a room's action would issue it."""
    ctx = county.ctx(who)
    with transaction.atomic():
        given = {"unit": the(Unit, pk=county.units[unit]), "kind": "roll_work_plan", "data": DATA, **changes}
        return issue(ctx, "roll_work.adopt", **given)


def test_papers_of_a_unit_and_year_are_numbered_in_turn_and_each_unit_by_itself(county: County) -> None:
    appoint(county, "高校长", "school_head", "school_z", "13900008888")
    prefixed(county)
    prefixed(county, "school_z", "高坪小学", "高校长")
    numbers = [issued(county).number for _ in range(3)]
    assert numbers == [f"清溪小学学籍〔2026〕{number}号" for number in (1, 2, 3)]
    assert issued(county, "school_z", "高校长").number == "高坪小学学籍〔2026〕1号"
    county.time.pass_by(days=130)
    assert issued(county).number == "清溪小学学籍〔2027〕1号"


def test_a_number_is_free_again_where_the_action_fails_and_used_for_ever_where_the_paper_is_withdrawn(
    county: County,
) -> None:
    prefixed(county)
    first = issued(county)
    with transaction.atomic():
        assert issued(county).serial == 2
        transaction.set_rollback(True)
    second = issued(county)
    assert (first.serial, second.serial) == (1, 2)
    withdraw_paper(county.ctx("李校长"), issued_paper=second.pk, reason="写错")
    assert issued(county).serial == 3
    with pytest.raises(Refused, match="已经撤回"):
        withdraw_paper(county.ctx("李校长"), issued_paper=second.pk, reason="再写错")
    row = the(Paper, pk=second.pk)
    assert (row.state, row.reason, row.number) == ("withdrawn", "写错", second.number)


def test_nothing_is_issued_without_a_prefix_with_other_data_or_for_another_units_paper(county: County) -> None:
    with pytest.raises(Refused, match="还没有发文代字"):
        issued(county)
    prefixed(county)
    with pytest.raises(Unusable, match="缺少内容：school"):
        issued(county, data={name: each for name, each in DATA.items() if name != "school"})
    with pytest.raises(Unusable, match="没有这些内容：more"):
        issued(county, data={**DATA, "more": "x"})
    appoint(county, "高校长", "school_head", "school_z", "13900008888")
    prefixed(county, "school_z", "高坪小学", "高校长")
    other = issued(county, "school_z", "高校长")
    with pytest.raises(Refused, match="不是本单位"):
        issued(county, supersedes=other)
    with pytest.raises(TypeError, match="not named"):
        issue(county.ctx("李校长"), "paper.withdraw", unit=other.unit, kind="roll_work_plan", data=DATA)
    assert len(all_of(Paper)) == 1


def test_issuing_leaves_an_entry_with_number_and_hash(county: County) -> None:
    prefixed(county)
    paper = issued(county)
    entry = Entry.objects.get(action="paper.issue")
    assert (entry.outcome, entry.object, entry.unit) == (Outcome.DONE, paper.pk, county.units["school_a"])


def test_a_paper_is_set_again_from_its_sealed_snapshot_and_refused_where_anything_was_changed(county: County) -> None:
    prefixed(county)
    paper = issued(county, data={**DATA, "aims": "人籍一致之目标"})
    row = the(Paper, pk=paper.pk)
    assert "人籍一致".encode() not in bytes(row.data.closed)
    assert "人籍一致" in (opened(row, "data") or "")
    line, told = description_of(county.ctx("张镇长"), paper.pk)
    assert (line.number, told.number) == (paper.number, paper.number)
    assert "人籍一致之目标" in repr(told)
    assert told.footer is not None
    assert (told.footer.code, told.footer.digest) == (paper.code, paper.digest)
    for changes in ({"number": "清溪小学学籍〔2026〕9号"}, {"issued_on": "2026-01-01"}, {"digest": "0" * 64}):
        before = {name: getattr(the(Paper, pk=paper.pk), name) for name in changes}
        with owners_eyes():
            Paper._base_manager.filter(pk=paper.pk).update(**changes)
        with pytest.raises(NotonelessError, match="与签发时不一致"):
            description_of(county.ctx("李校长"), paper.pk)
        with owners_eyes():
            Paper._base_manager.filter(pk=paper.pk).update(**before)
    assert description_of(county.ctx("李校长"), paper.pk)[1] == told


def test_two_papers_with_the_same_data_have_different_hashes(county: County) -> None:
    prefixed(county)
    one, other = issued(county), issued(county)
    kept = [json.loads(opened(the(Paper, pk=each.pk), "data") or "") for each in (one, other)]
    assert kept[0]["data"] == kept[1]["data"]
    assert kept[0]["salt"] != kept[1]["salt"]
    assert one.digest != other.digest
    assert one.code != other.code


# who sees what


def test_the_register_is_seen_by_the_unit_and_above_and_by_nobody_else(county: County) -> None:
    prefixed(county)
    paper = issued(county)
    for who in ("李校长", "张镇长", "陈局长"):
        lines, more = list_papers(county.ctx(who), Wanted())
        assert ([line.number for line in lines], more) == ([paper.number], False)
        assert open_paper(county.ctx(who), paper.pk).line.issued_by == "李校长"
    for who in ("赵老师", "周支书", "王老师"):
        assert list_papers(county.ctx(who), Wanted()) == ((), False)
        for read in (open_paper, description_of):
            with pytest.raises(NotFound):
                read(county.ctx(who), paper.pk)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 2),
        (Wanted(kind="roll_work_plan", year=2026), 2),
        (Wanted(kind="other"), 0),
        (Wanted(year=2025), 0),
        (Wanted(state="withdrawn"), 1),
        (Wanted(text="〔2026〕2号"), 1),
        (Wanted(text="%"), 0),
    ],
)
def test_the_register_is_filtered(county: County, wanted: Wanted, count: int) -> None:
    prefixed(county)
    issued(county)
    withdraw_paper(county.ctx("李校长"), issued_paper=issued(county).pk, reason="错")
    assert len(list_papers(county.ctx("陈局长"), wanted)[0]) == count


def test_a_code_tells_anybody_signed_in_what_paper_it_is_and_nothing_more(county: County) -> None:
    first = adopted(county)
    paper = the(Paper)
    for who in ("赵老师", "周支书", "李校长"):
        found = check_code(county.ctx(who), paper.code.lower().replace("-", " "))
        assert found is not None
        assert (found.number, found.unit, found.state, found.digest) == (
            paper.number,
            "清溪镇中心小学",
            "issued",
            paper.digest,
        )
        assert not found.is_superseded
        assert "李校长" not in repr(found)
    withdraw_paper(county.ctx("李校长"), issued_paper=first.paper_id, reason="错")
    found = check_code(county.ctx("赵老师"), paper.code)
    assert found is not None
    assert (found.state, found.withdrawn_on) == ("withdrawn", county.ctx("赵老师").today)
    with pytest.raises(Unusable, match="不是核验码"):
        check_code(county.ctx("赵老师"), "12345-67890")
    with pytest.raises(Refused):
        check_code(county.ctx("系统管理员"), paper.code)


def test_the_papers_of_classes_are_numbered_by_their_school_and_each_teacher_sees_those_of_the_own_class(
    county: County,
) -> None:
    prefixed(county)
    appoint(county, "钱老师", "class_teacher", "class_b", "13900007777")
    slips = [
        issue_slip(county.ctx(who), leave=granted(county, key=key, who=who))
        for who, key in (("王老师", "both"), ("钱老师", "other_class"))
    ]
    numbers = [f"清溪小学请假〔2026〕{number}号" for number in (1, 2)]
    seen = {who: [line.number for line in list_papers(county.ctx(who), Wanted())[0]] for who in ("王老师", "钱老师")}
    assert seen == {"王老师": numbers[:1], "钱老师": numbers[1:]}
    assert [line.number for line in list_papers(county.ctx("李校长"), Wanted())[0]] == numbers[::-1]
    assert open_paper(county.ctx("李校长"), slips[1]).line.unit_name == "清溪镇中心小学三年级（2）班"
    with pytest.raises(NotFound):
        open_paper(county.ctx("钱老师"), slips[0])
    found = check_code(county.ctx("赵老师"), the(Paper, pk=slips[0]).code)
    assert found is not None
    assert found.unit == "清溪镇中心小学"  # of which class it is, is told to nobody
    _, told = description_of(county.ctx("王老师"), slips[0])  # sealed with who issued it
    assert told.number == numbers[0]
    with owners_eyes():
        Paper._base_manager.filter(pk=slips[0]).update(issuer=county.units["school_z"])
    with pytest.raises(NotonelessError, match="不一致"):
        description_of(county.ctx("王老师"), slips[0])


# prefixes


def test_a_prefix_once_used_stays_the_units(county: County) -> None:
    prefixed(county)
    issued(county)
    prefixed(county, prefix="清溪中心校")
    assert issued(county).number == "清溪中心校学籍〔2026〕2号"
    assert prefix_of(county.ctx("李校长"), county.units["school_a"]) == "清溪中心校"
    appoint(county, "高校长", "school_head", "school_z", "13900008888")
    for taken in ("清溪小学", "清溪中心校"):
        with pytest.raises(Unusable, match="已由别的单位使用"):
            prefixed(county, "school_z", taken, "高校长")
    prefixed(county)  # back to its own
    assert [(row.prefix, row.is_current) for row in sorted(all_of(PaperPrefix), key=lambda row: row.prefix)] == [
        ("清溪中心校", False),
        ("清溪小学", True),
    ]
    with owners_eyes():
        PaperPrefix(
            id=uuid4(),
            unit_id=county.units["county"],
            prefix="县教育局",
            is_current=True,
            set_on="2026-09-01",
            set_by_id=county.accounts["陈局长"],
        ).save(force_insert=True)
    assert [(line.name, line.prefix) for line in prefixes(county.ctx("李校长"), "paper.set_prefix")] == [
        ("清溪镇中心小学", "清溪小学")
    ]


@pytest.mark.parametrize("who", ["王老师", "赵老师", "周支书"])
def test_who_may_not_sets_no_prefix_and_withdraws_nothing(county: County, who: str) -> None:
    paper = adopted(county).paper_id
    calls: list[Callable[[], Any]] = [
        lambda: set_prefix(county.ctx(who), unit=county.units["school_a"], prefix="别的"),
        lambda: withdraw_paper(county.ctx(who), issued_paper=paper, reason="x"),
    ]
    for call in calls:
        with pytest.raises(Refused):
            call()
    assert the(Paper).state == "issued"
    assert services.ISSUED == "paper.issue"
