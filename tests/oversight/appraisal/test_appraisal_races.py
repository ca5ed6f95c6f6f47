"""Two people at the same instant: who opens one appraisal, decides two appeals of it, proposes what follows from a dropout."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notoneless.foundation.access.refusals import Refused
from notoneless.oversight.appraisal.models import Appeal, Appraisal, Consequence
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.services import appeal_line, decide_appeal, propose_consequences
from notoneless.oversight.scoring.services import open_appraisals
from support.appraisals import VISITS, appraised, dropped_out, item_of, rubric_adopted
from support.county import County, appoint, build_county
from support.databases import all_of, the
from support.racing import at_once, shared_database


@pytest.fixture
def county(committed: None, tmp_path: Path) -> Iterator[County]:
    """A county in a database that threads do not share a connection to, whose first school has two heads."""
    built = build_county()
    appoint(built, "刘校长", "school_head", "school_a", "13900007779")
    with shared_database(tmp_path):
        yield built


def refusals(ends: list[Any]) -> list[str]:
    """Why who was refused was; whoever failed otherwise fails the test."""
    failed = [end for end in ends if isinstance(end, Exception)]
    assert all(isinstance(end, Refused) for end in failed), failed
    return [end.problem.code for end in failed]


def test_two_who_open_one_appraisal_at_once_are_told_so(county: County) -> None:
    rubric_adopted(county)
    told = {"unit": county.units["school_a"], "scored_subject": Subject.CLASS_TEACHER, "school_year": 2026}
    li, liu = county.ctx("李校长"), county.ctx("刘校长")
    ends = at_once(lambda: open_appraisals(li, **told), lambda: open_appraisals(liu, **told))
    assert refusals(ends) == ["appraising.nobody"]
    assert [row.name for row in all_of(Appraisal)] == ["王老师"]


def test_a_school_and_the_county_that_open_at_once_leave_one_appraisal_for_each(county: County) -> None:
    rubric_adopted(county, who="陈局长", unit="county")
    told = {"scored_subject": Subject.CLASS_TEACHER, "school_year": 2026}
    li, chen = county.ctx("李校长"), county.ctx("陈局长")
    ends = at_once(
        lambda: open_appraisals(li, unit=county.units["school_a"], **told),
        lambda: open_appraisals(chen, unit=county.units["county"], **told),
    )
    assert set(refusals(ends)) <= {"appraising.nobody"}
    assert sorted(row.name for row in all_of(Appraisal)) == ["王老师", "赵老师"]


def test_two_appeals_of_one_appraisal_decided_at_once_both_count(county: County) -> None:
    half = {**VISITS, "weight": "50"}
    appraisal = appraised(county, half, {**half, "item_title": "家访记录"})
    for title in ("家访", "家访记录"):
        appeal_line(county.ctx("王老师"), appraisal=appraisal, item=item_of(appraisal, title), reason="漏记两次")
    first, second = (row.pk for row in all_of(Appeal))
    li, liu, told = county.ctx("李校长"), county.ctx("刘校长"), {"is_granted": True, "points": "50", "answer": "属实"}
    ends = at_once(lambda: decide_appeal(li, appeal=first, **told), lambda: decide_appeal(liu, appeal=second, **told))
    assert refusals(ends) == []
    row = the(Appraisal, pk=appraisal)
    assert ([each["points"] for each in row.lines], row.total) == (["50", "50"], "100")


def test_what_follows_from_a_dropout_is_proposed_once_by_two_at_once(county: County) -> None:
    dropped_out(county)
    li, liu, unit = county.ctx("李校长"), county.ctx("刘校长"), county.units["school_a"]
    ends = at_once(lambda: propose_consequences(li, unit=unit), lambda: propose_consequences(liu, unit=unit))
    assert refusals(ends) == ["appraising.nothing_follows"]
    assert len(all_of(Consequence, kind="pay", person=county.accounts["王老师"])) == 1
