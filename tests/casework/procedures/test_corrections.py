"""Wrong entries: nothing is edited or deleted, what was taken back says nothing, and no paper loses what it rests on."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.casework.procedures.rules.correcting import Entered, why_not_corrected
from notoneless.casework.procedures.rules.facts import Fact, Outcome
from notoneless.casework.procedures.rules.moves import Move, Stage
from notoneless.casework.procedures.selectors.procedures import open_procedure
from notoneless.casework.procedures.services import correct, issue_order, record_effort, serve
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.services import withdraw_paper
from notoneless.kernel.problems import NotonelessError, Problem
from support.county import DAY, County
from support.databases import all_of, the
from support.procedures import (
    BY_HAND,
    LIMITS,
    NOW,
    SAID,
    UNTIL,
    begun,
    calendar,
    entered,
    fact,
    ordered,
    proposal_in,
    recorded,
    served_order,
)

WRONG: dict[str, Any] = {"mistake": "wrong_day", "note": None}


def events(procedure: UUID) -> list[Any]:
    return sorted(all_of(ProcedureEvent, procedure_id=procedure), key=lambda event: event.number)


def stage(procedure: UUID) -> str:
    return str(the(Procedure, pk=procedure).stage)


def refused(code: str, doing: Any, *given: Any, **named: Any) -> None:
    before = len(all_of(ProcedureEvent))
    with pytest.raises(NotonelessError) as found:
        doing(*given, **named)
    assert found.value.problem.code == code
    assert len(all_of(ProcedureEvent)) == before


def test_a_wrong_entry_stays_and_says_nothing_any_more(county: County) -> None:
    procedure = begun(county)
    recorded(county, on=DAY)
    correct(county.ctx("王老师"), procedure=procedure, event_number=2, mistake="twice", note="一次登了两遍")
    first, second, third = events(procedure)
    assert (second.move, third.move, third.corrects_id) == ("record_effort", "correct", second.pk)
    page = open_procedure(county.ctx("王老师"), procedure)
    assert page.standing.efforts == 1
    assert [(each.number, each.correction and each.correction.mistake) for each in page.events] == [
        (1, None),
        (2, "twice"),
    ]
    assert "登了两遍" not in str(third.details)
    correct(county.ctx("王老师"), procedure=procedure, event_number=1, **WRONG)
    assert (stage(procedure), first.move) == (Stage.NOTHING, "record_effort")
    refused("procedures.corrected_already", correct, county.ctx("王老师"), procedure=procedure, event_number=1, **WRONG)
    record_effort(county.ctx("王老师"), child=county.children["both"], on=DAY, **SAID)
    assert (stage(procedure), len(events(procedure))) == (Stage.OUTREACH, 5)


def test_whoever_entered_it_takes_it_back_or_an_authority(county: County) -> None:
    procedure = begun(county)
    given = {"procedure": procedure, "event_number": 1, **WRONG}
    refused("procedures.anothers_entry", correct, county.ctx("周支书"), **given)
    with pytest.raises(NotFound):
        correct(county.ctx("赵老师"), **given)
    with pytest.raises(NotFound):
        correct(county.ctx("王老师"), **given | {"event_number": 9})
    correct(county.ctx("张镇长"), **given)
    assert stage(procedure) == Stage.NOTHING


def test_an_order_that_was_wrong_is_withdrawn_with_its_receipt_and_may_be_issued_anew(county: County) -> None:
    procedure = ordered(county)
    refused("procedures.paper_rests", correct, county.ctx("王老师"), procedure=procedure, event_number=1, **WRONG)
    refused("procedures.paper_rests", correct, county.ctx("陈局长"), procedure=procedure, event_number=2, **WRONG)
    order = events(procedure)[2]
    with pytest.raises(NotonelessError, match="自己的页面"):
        withdraw_paper(county.ctx("张镇长"), issued_paper=order.paper_id, reason="发错")
    correct(county.ctx("张镇长"), procedure=procedure, event_number=3, mistake="wrong_content", note=None)
    papers = {paper.number: (paper.state, paper.reason) for paper in all_of(Paper)}
    assert papers == {
        "清政责改〔2026〕1号": ("withdrawn", "内容登错"),
        "清政送达〔2026〕1号": ("withdrawn", "内容登错"),
    }
    assert stage(procedure) == Stage.ORDER_PROPOSED
    issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal_in(procedure), until=UNTIL)
    assert events(procedure)[-1].paper.number == "清政责改〔2026〕2号"


def test_a_service_entered_for_a_wrong_day_is_entered_anew(county: County) -> None:
    procedure = served_order(county)
    county.time.pass_by(days=1)
    refused("procedures.move_rests", correct, county.ctx("张镇长"), procedure=procedure, event_number=3, **WRONG)
    correct(county.ctx("张镇长"), procedure=procedure, event_number=4, **WRONG)
    assert {paper.state for paper in all_of(Paper)} == {"issued"}
    serve(county.ctx("张镇长"), procedure=procedure, on=date(2026, 9, 2), **BY_HAND)
    held = [each for each in open_procedure(county.ctx("张镇长"), procedure).events if each.correction is None]
    assert [(each.move, each.on) for each in held][-1] == ("serve_order", date(2026, 9, 2))


def test_an_end_is_taken_back_until_another_procedure_was_begun(county: County) -> None:
    procedure = begun(county)
    entered(county, procedure, "end", DAY, "returned")
    correct(county.ctx("陈局长"), procedure=procedure, event_number=2, mistake="wrong_child", note=None)
    assert stage(procedure) == Stage.OUTREACH
    entered(county, procedure, "end", DAY, "returned")
    recorded(county)
    given = {"procedure": procedure, "event_number": 4, **WRONG}
    refused("procedures.another_open", correct, county.ctx("陈局长"), **given)


def test_what_a_later_entry_rests_on_is_not_taken_back_before_it() -> None:
    rows = yaml.safe_load(Path(__file__).with_name("steps.yaml").read_text(encoding="utf-8"))["标准过程"]
    story = [fact(row) for row in rows[:11]]  # until the decision was served
    story += [
        Fact(Move.FILE_REVIEW, date(2025, 11, 3)),
        Fact(Move.DECIDE_REVIEW, date(2025, 12, 20), outcome=Outcome.UPHELD),
    ]
    entries = [Entered(number, each) for number, each in enumerate(story, start=1)]
    problem = why_not_corrected(entries, 12, LIMITS, calendar(), NOW)
    assert problem is not None
    assert problem.params["move"] == Problem("procedures.move_decide_review")
    assert why_not_corrected(entries, 13, LIMITS, calendar(), NOW) is None
