"""A programme is looked at again and an agreement ends on a later day: the database keeps no other; a clock always runs."""

from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from notoneless.casework.special_education.models import ConditionVersion, EducationProgramme, LearningAgreement
from notoneless.casework.special_education.rules.clocks import Due, next_due
from notoneless.casework.special_education.rules.kinds import Awaited, Learns
from support.county import County
from support.databases import owners_eyes, the
from support.special import placed


@pytest.mark.parametrize("days", [0, -1, 30])
@pytest.mark.parametrize("model", [EducationProgramme, LearningAgreement])
def test_a_home_taught_child_has_no_paper_without_an_end(county: County, model: Any, days: int) -> None:
    file, day = placed(county), county.time.at.date()
    later = day + timedelta(days=days)
    row = {"id": uuid4(), "file_id": file, "child_id": county.children["both"], "on": day}
    row |= {"by_id": county.accounts["李校长"], "at": county.time.at}
    if model is EducationProgramme:
        row |= {"number": 1, "condition_id": the(ConditionVersion).pk, "goals": "", "measures": "", "review_on": later}
    else:
        row |= {"learns": "homebound", "party_name": "", "until_on": later, "terms": ""}
    with owners_eyes(), transaction.atomic():
        if days > 0:
            model._base_manager.create(**row)
            return
        with pytest.raises(IntegrityError), transaction.atomic():
            model._base_manager.create(**row)


DAY = date(2026, 9, 1)
DAYS = (None, DAY - timedelta(days=90), DAY, DAY + timedelta(days=90))


@pytest.mark.parametrize("learns", [Learns.HOMEBOUND, Learns.REGULAR_CLASS])
def test_no_placement_is_without_a_running_clock(learns: Learns) -> None:
    for since, review_on, agreed_until in product(DAYS[1:], DAYS, DAYS):
        due = next_due(learns, since, review_on, agreed_until)
        assert due is not None
        assert due.on <= min(review_on or since, agreed_until or since)


@pytest.mark.parametrize(
    ("learns", "review_on", "agreed_until", "due"),
    [
        ("homebound", None, None, Due(Awaited.PROGRAMME, DAY)),
        ("homebound", DAYS[3], None, Due(Awaited.AGREEMENT, DAY)),
        ("homebound", DAYS[3], DAYS[3] + timedelta(days=1), Due(Awaited.REVIEW, DAYS[3])),
        ("regular_class", DAYS[3], DAYS[1], Due(Awaited.RENEWAL, DAYS[1])),
        ("special_school", None, None, None),
        ("special_school", DAYS[3], None, Due(Awaited.REVIEW, DAYS[3])),
    ],
)
def test_what_comes_first_is_named(learns: str, review_on: date, agreed_until: date, due: Due | None) -> None:
    assert next_due(Learns(learns), DAY, review_on, agreed_until) == due
