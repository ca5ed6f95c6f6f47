"""Notices acted out: issued once in one's own name, numbered with stub and reply, served, answered, handed over, taken back."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.services import close_out, propose_close_out, reopen, verify
from notoneless.casework.notices.measures import EVIDENCE as MEASURES
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind, NoticeState
from notoneless.casework.notices.selectors.errands import lacking_notice, notice_errands
from notoneless.casework.notices.selectors.notices import list_notices, notices_of_child, open_notice
from notoneless.casework.notices.services import hand_over, issue_notice, reply, serve_notice, withdraw
from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.services import issue_order, propose_order
from notoneless.casework.reintegration.services import record_return
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.papers.models import Paper, PaperState
from notoneless.foundation.papers.selectors import description_of
from notoneless.foundation.papers.services import withdraw_paper
from notoneless.foundation.people.exporting import home_words
from notoneless.foundation.people.services import add_guardian, place_child
from notoneless.kernel.problems import NotonelessError
from notoneless.tabular.fields import Field
from notoneless.typesetting.word import as_word
from support.attendance import reported
from support.cases import BACK, WORKING, closed_out, proposal_of_case, suspected, verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
from support.notices import UNTIL, given, handed_over, issued, ready, run_out, served
from support.procedures import recorded
from support.roll_work import prefixed
from support.words import words_of

TOWN = {"until": date(2026, 9, 15)}


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def refused(code: str, doing: Any, *given: Any, **named: Any) -> None:
    """Expect the refusal of an action."""
    with pytest.raises(NotonelessError) as found:
        doing(*given, **named)
    assert found.value.problem.code == code


def test_a_notice_is_filled_in_by_itself_with_stub_and_reply(county: County) -> None:
    notice = issued(county)
    name, _, _, guardian, _ = county.markers["both"]
    row = the(ReturnNotice, pk=notice)
    line, described = description_of(county.ctx("李校长"), row.paper_id)
    text = words_of(as_word(described))
    assert line.number == "清溪小学返校〔2026〕1号"
    for part in (name, guardian, "2026年9月8日", "清溪镇", "三年级（1）班", "李校长 0851-8800000", "存根", "回执"):
        assert part in text, part
    assert text.count(line.number) == 3  # above, on the stub and on the reply
    assert "{{" not in text
    assert "：：" not in text


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("柳树村11社182号", "清溪镇柳树村11社182号"),
        ("清溪镇柳树村11社182号", "清溪镇柳树村11社182号"),
        ("11社182号", "清溪镇柳树村一组11社182号"),
        ("", "清溪镇柳树村一组"),
    ],
)
def test_a_home_is_named_once(address: str, home: str) -> None:
    places = {Field.TOWNSHIP: "清溪镇", Field.VILLAGE: "柳树村", Field.VILLAGE_GROUP: "一组"}
    assert home_words(places | {Field.ADDRESS: address}) == home


def test_nothing_is_issued_in_anothers_name(county: County) -> None:
    ready(county)
    for who in ("王老师", "周支书", "陈局长", "何老师", "吴组长"):
        with pytest.raises(NotAllowed):
            issue_notice(county.ctx(who), **given(county))
    refused("notices.no_competence", issue_notice, county.ctx("张镇长"), **given(county))
    with pytest.raises((NotAllowed, NotFound)):
        issue_notice(county.ctx("赵老师"), **given(county))
    other = given(county, unit=county.units["school_z"])
    with pytest.raises(NotFound):
        issue_notice(county.ctx("李校长"), **other)
    assert not all_of(ReturnNotice)
    assert not all_of(Paper)


def test_only_a_verified_dropout_gets_one_and_only_one(county: County) -> None:
    prefixed(county)
    refused("notices.not_verified", issue_notice, county.ctx("李校长"), **given(county))
    suspected(county)
    refused("notices.not_verified", issue_notice, county.ctx("李校长"), **given(county))
    assert not all_of(Paper)


def test_a_second_one_on_the_same_dropout_is_refused_and_burns_no_number(county: County) -> None:
    issued(county)
    refused("notices.issued_already", issue_notice, county.ctx("李校长"), **given(county))
    refused("notices.not_its_guardian", issue_notice, county.ctx("李校长"), **given(county, guardian=_stranger(county)))
    assert [row.serial for row in all_of(Paper)] == [1]


def _stranger(county: County) -> Any:
    """A guardian of another child of the same school."""
    other = next(key for key in county.children if key not in ("both", "far") and key in county.guardians)
    return county.guardians[other]


def test_the_same_form_sent_twice_issues_one(county: County) -> None:
    ready(county)
    request = uuid4()
    first = issue_notice(county.ctx("李校长", request), **given(county))
    assert issue_notice(county.ctx("李校长", request), **given(county)) == first
    assert len(all_of(ReturnNotice)) == 1


def test_a_school_without_a_prefix_is_told_and_nothing_is_half_done(county: County) -> None:
    verified(county)
    refused("papers.prefix_missing", issue_notice, county.ctx("李校长"), **given(county))
    assert not all_of(ReturnNotice)


def test_service_and_answer_are_sealed_and_entered_once(county: County) -> None:
    notice = served(county)
    teacher = county.ctx("王老师")
    reply(teacher, return_notice=notice, on=DAY, reply="asks_help", note="家里缺人手，想让老大帮忙")
    line = open_notice(county.ctx("李校长"), notice)
    assert (line.state, line.reply, line.has_note, line.has_receiver) == (NoticeState.WAITING, "asks_help", True, True)
    row = the(ReturnNotice, pk=notice)
    assert "缺人手" not in str(vars(row))
    again = {"return_notice": notice, "on": DAY}
    refused("notices.replied_already", reply, county.ctx("王老师"), reply="refuses", note=None, **again)
    how = {"means": "post", "proved": None, "receiver": None, "proof": None}
    refused("notices.served_already", serve_notice, county.ctx("王老师"), **again, **how)


def test_what_ran_out_is_handed_to_the_township_of_the_home(county: County) -> None:
    notice = served(county)
    refused("notices.not_run_out", hand_over, county.ctx("李校长"), return_notice=notice)
    county.time.pass_by(days=8)
    with pytest.raises(NotAllowed):
        hand_over(county.ctx("王老师"), return_notice=notice)
    hand_over(county.ctx("李校长"), return_notice=notice)
    [line] = list_notices(county.ctx("张镇长"), NoticeState.HANDED_OVER)
    assert (line.id, line.handed_to) == (notice, "清溪镇")
    refused("notices.is_handed_over", hand_over, county.ctx("李校长"), return_notice=notice)
    refused("notices.is_handed_over", withdraw, county.ctx("李校长"), return_notice=notice, reason="写错了")


def test_the_township_follows_the_school_and_says_what_it_did(county: County) -> None:
    ready(county)
    town = given(county, unit=county.units["town_a"], **TOWN)
    refused("notices.school_first", issue_notice, county.ctx("张镇长"), **town)
    issue_notice(county.ctx("李校长"), **given(county))
    refused("notices.school_first", issue_notice, county.ctx("张镇长"), **town)
    county.time.pass_by(days=8)
    town["until"] = date(2026, 9, 16)
    notice = issue_notice(county.ctx("张镇长"), **town)
    row = the(ReturnNotice, pk=notice)
    _, described = description_of(county.ctx("张镇长"), row.paper_id)
    text = words_of(as_word(described))
    assert row.kind == NoticeKind.DEADLINE
    for part in ("清政限复〔2026〕1号", "清溪小学返校〔2026〕1号", "2026年9月16日", "限期复学通知书"):
        assert part in text, part
    refused("notices.townships_own", hand_over, county.ctx("李校长"), return_notice=notice)


def test_a_township_that_was_at_the_home_need_not_wait_for_the_school(county: County) -> None:
    ready(county)
    recorded(county, who="周支书")
    assert issue_notice(county.ctx("张镇长"), **given(county, unit=county.units["town_a"], **TOWN))


def test_a_withdrawn_notice_takes_its_paper_along_and_makes_room(county: County) -> None:
    notice = issued(county)
    refused("notices.no_competence", withdraw, county.ctx("张镇长"), return_notice=notice, reason="替学校撤")
    withdraw(county.ctx("李校长"), return_notice=notice, reason="监护人写错了")
    row = the(ReturnNotice, pk=notice)
    assert the(Paper, pk=row.paper_id).state == PaperState.WITHDRAWN
    refused("notices.is_withdrawn", withdraw, county.ctx("李校长"), return_notice=notice, reason="再撤")
    again = the(ReturnNotice, pk=issue_notice(county.ctx("李校长"), **given(county)))
    assert the(Paper, pk=again.paper_id).serial == 2


def test_who_is_back_has_no_notice_to_hand_over(county: County) -> None:
    prefixed(county)
    closed_out(county)
    refused("notices.not_verified", issue_notice, county.ctx("李校长"), **given(county))


def test_who_lacks_a_notice_is_listed_until_one_stands(county: County) -> None:
    ready(county)
    school = county.units["school_a"]
    [lacking] = lacking_notice(county.ctx("李校长"), "notice.issue", school, NoticeKind.RETURN)
    assert (lacking.child, lacking.since) == (county.children["both"], DAY)
    issue_notice(county.ctx("李校长"), **given(county))
    assert not lacking_notice(county.ctx("李校长"), "notice.issue", school, NoticeKind.RETURN)
    town = county.units["town_a"]
    assert not lacking_notice(county.ctx("张镇长"), "notice.issue", town, NoticeKind.DEADLINE)
    county.time.pass_by(days=8)
    assert len(lacking_notice(county.ctx("张镇长"), "notice.issue", town, NoticeKind.DEADLINE)) == 1


@pytest.mark.parametrize("making", [issued, served, run_out, handed_over])
def test_whose_child_it_is_not_sees_nothing(county: County, making: Any) -> None:
    notice = making(county)
    assert not notices_of_child(county.ctx("赵老师"), county.children["both"])
    assert not list_notices(county.ctx("赵老师"))
    with pytest.raises(NotFound):
        open_notice(county.ctx("赵老师"), notice)
    assert list_notices(county.ctx("王老师"), open_notice(county.ctx("王老师"), notice).state)


@pytest.mark.parametrize("until", [DAY, date(2026, 8, 31), date(2026, 9, 6), date(9999, 12, 31), date(1, 1, 1)])
def test_an_impossible_last_day_is_refused(county: County, until: date) -> None:
    ready(county)
    with pytest.raises(NotonelessError):
        issue_notice(county.ctx("李校长"), **given(county, until=until))
    assert not all_of(Paper)


def test_any_of_several_guardians_may_be_told(county: County) -> None:
    ready(county)
    father = add_guardian(
        county.ctx("陈局长"), child=county.children["both"], name="另一位家长", relation="父亲", phone="13911112222"
    )
    row = the(ReturnNotice, pk=issue_notice(county.ctx("李校长"), **given(county, guardian=father)))
    _, described = description_of(county.ctx("李校长"), row.paper_id)
    assert "另一位家长（父亲）" in words_of(as_word(described))
    assert row.until == UNTIL


def test_its_paper_is_taken_back_with_it_and_not_alone(county: County) -> None:
    notice = issued(county)
    paper = the(ReturnNotice, pk=notice).paper_id
    refused("papers.withdrawn_by_its_room", withdraw_paper, county.ctx("李校长"), issued_paper=paper, reason="写错了")
    assert the(Paper, pk=paper).state == PaperState.ISSUED
    withdraw(county.ctx("李校长"), return_notice=notice, reason="写错了")
    assert the(Paper, pk=paper).state == PaperState.WITHDRAWN


def test_a_second_dropout_of_the_same_day_asks_for_a_notice_of_its_own(county: County) -> None:
    first = issued(county)
    case = the(Case).pk
    propose_close_out(county.ctx("周支书"), case=case, on=DAY, **BACK)
    close_out(county.ctx("陈局长"), case=case, proposal=proposal_of_case(case), on=DAY)
    assert open_notice(county.ctx("李校长"), first).state is NoticeState.ENDED
    refused("notices.is_ended", withdraw, county.ctx("李校长"), return_notice=first, reason="想改历史")
    reopen(county.ctx("陈局长"), case=case, on=DAY, note="又没有来")
    verify(county.ctx("陈局长"), case=case, on=DAY, **WORKING)
    assert open_notice(county.ctx("李校长"), first).state is NoticeState.ENDED
    second = issue_notice(county.ctx("李校长"), **given(county))
    assert open_notice(county.ctx("李校长"), second).state is NoticeState.UNSERVED


def test_who_answers_for_a_child_that_moved_hands_its_notice_over(county: County) -> None:
    notice = run_out(county)
    appoint(county, "钱校长", "school_head", "school_z", "13900008888")
    today = county.ctx("陈局长").today
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_z"], from_on=today)
    old, new = notice_errands(county.ctx("李校长")), notice_errands(county.ctx("钱校长"))
    assert (old.overdue, new.overdue) == (0, 1)
    hand_over(county.ctx("钱校长"), return_notice=notice)
    units = {each.unit for each in {each.code: each for each in MEASURES}["case.handed_over"].done(today, today, None)}
    assert units == {county.units["class_z"]}
    assert notice_errands(county.ctx("钱校长")).overdue == 0


def test_the_township_of_a_notice_that_ran_out_hears_of_it_once(county: County) -> None:
    handed_over(county)
    assert notice_errands(county.ctx("张镇长")).handed_over == 1
    town = given(county, unit=county.units["town_a"], until=date(2026, 9, 16))
    issue_notice(county.ctx("张镇长"), **town)
    assert notice_errands(county.ctx("张镇长")).handed_over == 0


def township(county: County, until: date) -> dict[str, Any]:
    """What a township's notice asks."""
    return given(county, unit=county.units["town_a"], until=until, ask_at="镇政府 0851-8800001")


