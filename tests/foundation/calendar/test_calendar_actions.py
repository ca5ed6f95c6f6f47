"""The county keeps its calendar; everybody reads it, nobody else changes it."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import NotAllowed, Refused, Unusable
from notoneless.foundation.access.scope import tell_database
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.calendar.models import DayChange, LoadedNotice, SchoolTerm
from notoneless.foundation.calendar.rules import joined, usual_terms
from notoneless.foundation.calendar.selectors import (
    calendar_in_force,
    compared,
    list_changes,
    list_notices,
    load_calendar,
)
from notoneless.foundation.calendar.services import change_day, load_notice, set_term, undo_change
from notoneless.kernel.calendar import Calendar, Deadline, Span, SpanUnit, changed_deadlines, deadline
from notoneless.policy.working_days import load_working_days, read_notice
from support.county import CAST, County
from support.databases import all_of, owners_eyes
from support.samples import NOTICE_2027, SAMPLES

AUTUMN = {"school_year": 2026, "number": 1, "first_day": date(2026, 8, 31), "last_day": date(2027, 1, 22)}
SPRING = {"school_year": 2026, "number": 2, "first_day": date(2027, 2, 22), "last_day": date(2027, 7, 9)}
STORM = {"day": date(2026, 12, 10), "taught": False, "reason": "大雪"}
AMENDING = NOTICE_2027.replace("verified: yes", 'verified: yes\namends: "yes"').replace("2027-02-13", "2027-02-14")
AMENDING = AMENDING.replace("〔2026〕0号", "〔2027〕0号").replace("2027-01-31, 2027-02-14", "2027-01-31")


def county_unit(county: County) -> UUID:
    return county.units["county"]


def keep(county: County, *terms: dict[str, object]) -> None:
    for term in terms or (AUTUMN, SPRING):
        set_term(county.ctx("陈局长"), unit=county_unit(county), **term)


def found(county: County, who: str = "王老师") -> Calendar:
    return calendar_in_force(county.ctx(who), date(2026, 9, 1), date(2027, 7, 31))


def load(county: County, text: str = NOTICE_2027, complete: bool | None = True) -> UUID:
    return load_notice(county.ctx("陈局长"), unit=county_unit(county), text=text, complete=complete)


@pytest.mark.parametrize("who", list(CAST))
def test_everybody_sees_the_countys_calendar(county: County, who: str) -> None:
    keep(county)
    change_day(county.ctx("陈局长"), unit=county_unit(county), **STORM)
    load(county)
    seen = found(county, who)
    assert [(term.first_day, term.provisional) for term in seen.terms_of_year(2026)] == [
        (date(2026, 8, 31), False),
        (date(2027, 2, 22), False),
    ]
    assert not seen.is_school_day(STORM["day"])
    assert seen.rulings[date(2027, 1, 1)].number == "国办发明电〔2026〕0号"
    assert len(list_changes(county.ctx(who), seen, date(2026, 9, 1), date(2027, 7, 31))) == 1
    assert [line.notice.year for line in list_notices(county.ctx(who))] == [2027]


def test_nobody_known_sees_no_calendar_and_machines_are_told(county: County) -> None:
    keep(county)
    assert found(county).terms
    assert calendar_in_force(county.nobody(), date(2026, 9, 1), date(2026, 9, 1)).terms == ()
    narrowed = replace(county.ctx("王老师"), narrowed=frozenset({"child.read"}))
    assert calendar_in_force(narrowed, date(2026, 9, 1), date(2026, 9, 1)).terms == ()


@pytest.mark.postgres
def test_a_machine_that_names_nobody_is_stopped_rather_than_given_an_empty_calendar(county: County) -> None:
    keep(county)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('notoneless.account', '', true)")
    with pytest.raises(TypeError), transaction.atomic():
        load_calendar(date(2026, 9, 1), date(2026, 9, 1))


@pytest.mark.parametrize("who", [*sorted(set(CAST) - {"陈局长"}), "系统"])
def test_nobody_but_the_county_officer_changes_it(county: County, who: str) -> None:
    keep(county)
    ctx = county.ctx(who) if who != "系统" else replace(system_context(county.ids, county.time.at), request=uuid4())
    storm = change_day(county.ctx("陈局长"), unit=county_unit(county), **STORM)
    attempts = (
        lambda: set_term(ctx, unit=county_unit(county), **AUTUMN),
        lambda: change_day(ctx, unit=county_unit(county), **(STORM | {"day": date(2026, 12, 11)})),
        lambda: undo_change(ctx, day_change=storm),
        lambda: load_notice(ctx, unit=county_unit(county), text=NOTICE_2027),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert not all_of(LoadedNotice)
    assert [row.undone_at for row in all_of(DayChange)] == [None]


@pytest.mark.postgres
@pytest.mark.parametrize("who", ["王老师", "张镇长", "审计管理员"])
def test_the_database_lets_others_see_and_not_change(county: County, who: str) -> None:
    keep(county)
    tell_database(county.ctx(who))
    assert SchoolTerm._base_manager.count() == 2
    assert SchoolTerm._base_manager.update(first_day=date(2026, 9, 2)) == 0
    assert SchoolTerm._base_manager.all().delete()[0] == 0


def test_the_program_itself_loads_the_calendar_in_three_queries(
    county: County, django_assert_num_queries: object
) -> None:
    keep(county)
    change_day(county.ctx("陈局长"), unit=county_unit(county), **STORM)
    tell_database(system_context(county.ids, county.time.at))
    with django_assert_num_queries(3):  # type: ignore[operator]
        loaded = load_calendar(date(2026, 9, 1), date(2027, 7, 31))
    assert loaded == found(county)


def test_a_term_said_again_is_replaced_and_recorded(county: County) -> None:
    keep(county, AUTUMN)
    keep(county, AUTUMN | {"last_day": date(2027, 1, 15)})
    [row] = all_of(SchoolTerm)
    assert row.last_day == date(2027, 1, 15)
    assert Entry.objects.filter(action="calendar.set_term", outcome="done").count() == 2
    # no spring term is entered: the usual one stands
    assert [term.provisional for term in found(county).terms_of_year(2026)] == [False, True]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": 3}, "calendar.no_such_term"),
        ({"school_year": 2025}, "calendar.other_year_1"),
        ({"number": 2}, "calendar.other_year_2"),
        ({"last_day": date(2026, 8, 30)}, "calendar.term_length"),
        ({"last_day": date(2026, 10, 28)}, "calendar.term_length"),
        ({"last_day": date(2027, 3, 20)}, "calendar.term_length"),
        ({"last_day": date(2027, 2, 22)}, "calendar.terms_overlap"),
        ({"first_day": date(1, 1, 1)}, "calendar.other_year_1"),
        ({"last_day": date(9999, 12, 31)}, "calendar.term_length"),
        ({"school_year": 2**31 - 1}, "calendar.other_year_1"),
    ],
)
def test_a_term_that_is_none_is_refused_and_nothing_is_lost(
    county: County, change: dict[str, object], code: str
) -> None:
    keep(county)
    with pytest.raises(Unusable) as refused:
        keep(county, AUTUMN | change)
    assert refused.value.problem.code == code
    assert {row.last_day for row in all_of(SchoolTerm)} == {date(2027, 1, 22), date(2027, 7, 9)}


def test_terms_in_the_wrong_order_are_refused(county: County) -> None:
    keep(county)
    late = {"school_year": 2027, "number": 1, "first_day": date(2027, 1, 23), "last_day": date(2027, 2, 21)}
    with pytest.raises(Unusable):
        keep(county, late)
    keep(county, late | {"first_day": date(2027, 8, 30), "last_day": date(2028, 1, 14)})
    assert len(all_of(SchoolTerm)) == 3


@pytest.mark.parametrize("code", sorted(code for code in SAMPLES if code.startswith("calendar.")))
def test_the_same_request_again_is_done_once(county: County, code: str) -> None:
    from support.registry import all_actions

    who, given = SAMPLES[code]
    entered, request = dict(given(county)), uuid4()
    first = all_actions()[code](county.ctx(who, request), **entered)
    assert all_actions()[code](county.ctx(who, request), **entered) == first
    assert Entry.objects.filter(action=code, outcome="done").count() == 1


def test_only_the_county_has_a_calendar(county: County) -> None:
    with pytest.raises(Unusable) as refused:
        set_term(county.ctx("陈局长"), unit=county.units["school_a"], **AUTUMN)
    assert refused.value.problem.code == "calendar.county_only"


# changed days


def test_a_storm_moves_deadlines_until_it_is_undone(county: County) -> None:
    keep(county)
    span, start = Span(1, SpanUnit.SCHOOL_DAY), date(2026, 12, 9)
    storm = change_day(county.ctx("陈局长"), unit=county_unit(county), **STORM)
    assert change_day(county.ctx("陈局长"), unit=county_unit(county), **STORM) == storm
    assert deadline(start, span, found(county), legal=False) == Deadline(date(2026, 12, 11), False)
    undo_change(county.ctx("陈局长"), day_change=storm)
    assert deadline(start, span, found(county), legal=False) == Deadline(date(2026, 12, 10), False)
    with pytest.raises(Refused):
        undo_change(county.ctx("陈局长"), day_change=storm)
    assert change_day(county.ctx("陈局长"), unit=county_unit(county), **STORM) != storm


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"day": date(2027, 2, 1)}, "calendar.outside_terms"),
        ({"day": date(2026, 12, 12)}, "calendar.off_anyway"),
        ({"day": date(2026, 12, 11), "taught": True}, "calendar.taught_anyway"),
        ({"day": date(2026, 12, 10), "reason": "大雨"}, "calendar.changed_already"),
        ({"day": date(2026, 12, 10), "taught": True}, "calendar.changed_already"),
        ({"day": date(1, 1, 1)}, "calendar.outside_terms"),
        ({"day": date(9999, 12, 31)}, "calendar.outside_terms"),
    ],
)
def test_a_change_that_changes_nothing_or_lies_in_no_term_is_refused(
    county: County, change: dict[str, object], code: str
) -> None:
    keep(county)
    change_day(county.ctx("陈局长"), unit=county_unit(county), **STORM)
    with pytest.raises(Unusable) as refused:
        change_day(county.ctx("陈局长"), unit=county_unit(county), **(STORM | change))
    assert refused.value.problem.code == code
    assert len(all_of(DayChange)) == 1


def test_a_saturday_may_be_taught(county: County) -> None:
    keep(county)
    change_day(county.ctx("陈局长"), unit=county_unit(county), day=date(2026, 12, 12), taught=True, reason="补雪天的课")
    seen = found(county)
    assert seen.is_school_day(date(2026, 12, 12))
    assert not seen.is_working_day(date(2026, 12, 12))


# notices


def test_loading_a_notice_lists_moved_deadlines_and_makes_them_firm(county: County) -> None:
    keep(county)
    before = found(county)
    asked = [
        (date(2026, 12, 28), Span(30, SpanUnit.WORKING_DAY), False),
        (date(2027, 2, 1), Span(5, SpanUnit.DAY), True),
        (date(2026, 12, 25), Span(15, SpanUnit.SCHOOL_DAY), False),
        (date(2026, 10, 10), Span(10, SpanUnit.WORKING_DAY), False),
        (date(2027, 4, 1), Span(1, SpanUnit.MONTH), False),
    ]
    assert [deadline(*each[:2], before, each[2]).provisional for each in asked] == [True, True, True, False, False]
    loaded = load(county)
    result = compared(county.ctx("王老师"), loaded)
    moved = changed_deadlines(result.before, result.after, asked)
    assert [(each.before.day.isoformat(), each.after.day.isoformat()) for each in moved] == [
        ("2027-02-08", "2027-02-15"),
        ("2027-02-08", "2027-02-14"),  # a Sunday that is worked
        ("2027-01-15", "2027-01-18"),
    ]
    assert not any(each.after.provisional for each in moved)
    assert changed_deadlines(before, found(county), asked) == moved


def test_a_notice_loaded_again_is_replaced_and_an_amending_one_stands_beside_it(county: County) -> None:
    first = load(county)
    assert load(county) == first
    other = load(county, NOTICE_2027.replace("last: 2027-01-03", "last: 2027-01-02"))
    assert other != first
    assert [row.is_current for row in sorted(all_of(LoadedNotice), key=lambda row: row.loaded_at)].count(True) == 1
    assert found(county).is_working_day(date(2027, 1, 4))
    load(county, AMENDING)
    assert not found(county).is_working_day(date(2027, 2, 14))
    assert found(county).rulings[date(2027, 2, 14)].number == "国办发明电〔2027〕0号"
    assert len(list_notices(county.ctx("王老师"))) == 2


def test_the_nation_may_change_a_year_that_came_with_the_program(county: County) -> None:
    longer = 'year: "2026"\nnumber: 国办发明电〔2026〕9号\nverified: yes\namends: yes\nholidays:\n'
    longer += "  - {name: 国庆节, first: 2026-10-01, last: 2026-10-08, make_up: [2026-09-20, 2026-10-10, 2026-10-11]}\n"
    load(county, longer)
    assert not found(county).is_working_day(date(2026, 10, 8))
    assert found(county).is_working_day(date(2026, 10, 11))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "通知全文"),
        ("year: 2027", "第 1 行"),
        (NOTICE_2027.replace("2027-02-14", "2027-02-15"), "第 6 行：2027-02-15"),
        (NOTICE_2027.replace("国办发明电〔2026〕0号", '""').replace("verified: yes", "verified: no"), "文号"),
        (NOTICE_2027.replace("2027", "2028").replace("2028-01-31, 2028-02-14", ""), "请先装入 2027 年"),
        (
            NOTICE_2027.replace("2027", "2026").replace("2026-02-14", "2026-02-15").replace("2026-01-31", "2026-01-10"),
            "2026",
        ),
        (NOTICE_2027.replace("verified: yes", "verified: yes\namends: yes"), "没有可以调整"),
        (NOTICE_2027.replace("〔2026〕0号", "〔2025〕7号"), "已随程序提供"),
        (NOTICE_2027 + "#" * 2000, "通知全文"),
        (NOTICE_2027 + "colour: red\n", "第 7 行：“colour”"),
    ],
)
def test_a_notice_that_cannot_be_used_is_refused_in_one_sentence(county: County, text: str, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        load(county, text)
    assert not all_of(LoadedNotice)


def test_what_the_program_brings_later_stands_in_place_of_what_was_loaded() -> None:
    shipped = load_working_days()
    loaded = read_notice(NOTICE_2027, "n")
    amending = read_notice(AMENDING, "n")
    assert joined(shipped, [amending, loaded])[-2:] == (loaded, amending)
    later = replace(loaded, number="国办发明电〔2026〕8号")
    assert joined((*shipped, later), [loaded, amending])[-2:] == (later, amending)
    assert joined((*shipped, later, amending), [loaded, amending])[-2:] == (later, amending)


def test_the_usual_terms_are_settings_of_the_county() -> None:
    usual = usual_terms(date(2026, 9, 1))
    assert (usual.autumn_first, usual.spring_last, usual.school_year_from) == ((9, 1), (7, 10), (9, 1))
    assert usual_terms(date.min) == usual_terms(date(2000, 1, 1)), "a calendar may be asked of any day"


def test_rows_hold_nothing_of_any_person(county: County) -> None:
    keep(county)
    with owners_eyes():
        names = {field.name for model in (SchoolTerm, DayChange, LoadedNotice) for field in model._meta.concrete_fields}
    assert not names & {"by", "actor", "account", "entered_by", "holder", "child"}
    assert isinstance(county.ctx("王老师"), Context)
