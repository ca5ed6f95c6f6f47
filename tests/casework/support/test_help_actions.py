"""Help as it is recorded: by whom, of whom, once, in its order; and what waits for whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from notoneless.casework.campaigns.services import hold_evidence, release_evidence
from notoneless.casework.support.models import CounsellingTalk, HelpMark, HelpScheme, HelpSession, NeedFinding, Pairing
from notoneless.casework.support.selectors.errands import help_errands
from notoneless.casework.support.selectors.talks import list_talks, talk_to_open
from notoneless.casework.support.services import (
    assign,
    close_scheme,
    end_pairing,
    hold_parents_day,
    hold_session,
    measure,
    open_scheme,
    pair,
    plan_scheme,
    record_survey,
    record_talk,
    review,
    withdraw_finding,
    withdraw_parents_day,
)
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused, Unusable
from support.cases import verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.helping import PLAN, found_in_need, given, helped, invited, marked, paired, planned, surveyed, talked


def session(county: County, scheme: Any, **changes: Any) -> None:
    """A session by the class teacher."""
    hold_session(county.ctx("王老师"), help_scheme=scheme, **{"on": DAY, "session_words": "面批作业", **changes})


def test_the_same_session_and_the_same_value_count_once(county: County) -> None:
    scheme = given(county)
    session(county, scheme)
    with pytest.raises(Refused, match="已经登记过"):
        session(county, scheme)
    session(county, scheme, session_words="同桌互助")
    value = {"help_scheme": scheme, "on": DAY, "mark_value": 60, "mark_words": None}
    mark = measure(county.ctx("王老师"), **value)
    with pytest.raises(Refused, match="已经登记过"):
        measure(county.ctx("王老师"), **value)
    review(county.ctx("李校长"), help_mark=mark, agreed=False, reason="是上学期的卷子")
    measure(county.ctx("王老师"), **value)
    assert (len(all_of(HelpSession)), len(all_of(HelpMark))) == (2, 2)


def test_nothing_is_held_or_measured_before_there_is_a_plan_nor_after_the_end(county: County) -> None:
    scheme = helped(county)
    with pytest.raises(Refused):
        session(county, scheme)
    with pytest.raises(Refused):
        measure(county.ctx("王老师"), help_scheme=scheme, on=DAY, mark_value=60, mark_words=None)
    with pytest.raises(Refused):
        close_scheme(county.ctx("王老师"), help_scheme=scheme, closing="reached", reason="好了")
    close_scheme(county.ctx("王老师"), help_scheme=scheme, closing="moved", reason="转学")
    for again in (
        lambda: close_scheme(county.ctx("王老师"), help_scheme=scheme, closing="moved", reason="转学"),
        lambda: plan_scheme(county.ctx("王老师"), help_scheme=scheme, **PLAN),
        lambda: assign(county.ctx("李校长"), help_scheme=scheme, mentor=county.accounts["王老师"]),
    ):
        with pytest.raises(Refused):
            again()


def test_the_beginning_stays_once_something_was_measured_against_it(county: County) -> None:
    scheme = given(county)
    plan_scheme(county.ctx("王老师"), help_scheme=scheme, **PLAN | {"begin_value": 40})
    measure(county.ctx("王老师"), help_scheme=scheme, on=DAY, mark_value=60, mark_words=None)
    with pytest.raises(Refused):
        plan_scheme(county.ctx("王老师"), help_scheme=scheme, **PLAN | {"begin_value": 10})
    plan_scheme(county.ctx("王老师"), help_scheme=scheme, **PLAN | {"begin_value": 40, "help_goal": "优秀"})
    assert (the(HelpScheme).begin, the(HelpScheme).goal) == (40, "优秀")


def test_only_staff_of_the_pupils_school_helps_and_stands_by_it(county: County) -> None:
    scheme = planned(county)
    for who in ("赵老师", "陈局长", "周支书"):
        with pytest.raises(Refused):
            assign(county.ctx("李校长"), help_scheme=scheme, mentor=county.accounts[who])
        with pytest.raises(Refused):
            pair(county.ctx("李校长"), child=county.children["both"], mentor=county.accounts[who])
    paired(county)
    with pytest.raises(Refused):
        paired(county)
    end_pairing(county.ctx("李校长"), pairing=the(Pairing).pk, reason="换人")
    paired(county)
    assert len(all_of(Pairing, until_on=None)) == 1


@pytest.mark.parametrize("who", ["赵老师", "张镇长", "周支书"])
def test_nobody_of_elsewhere_helps_a_pupil(county: County, who: str) -> None:
    scheme, child = given(county), county.children["class_only"]
    refused = (NotFound, NotAllowed)
    with pytest.raises(refused):
        open_scheme(county.ctx(who), child=child, trouble="study", help_means="teaching", case=None)
    with pytest.raises(refused):
        hold_session(county.ctx(who), help_scheme=scheme, on=DAY, session_words="面批")
    with pytest.raises(refused):
        record_talk(county.ctx(who), child=child, on=DAY, held_for="other", counselled="谈话")
    with pytest.raises(refused):
        record_survey(
            county.ctx(who),
            unit=county.units["class_a"],
            struggling=str(child),
            far_away=None,
            poor=None,
            other_need=None,
        )


def test_help_answers_a_case_of_the_same_child_alone(county: County) -> None:
    case = verified(county)
    told = {"trouble": "study", "help_means": "teaching", "case": case}
    with pytest.raises(Refused):
        open_scheme(county.ctx("王老师"), child=county.children["class_only"], **told)
    open_scheme(county.ctx("王老师"), child=county.children["both"], **told)


def test_a_mark_waits_for_somebody_else_and_is_told_to_nobody_who_measured_it(county: County) -> None:
    mark = marked(county)
    assert help_errands(county.ctx("李校长")).to_review == 1
    assert help_errands(county.ctx("赵老师")).to_review == 0
    with pytest.raises(Refused):
        review(county.ctx("李校长"), help_mark=mark, agreed=False, reason=None)
    review(county.ctx("李校长"), help_mark=mark, agreed=True, reason=None)
    with pytest.raises(Refused):
        review(county.ctx("李校长"), help_mark=mark, agreed=True, reason=None)
    measure(county.ctx("李校长"), help_scheme=the(HelpScheme).pk, on=DAY, mark_value=70, mark_words=None)
    assert help_errands(county.ctx("李校长")).to_review == 0, "nobody looks at what one has measured oneself"
    appoint(county, "孙主任", "school_director", "school_a", "13900007777")
    assert help_errands(county.ctx("孙主任")).to_review == 1


def test_what_was_said_in_counselling_opens_for_who_said_it_alone(county: County) -> None:
    talk = talked(county)
    assert talk_to_open(county.ctx("王老师"), talk).pk == talk
    for who in ("李校长", "陈局长", "赵老师", "张镇长"):
        with pytest.raises((NotFound, NotAllowed)):
            talk_to_open(county.ctx(who), talk)
    assert [each.is_mine for each in list_talks(county.ctx("李校长"))] == [False]
    assert list_talks(county.ctx("赵老师")) == ()


@pytest.mark.parametrize("days", [1, -367, -5000])
def test_counselling_and_parents_days_are_of_the_year_that_is_over(county: County, days: int) -> None:
    on = DAY + timedelta(days=days)
    with pytest.raises(Refused):
        record_talk(county.ctx("王老师"), child=county.children["both"], on=on, held_for="other", counselled="谈话")
    day = {"on": on, "invitation": "开放日", "invited_count": 40, "came_count": 35}
    with pytest.raises(Refused):
        hold_parents_day(county.ctx("王老师"), unit=county.units["class_a"], **day)
    assert all_of(CounsellingTalk) == []


@pytest.mark.parametrize(("invited", "came"), [(0, 0), (10, 11), (10, 0), (-5, -6), (100_000, 5)])
def test_no_more_parents_come_than_were_invited(county: County, invited: int, came: int) -> None:
    day = {"on": DAY, "invitation": "开放日", "invited_count": invited, "came_count": came}
    with pytest.raises(Refused):
        hold_parents_day(county.ctx("王老师"), unit=county.units["class_a"], **day)


def test_a_survey_names_pupils_of_its_class_and_a_finding_is_taken_back_once(county: County) -> None:
    for key in ("far", "other_class", "group_only"):
        with pytest.raises(Unusable):
            surveyed(county, struggling=key)
    with pytest.raises(Unusable):
        record_survey(
            county.ctx("王老师"),
            unit=county.units["class_a"],
            struggling="不是编号",
            far_away=None,
            poor=None,
            other_need=None,
        )
    finding = found_in_need(county)
    withdraw_finding(county.ctx("王老师"), need_finding=finding, reason="看错了人")
    with pytest.raises(Refused):
        withdraw_finding(county.ctx("王老师"), need_finding=finding, reason="再一次")
    assert the(NeedFinding).withdrawn_on == date(2026, 9, 1)


def test_no_record_of_parents_is_taken_back_while_somebody_inspects(county: County) -> None:
    day = invited(county)
    hold = hold_evidence(county.ctx("陈局长"), unit=county.units["school_a"], reason="省里来督查")
    with pytest.raises(Refused, match="省里来督查"):
        withdraw_parents_day(county.ctx("李校长"), parents_day=day, reason="记错了")
    release_evidence(county.ctx("陈局长"), evidence_hold=hold)
    withdraw_parents_day(county.ctx("李校长"), parents_day=day, reason="记错了")
