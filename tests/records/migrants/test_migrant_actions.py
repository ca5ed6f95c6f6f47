"""Migrant children as actions: who answers, who decides, what is refused, what is counted."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.foundation.organizations.services import describe_unit
from notoneless.foundation.people.services import place_child
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import NotonelessError
from notoneless.records.enrolment.services import leave
from notoneless.records.migrants import measures
from notoneless.records.migrants.models import IssuedConfirmation, MigrantApplication, MigrantChild
from notoneless.records.migrants.services import apply_for_place, close, issue_confirmation, place, queue, refuse_place
from notoneless.records.schooling_elsewhere.services import import_confirmation
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.migrants import CHILD, answered, applied, confirmed, documented, migrant
from support.rolls import on_roll
from support.schooling_elsewhere import Partner, away, certified


def code_of(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(NotonelessError) as told:
        act(*args, **given)
    return told.value.told.code


def unplaced(day: date = DAY) -> dict[UUID, int]:
    [evidence] = [each for each in measures.EVIDENCE if each.code == "registry.migrants_unplaced"]
    with owners_eyes():
        return dict(evidence.holds(day, None))  # type: ignore[union-attr]


def test_the_school_assigned_to_the_village_answers_whoever_keeps_the_hukou(county: County) -> None:
    row = the(MigrantChild, pk=migrant(answered(county), school=None))
    assert (row.school_id, row.unit_id) == (county.units["school_a"], county.units["group_a"])
    assert unplaced() == {county.units["school_a"]: 1}
    place_child(county.ctx("陈局长"), child=row.child_id, unit=county.units["class_b"], from_on=DAY)
    assert unplaced() == {}


def test_where_no_school_answers_somebody_says_which_does(county: County) -> None:
    assert code_of(migrant, county, school=None) == "migrants.no_school_answers"
    assert migrant(county)


def test_one_entry_and_one_application_of_a_child_are_open(county: County) -> None:
    child = migrant(county)
    assert code_of(migrant, county) == "migrants.entered_already"
    application = applied(county, child)
    assert code_of(applied, county, child) == "migrants.applied_already"
    assert code_of(close, county.ctx("周支书"), migrant_child=child, close_reason="left") == "migrants.application_open"
    for row in (the(MigrantChild, pk=child), the(MigrantApplication, pk=application)):
        row.pk = county.ids.new()
        with pytest.raises(IntegrityError), owners_eyes(), transaction.atomic():
            row.save(force_insert=True)


def test_who_is_confirmed_elsewhere_is_not_without_a_school(county: County) -> None:
    migrant(county)
    certified(county, away(county))
    assert unplaced() == {}


def test_a_school_places_at_itself_with_papers_and_nobody_decides_on_the_own(county: County) -> None:
    application = applied(county)
    given = {"migrant_application": application, "placed_school": county.units["school_a"], "reason": None}
    assert code_of(place, county.ctx("李校长"), **given) == "migrants.papers_missing"
    documented(county, application)
    other = {**given, "placed_school": county.units["school_z"], "reason": "学位已满"}
    assert code_of(place, county.ctx("李校长"), **other) == "migrants.other_school"
    assert code_of(place, county.ctx("陈局长"), **{**other, "reason": None}) == "migrants.no_reason"
    queue(county.ctx("李校长"), migrant_application=application, reason="学位待定")
    assert the(MigrantApplication).state == "queued"
    place(county.ctx("李校长"), **given)
    row = the(MigrantApplication)
    assert (row.state, row.placed_at_id, row.decided_by_id) == (
        "nearest",
        county.units["school_a"],
        county.accounts["李校长"],
    )
    assert code_of(place, county.ctx("李校长"), **given) == "migrants.decided"
    assert unplaced() == {county.units["school_a"]: 1}, "a place on paper is no school yet"


def test_a_child_is_placed_where_its_grade_is_taught(county: County) -> None:
    blank: dict[str, Any] = dict.fromkeys(
        ("division_code", "is_urban", "school_code", "is_direct", "is_central", "grade", "entry_year")
    )
    grades = {"school_type": "junior", "first_grade": 7, "last_grade": 9}
    describe_unit(county.ctx("陈局长"), unit=county.units["school_a"], **blank, **grades)
    given = {"placed_school": county.units["school_a"], "reason": None}
    application = documented(county)
    for who in ("李校长", "陈局长"):
        refused = code_of(place, county.ctx(who), migrant_application=application, **given)
        assert refused == "migrants.not_taught", who
    assert the(MigrantApplication).state == "waiting"
    primary = {"school_type": "primary", "first_grade": 1, "last_grade": 6}
    describe_unit(county.ctx("陈局长"), unit=county.units["school_a"], **blank, **primary)
    place(county.ctx("李校长"), migrant_application=application, **given)
    assert the(MigrantApplication).state == "nearest"


def test_the_own_application_is_decided_by_somebody_else(county: County) -> None:
    application = applied(county, migrant(county, who="张镇长"), who="张镇长")
    told = {"migrant_application": application, "reason": "学位待定"}
    assert code_of(queue, county.ctx("张镇长"), **told) == "migrants.own"
    queue(county.ctx("陈局长"), **told)


def test_hukou_is_no_ground_for_refusing(county: County) -> None:
    given = {"migrant_application": applied(county), "reason": "不收", "article": "无"}
    assert code_of(refuse_place, county.ctx("李校长"), ground="hukou", **given) == "migrants.barred"
    refuse_place(county.ctx("李校长"), ground="in_school", **{**given, "article": "义务教育法第十二条"})
    assert (the(MigrantApplication).state, the(MigrantApplication).article) == ("refused", "义务教育法第十二条")


def test_schools_elsewhere_reach_nothing(county: County) -> None:
    child = migrant(county)
    with pytest.raises(NotAllowed):
        apply_for_place(
            county.ctx("赵老师"), migrant_child=child, guardian=county.guardians[CHILD], signed_on=DAY, grade=3
        )
    with pytest.raises(NotFound):
        migrant(county, "far")
    with pytest.raises(NotFound):
        issue_confirmation(
            county.ctx("李校长"),
            entry=on_roll(county, "far"),
            to_county="x",
            until_on=date(2027, 1, 20),
        )


def test_what_one_county_signs_another_takes_in(county: County) -> None:
    """Our own key is entered here as if another county had sent it: the pupil's record is one of the same child."""
    confirmed(county)
    partner = Partner("晴川县", key_ring())
    partner.trusted(county)
    record = away(county, "both", "周支书")
    text = the(IssuedConfirmation).text
    assert county.markers["both"][0] not in text
    import_confirmation(county.ctx("周支书"), elsewhere_record=record, signed_text=text)
    other = away(county)
    assert code_of(import_confirmation, county.ctx("周支书"), elsewhere_record=other, signed_text=text) == (
        "schooling_elsewhere.other_child"
    )


def test_only_who_attends_is_confirmed(county: County) -> None:
    entry = on_roll(county)
    leave(county.ctx("李校长"), entry=entry, on=DAY, movement="other", destination="外省")
    given = {"entry": entry, "to_county": "x", "until_on": date(2027, 1, 20)}
    assert code_of(issue_confirmation, county.ctx("李校长"), **given) == "migrants.not_attending"
    assert all_of(IssuedConfirmation) == []
