"""A visit as a contact of early warning: what it did is undone with the record, and done by a correction."""

from typing import Any

from notoneless.casework.early_warning.models import Contact
from notoneless.casework.early_warning.rules.following import TaskState
from notoneless.casework.visits.models import HomeVisit
from notoneless.casework.visits.services import correct_visit, withdraw_visit
from support.county import County
from support.databases import all_of, the
from support.early_warning import SECOND, delivered, missed, states
from support.early_warning import reckoned as reckoned_tasks
from support.visits import said, visited


def corrected(county: County, visit: Any, **changes: Any) -> None:
    given = said(county) | changes
    given.pop("child")
    correct_visit(county.ctx("王老师"), visit=visit, **given)


def test_a_visit_that_was_not_made_leaves_its_task_to_be_done(county: County) -> None:
    missed(county)
    visit = visited(county, on=SECOND)
    assert states(county)["contact"] == TaskState.DONE
    withdraw_visit(county.ctx("王老师"), visit=visit, reason="记错了人")
    delivered(county)
    reckoned_tasks(county)
    assert states(county)["contact"] == TaskState.DUE


def test_a_visit_corrected_to_one_that_met_nobody_leaves_its_task_to_be_done_and_back(county: County) -> None:
    missed(county)
    visit = visited(county, on=SECOND)
    corrected(county, visit, met="nobody", note=None)
    delivered(county)
    reckoned_tasks(county)
    assert states(county)["contact"] == TaskState.DUE
    corrected(county, the(HomeVisit, holds=True).pk, met="mother")
    delivered(county)
    assert states(county)["contact"] == TaskState.DONE
    assert len(all_of(Contact)) == 1