def test_a_recorded_return_ends_what_was_asked_of_the_family(county: County) -> None:
    run_out(county)
    town = county.units["town_a"]
    assert [each.child for each in lacking_notice(county.ctx("张镇长"), "notice.issue", town, NoticeKind.DEADLINE)]
    today = county.time.at.date()
    reported(county, today)
    case = the(Case, child_id=county.children["both"]).pk
    record_return(county.ctx("王老师"), case=case, on=today, seen_by="王老师", proof=None)
    [line] = notices_of_child(county.ctx("李校长"), county.children["both"])
    assert line.state == NoticeState.ENDED
    found = notice_errands(county.ctx("李校长"))
    assert (found.overdue, found.unserved, found.lacking) == (0, 0, 0)
    assert lacking_notice(county.ctx("张镇长"), "notice.issue", town, NoticeKind.DEADLINE) == ()
    later = today + timedelta(days=7)
    refused("notices.is_back", issue_notice, county.ctx("张镇长"), **township(county, later))


def test_a_township_sends_no_notice_beside_its_order(county: County) -> None:
    run_out(county)
    recorded(county)
    today = county.time.at.date()
    procedure = the(Procedure).pk
    party = {"unit": county.units["town_a"], "guardian": county.guardians["both"]}
    proposal = propose_order(county.ctx("陈局长"), procedure=procedure, on=today, delegated=None, **party)
    until = today + timedelta(days=7)
    issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal, until=until)
    assert lacking_notice(county.ctx("张镇长"), "notice.issue", county.units["town_a"], NoticeKind.DEADLINE) == ()
    refused("notices.is_ordered", issue_notice, county.ctx("张镇长"), **township(county, until))


def test_the_township_tells_whom_no_school_has(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    case = suspected(county, "group_only", "何老师")
    verify(county.ctx("陈局长"), case=case, on=DAY, kind="out_of_school", reason="hardship")
    found = lacking_notice(county.ctx("张镇长"), "notice.issue", county.units["town_a"], NoticeKind.DEADLINE)
    assert [each.child for each in found] == [county.children["group_only"]]
    wanted = {"child": county.children["group_only"], "guardian": county.guardians["group_only"]}
    issue_notice(county.ctx("张镇长"), **township(county, UNTIL) | wanted)
    assert the(ReturnNotice).kind == NoticeKind.DEADLINE
