"""A month is explained, signed, received and corrected; nothing signed is changed, and no month counts for another."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from notoneless.casework.cases.services import close_out, propose_close_out
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, Unusable
from notoneless.foundation.access.scope import tell_database
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import description_of
from notoneless.oversight.reporting.measures import EVIDENCE
from notoneless.oversight.reporting.models import MonthlyReturn, ReturnReceipt
from notoneless.oversight.reporting.rules.contradicting import Contradiction
from notoneless.oversight.reporting.rules.freezing import digest_of
from notoneless.oversight.reporting.selectors import list_month, open_return
from notoneless.oversight.reporting.services import explain_contradiction, issue_return_paper, sign_return
from notoneless.oversight.reporting.services.signing import content_of
from notoneless.typesetting.paper import Paragraph, Table
from support.attendance import reported
from support.cases import BACK, proposal_of_case, suspected, verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.returns import LAST, MONTH, at, explained, facts, received, signed
from support.roll_work import prefixed


def total(county: County) -> dict[str, int]:
    return dict(facts(county).total)


def kinds(county: County) -> list[tuple[str, int]]:
    return [(each.kind.value, each.count) for each in facts(county).found]


def test_the_figures_are_worked_out_of_cases_and_of_the_last_school_day(county: County) -> None:
    verified(county, "both")
    suspected(county, "class_only")
    at(county)
    reported(county, LAST, both="absent")
    assert facts(county).counted_on == LAST
    assert total(county) == {
        "due": 3,
        "absent": 1,
        "present": 1,
        "not_reported": 1,
        "suspected": 1,
        "dropped_out": 1,
        "not_back": 1,
    }
    assert not facts(county).is_nil
    [group_a] = [row for name, row in facts(county).figures()["hamlets"] if name == "柳树村一组"]
    assert group_a["not_back"] == 1


def test_who_is_back_counts_as_brought_back_and_as_not_back_no_more(county: County) -> None:
    case = verified(county, "both")
    at(county, date(2026, 9, 20))
    propose_close_out(county.ctx("张镇长"), case=case, on=date(2026, 9, 20), **BACK)
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=date(2026, 9, 20))
    at(county)
    found = total(county)
    assert (found["dropped_out"], found["brought_back"], found.get("not_back", 0)) == (1, 1, 0)


def test_a_child_who_missed_days_without_a_case_contradicts_a_nil_return(county: County) -> None:
    at(county, date(2026, 9, 28))
    for day in (28, 29, 30):
        at(county, date(2026, 9, day))
        reported(county, date(2026, 9, day), both="absent")
    assert facts(county).is_nil
    found = {each.kind: each for each in facts(county).found}
    missed = found[Contradiction.MISSED_WITHOUT_CASE]
    assert (missed.subject, missed.count) == (county.children["both"], 3)
    # of 22 school days three were reported in one class, and none in the other
    assert {each.count for each in facts(county).found if each.kind is Contradiction.NOT_REPORTED} == {19, 22}
    assert found[Contradiction.NOT_ON_ROLL].count == 3
    suspect_day = suspected(county, "both", "李校长")
    assert suspect_day
    assert Contradiction.MISSED_WITHOUT_CASE not in {each.kind for each in facts(county).found}


def test_a_dropout_who_was_seen_is_a_contradiction(county: County) -> None:
    verified(county, "both")
    at(county)
    reported(county, LAST)
    assert ("out_but_seen", 1) in kinds(county)


def test_nothing_is_signed_before_each_contradiction_is_explained(county: County) -> None:
    at(county)
    given = {"unit": county.units["school_a"], "month": MONTH}
    with pytest.raises(Refused, match="还有 3 处矛盾"):
        sign_return(county.ctx("李校长"), **given, seen=facts(county).digest())
    with pytest.raises(Refused, match="已经没有了"):
        explain_contradiction(county.ctx("李校长"), **given, contradiction="not_reported:x:1", explanation="停课")
    row = signed(county)
    assert (row.version, row.is_nil, row.signed_on, row.as_of) == (1, True, LAST, LAST)
    assert [each["text"] for each in row.explained] == ["已核实，确实如此"] * 3
    assert row.digest == digest_of(content_of(row))


def test_an_explanation_of_some_days_does_not_explain_more(county: County) -> None:
    at(county, date(2026, 9, 29))
    explained(county)
    at(county)
    given = {"unit": county.units["school_a"], "month": MONTH, "seen": facts(county).digest()}
    with pytest.raises(Refused, match="还有 2 处矛盾"):
        sign_return(county.ctx("李校长"), **given)


def test_who_signs_has_seen_what_is_signed_and_not_before_the_end_of_the_month(county: County) -> None:
    at(county)
    explained(county)
    seen = facts(county).digest()
    suspected(county, "both")
    given = {"unit": county.units["school_a"], "month": MONTH}
    with pytest.raises(Refused, match="数据有变化"):
        sign_return(county.ctx("李校长"), **given, seen=seen)
    at(county, date(2026, 9, 29))
    explained(county)
    with pytest.raises(Refused, match="从 2026-09-30 起签发"):
        sign_return(county.ctx("李校长"), **given, seen=facts(county).digest())
    with pytest.raises(Unusable, match="由学校按月签发"):
        sign_return(county.ctx("李校长"), **{**given, "unit": county.units["class_a"]}, seen=seen)
    assert not all_of(MonthlyReturn)


def test_later_facts_change_nothing_and_a_correction_is_a_new_version_with_its_reason(county: County) -> None:
    at(county)
    row = signed(county)
    kept = (row.figures, row.children, row.digest)
    with pytest.raises(Unusable, match="更正要写明原因"):
        signed(county)
    with pytest.raises(Refused, match="没有变化"):
        signed(county, reason="再签一次")
    received(county, row)
    suspected(county, "both", "李校长")
    again = the(MonthlyReturn, pk=row.pk)
    assert (again.figures, again.children, again.digest) == kept
    assert open_return(county.ctx("张镇长"), county.units["school_a"], MONTH).is_nil
    second = signed(county, reason="当天发现一名疑似辍学")
    assert (second.version, second.is_nil, second.reason) == (2, False, "当天发现一名疑似辍学")
    assert not the(MonthlyReturn, pk=row.pk).is_current
    shown = open_return(county.ctx("张镇长"), county.units["school_a"], MONTH)
    assert [each.version for each in shown.versions] == [2, 1]
    assert [name for _, name in shown.names["suspected"][0]] == ["慕容甲乙"]
    assert shown.versions[0].receipts == ()  # the correction is received anew
    with pytest.raises(Refused, match="已被更正"):
        received(county, row, "陈局长", "county")


def test_township_and_bureau_receive_each_once_and_nobody_else(county: County) -> None:
    at(county)
    row = signed(county)
    received(county, row)
    with pytest.raises(Refused, match="清溪镇已经签收"):
        received(county, row)
    received(county, row, "陈局长", "county")
    assert {each.by_id for each in all_of(ReturnReceipt)} == {county.accounts["张镇长"], county.accounts["陈局长"]}
    with pytest.raises(NotAllowed):
        received(county, row, "李校长", "school_a")
    with pytest.raises(Unusable, match="不能签收"):
        received(county, row, "陈局长", "town_z")


def test_who_is_elsewhere_sees_nothing_and_who_has_not_returned_is_told(county: County) -> None:
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    at(county)
    row = signed(county)
    with pytest.raises(NotFound):
        open_return(county.ctx("钱校长"), county.units["school_a"], MONTH)
    assert [each.name for each in list_month(county.ctx("钱校长"), MONTH).schools] == ["高坪乡中心小学"]
    assert list_month(county.ctx("赵老师"), MONTH).schools == ()
    found = list_month(county.ctx("陈局长"), MONTH)
    assert [each.name for each in found.missing] == ["高坪乡中心小学"]
    assert not found.is_overdue
    assert found.total == row.figures["total"]
    assert [each.name for each in list_month(county.ctx("张镇长"), MONTH).schools] == ["清溪镇中心小学"]
    at(county, date(2026, 10, 1))
    assert list_month(county.ctx("陈局长"), MONTH).is_overdue


@pytest.mark.parametrize("code", ["report.monthly_returns", "report.dropout_counts", "report.enrolment_sums"])
def test_a_return_counts_once_for_its_own_month(county: County, code: str) -> None:
    [measure] = [each for each in EVIDENCE if each.code == code]

    def counted() -> list[tuple[UUID, date, Any]]:
        with transaction.atomic():
            tell_database(county.ctx("陈局长"))
            return [(each.unit, each.day, each.of) for each in measure.done(DAY, date(2026, 12, 31), None)]

    at(county, date(2026, 10, 2))
    signed(county)
    late = [(county.units["school_a"], date(2026, 10, 2), LAST)]
    assert counted() == late
    suspected(county, "both", "李校长")
    at(county, date(2026, 10, 3))
    assert list_month(county.ctx("陈局长"), MONTH).schools[0].is_late
    assert counted() == late


def test_the_paper_says_what_was_signed_and_names_no_pupil(county: County) -> None:
    prefixed(county)
    verified(county, "both")
    at(county)
    row = signed(county)
    made = issue_return_paper(county.ctx("李校长"), monthly_return=row.pk)
    assert issue_return_paper(county.ctx("李校长"), monthly_return=row.pk) == made
    assert the(Paper, pk=made).number == "清溪小学月报〔2026〕1号"
    _, told = description_of(county.ctx("陈局长"), made)
    tables = [each for each in told.blocks if isinstance(each, Table)]
    assert tables[0].rows[-1][0] == "合计"
    assert tables[0].rows[-1][1:] == ("3", "0", "0", "0", "3", "0", "0", "0", "0", "1", "0", "1")
    assert tables[2].rows == (("柳树村一组", "0", "1", "0", "1"),)
    text = " ".join(each.text for each in told.blocks if isinstance(each, Paragraph))
    assert row.digest in text
    assert "慕容甲乙" not in str(told)
    correction = signed_again(county)
    second = issue_return_paper(county.ctx("李校长"), monthly_return=correction.pk)
    assert the(Paper, pk=second).supersedes_id == made


def signed_again(county: County) -> MonthlyReturn:
    suspected(county, "class_only", "李校长")
    return signed(county, reason="补报一名")


@pytest.mark.parametrize("month", [date(1, 1, 1), date(2025, 8, 1), date(2027, 10, 1), date(9999, 12, 1)])
def test_a_month_that_is_more_than_a_year_away_is_none(county: County, month: date) -> None:
    given = {"unit": county.units["school_a"], "month": month}
    for act, more in (
        (sign_return, {"seen": "看过", "reason": None}),
        (explain_contradiction, {"contradiction": "缺", "explanation": "没有报"}),
    ):
        with pytest.raises(Unusable) as refusal:
            act(county.ctx("李校长"), **given, **more)
        assert refusal.value.told.code == "reporting.no_month"
