"""A notice that leaves a usual holiday out: it is asked about, and the days around that holiday stay provisional."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.calendar.models import LoadedNotice
from notoneless.foundation.calendar.rules import left_out, public_holidays
from notoneless.foundation.calendar.selectors import calendar_in_force
from notoneless.foundation.calendar.services import load_notice, set_term
from notoneless.kernel.calendar import Calendar, Span, SpanUnit, UsualTerms, deadline
from notoneless.kernel.calendar.notices import in_force
from notoneless.kernel.problems import sentence
from notoneless.policy.working_days import load_working_days, read_notice
from support.county import County
from support.databases import all_of, the
from support.samples import NOTICE_2027

LAW = public_holidays(date(2026, 1, 1))
REST = """\
  - {name: 清明, first: 2027-04-03, last: 2027-04-05, make_up: []}
  - {name: 五一, first: 2027-05-01, last: 2027-05-05, make_up: [2027-05-08]}
  - {name: 端午节, first: 2027-06-09, last: 2027-06-09, make_up: []}
  - {name: 中秋节, first: 2027-09-15, last: 2027-09-15, make_up: []}
  - {name: 国庆节, first: 2027-10-01, last: 2027-10-07, make_up: [2027-09-26, 2027-10-09]}
"""
WHOLE_2027 = NOTICE_2027 + REST
AMENDING = WHOLE_2027.replace("verified: yes", 'verified: yes\namends: "yes"').replace("〔2026〕0号", "〔2027〕0号")
ONE = Span(1, SpanUnit.WORKING_DAY)


def load(county: County, text: str, complete: bool | None = None) -> UUID:
    home = county.units["county"]
    return load_notice(county.ctx("陈局长"), unit=home, text=text, complete=complete)


def found(county: County, year: int = 2027) -> Calendar:
    return calendar_in_force(county.ctx("王老师"), date(year, 1, 1), date(year, 12, 31))


def lacking(calendar: Calendar, year: int = 2027) -> list[str]:
    return [each.key for each in calendar.missing(year)]


def is_open(calendar: Calendar, day: date) -> bool:
    """Whether the working day after the day before is provisional."""
    return deadline(day - timedelta(days=1), ONE, calendar, legal=False).provisional


def shipped() -> Calendar:
    return Calendar(load_working_days(), (), {}, UsualTerms((9, 1), (1, 20), (2, 20), (7, 10), (9, 1)), LAW)


def test_the_notices_that_came_with_the_program_leave_nothing_out_since_the_law_names_seven() -> None:
    assert [each.key for each in LAW] == [
        "new_year",
        "spring_festival",
        "qingming",
        "labour_day",
        "dragon_boat",
        "mid_autumn",
        "national_day",
    ]
    assert {year: lacking(shipped(), year) for year in range(2008, 2027) if lacking(shipped(), year)} == {}


def test_no_holiday_ever_ruled_further_than_is_kept_open_around_it() -> None:
    for notice, holiday in in_force(load_working_days()):
        whose = [each for each in LAW if set(each.days(notice.year)) & set(holiday.days())]
        if notice.year < 2008 or not whose:  # 2015 had three days off that no law gives
            continue
        near = {day for each in whose for day in each.ruled(notice.year)}
        assert not {*holiday.days(), *holiday.make_up} - near, (notice.year, holiday.name)


def test_a_holiday_is_known_by_its_day_and_not_by_its_name() -> None:
    calendar = replace(shipped(), notices=(*load_working_days(), read_notice(WHOLE_2027, "n")))
    assert lacking(calendar) == []
    elsewhere = WHOLE_2027.replace("2027-09-15, last: 2027-09-15", "2027-09-13, last: 2027-09-13")
    calendar = replace(shipped(), notices=(*load_working_days(), read_notice(elsewhere, "n")))
    assert lacking(calendar) == ["mid_autumn"]


def test_what_a_notice_leaves_out_is_named_and_asked_about_before_anything_is_kept(county: County) -> None:
    with pytest.raises(Unusable) as refused:
        load(county, NOTICE_2027)
    told = sentence(refused.value.told)
    assert "2027 年还缺 清明节、劳动节、端午节、中秋节、国庆节" in told
    assert "尚未公布" in told
    assert "Qingming Festival, Labour Day, Dragon Boat Festival" in sentence(refused.value.told, "en")
    assert not all_of(LoadedNotice)
    load(county, WHOLE_2027)
    assert not the(LoadedNotice).is_complete


def test_a_year_entered_in_part_is_firm_only_away_from_what_is_missing(county: County) -> None:
    load(county, NOTICE_2027, complete=False)
    calendar = found(county)
    assert lacking(calendar) == ["qingming", "labour_day", "dragon_boat", "mid_autumn", "national_day"]
    days = {day: is_open(calendar, day) for day in (date(2027, 1, 5), date(2027, 2, 18), date(2027, 7, 20))}
    assert set(days.values()) == {False}
    open_days = (
        date(2027, 3, 22),
        date(2027, 4, 6),
        date(2027, 5, 10),
        date(2027, 6, 10),
        date(2027, 9, 14),
        date(2027, 10, 8),
    )
    assert all(is_open(calendar, day) for day in open_days)
    # a long count that goes over what is missing, though it ends beyond
    assert deadline(date(2027, 3, 1), Span(90, SpanUnit.WORKING_DAY), calendar, legal=False).provisional
    assert deadline(date(2027, 3, 31), Span(3, SpanUnit.DAY), calendar, legal=True).provisional


def test_a_year_said_to_be_complete_is_firm_as_is_one_that_was_completed(county: County) -> None:
    load(county, NOTICE_2027, complete=False)
    load(county, NOTICE_2027, complete=True)
    assert [row.is_complete for row in all_of(LoadedNotice, is_current=True)] == [True]
    assert not is_open(found(county), date(2027, 4, 6))
    assert [each.key for each in left_out(2027, found(county))][:1] == ["qingming"]
    load(county, NOTICE_2027, complete=False)  # taken back
    assert is_open(found(county), date(2027, 4, 6))
    load(county, WHOLE_2027)
    assert lacking(found(county)) == []
    assert not is_open(found(county), date(2027, 4, 6))


def test_an_amendment_may_bring_what_was_missing(county: County) -> None:
    load(county, NOTICE_2027, complete=False)
    part = AMENDING.split("  - {name: 端午节")[0]
    with pytest.raises(Unusable, match="还缺 端午节、中秋节、国庆节"):
        load(county, part)
    load(county, part, complete=False)
    assert lacking(found(county)) == ["dragon_boat", "mid_autumn", "national_day"]
    load(county, AMENDING.replace("〔2027〕0号", "〔2027〕1号"))
    assert lacking(found(county)) == []


def test_the_last_days_of_a_year_wait_for_the_next_new_year(county: County) -> None:
    lines = [line for line in WHOLE_2027.splitlines() if "元旦" not in line]
    load(county, "\n".join(lines), complete=False)
    calendar = found(county, 2026)
    assert lacking(calendar) == ["new_year"]
    assert not is_open(calendar, date(2026, 12, 24))
    assert is_open(calendar, date(2026, 12, 29))
    assert is_open(calendar, date(2027, 1, 5))


@pytest.mark.parametrize("is_entered", [False, True])
def test_school_days_of_a_term_that_nobody_entered_stay_provisional_however_much_is_known_of_the_year(
    county: County, is_entered: bool
) -> None:
    load(county, WHOLE_2027)
    autumn = {"school_year": 2026, "number": 1, "first_day": date(2026, 8, 31), "last_day": date(2027, 1, 22)}
    set_term(county.ctx("陈局长"), unit=county.units["county"], **autumn)
    if is_entered:
        spring = autumn | {"number": 2, "first_day": date(2027, 2, 22), "last_day": date(2027, 7, 9)}
        set_term(county.ctx("陈局长"), unit=county.units["county"], **spring)
    counted = deadline(date(2027, 3, 10), Span(3, SpanUnit.SCHOOL_DAY), found(county), legal=False)
    assert counted.provisional is not is_entered
    assert not is_open(found(county), date(2027, 3, 11))


def test_the_answer_given_last_holds_for_the_year_be_it_of_the_notice_or_an_amendment(county: County) -> None:
    part = AMENDING.split("  - {name: 端午节")[0]
    load(county, NOTICE_2027, complete=True)
    load(county, part, complete=False)
    assert lacking(found(county)) == ["dragon_boat", "mid_autumn", "national_day"]
    assert is_open(found(county), date(2027, 10, 8))
    load(county, part, complete=True)
    assert not is_open(found(county), date(2027, 10, 8))
    load(county, NOTICE_2027, complete=False)
    assert is_open(found(county), date(2027, 10, 8))


def test_an_answer_given_where_nothing_is_missing_keeps_no_later_question_back(county: County) -> None:
    load(county, WHOLE_2027, complete=True)
    assert not the(LoadedNotice).is_complete
    without = AMENDING.split("holidays:")[0] + (
        "holidays:\n  - {name: 国庆节, first: 2027-10-04, last: 2027-10-07, make_up: []}\n"
    )
    with pytest.raises(Unusable, match="还缺 国庆节"):
        load(county, without)


@pytest.mark.parametrize("year", [2000, 2007, 2008, 2099, 2100, 2199])
def test_the_calendar_of_any_year_can_be_asked(county: County, year: int) -> None:
    counted = deadline(date(year, 8, 31), Span(1, SpanUnit.MONTH), found(county, year), legal=False)
    assert counted.day == date(year, 9, 30)
    assert lacking(found(county, year), year) == []
