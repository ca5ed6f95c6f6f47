"""What changes in the course of a school year: the plan, the tree, where children belong, who holds a post, the calendar."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from notoneless.foundation.access.services import found_unit
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.calendar.services import load_notice
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.services import close_unit, hand_over_post, leave_post
from notoneless.foundation.people.services import place_child
from notoneless.oversight.duties.models import DutyRow, Exemption
from notoneless.oversight.duties.services import end_exemption, exempt_duty
from support.county import CAST
from support.databases import all_of, owners_eyes, the
from support.samples import NOTICE_2027
from support.school_year import Year
from support.school_year_owed import AMENDED_2027, OFF_2027, WORKED_2027

DAY = timedelta(days=1)
AMENDING = """\
year: "2027"
number: 国办发明电〔2027〕1号
verified: yes
amends: yes
holidays:
  - {name: 春节, first: 2027-02-05, last: 2027-02-13, make_up: [2027-01-31, 2027-02-27, 2027-02-28]}
"""


def _open_class(year: Year, day: date) -> None:
    """A class begins in the midst of a term."""
    school = year.units["school"][-1]
    found_unit(year.county.ctx("陈局长"), parent=school, kind=UnitKind.CLASS, name="新设班", from_on=day)
    year.look()


def _move_children(year: Year, day: date) -> None:
    """All children of a class go to the newest one, and some of them live in another township."""
    closing, newest, home = year.units["class"][-2], year.units["class"][-1], year.units["group"][0]
    moving = [child for child in year.children if closing in year.belongs(child, day)]
    for number, child in enumerate(moving):
        place_child(year.county.ctx("陈局长"), child=child, unit=newest, from_on=day)
        year.children[child].append((day, Track.SCHOOL, newest))
        if number % 4 == 0:
            place_child(year.county.ctx("陈局长"), child=child, unit=home, from_on=day)
            year.children[child].append((day, Track.HOUSEHOLD, home))
    assert moving


def _close_class(year: Year, day: date) -> None:
    """The class that is empty ends, with its post, some days from now."""
    closing, end = year.units["class"][-2], day + DAY * 4
    leave_post(year.county.ctx("安全管理员"), post=the(Post, unit=closing).pk, until_on=end)
    close_unit(year.county.ctx("陈局长"), unit=closing, until_on=end)
    year.look()


def _exempt(year: Year, day: date) -> None:
    """Two schools need not compare this month."""
    open_rows = all_of(DutyRow, duty="many_2", period=f"{day:%Y-%m}", state="due")
    for row in sorted(open_rows, key=lambda each: each.unit_id)[:2]:
        exempt_duty(year.county.ctx("陈局长"), row=row.pk, reason="系统停机")
        year.facts.exempt[2, row.unit_id, row.period] = [(day, date.max)]
    assert len(year.facts.exempt) == 2


def _end_exemption(year: Year, day: date) -> None:
    """One of them has to after all."""
    key, [(begin, _)] = next(iter(year.facts.exempt.items()))
    end_exemption(year.county.ctx("陈局长"), exemption=the(Exemption, unit=key[1]).pk)
    year.facts.exempt[key] = [(begin, day)]


def _hand_over(year: Year, day: date) -> None:
    """Three posts of the cast pass on: what is owed stays with the post."""
    for who, to in (("李校长", "何老师"), ("张镇长", "周支书"), ("王老师", "赵老师")):
        with owners_eyes():
            post = Post._base_manager.get(unit=year.county.units[CAST[who][1]], holder=year.county.accounts[who]).pk
        given = {"post": post, "account": year.county.accounts[to], "from_on": day + DAY}
        hand_over_post(year.county.ctx("安全管理员"), **given)


def _load(year: Year, _: date) -> None:
    """The notice of the next year comes."""
    load_notice(year.county.ctx("陈局长"), unit=year.county.units["county"], text=NOTICE_2027, complete=True)
    year.ledger.off |= OFF_2027
    year.ledger.worked |= WORKED_2027


def _case(year: Year, day: date) -> None:
    """A case whose due day the amended notice would have in a month that is sealed by then."""
    year.suspect(day)
    with owners_eyes():
        year.write()


def _amend(year: Year, _: date) -> None:
    """A notice is amended for days of months that are sealed."""
    load_notice(year.county.ctx("陈局长"), unit=year.county.units["county"], text=AMENDING, complete=True)
    year.ledger.worked = (year.ledger.worked - WORKED_2027) | AMENDED_2027


def _revise(year: Year, _: date) -> None:
    """With the new year nine duties come in, and numbers change."""
    year.adopt(date(2027, 1, 1), frozenset(range(1, year.duties + 1)), working=5, comparisons=2)


def _shorten(year: Year, day: date) -> None:
    """In the midst of a month four duties go, of every week, every month and after cases, and numbers change again."""
    year.adopt(day, frozenset(range(1, year.duties + 1)) - {5, 7, 9, 12}, working=2)


CHANGES: Mapping[date, Callable[[Year, date], None]] = {
    date(2026, 10, 12): _open_class,
    date(2026, 10, 20): _exempt,
    date(2026, 10, 26): _end_exemption,
    date(2026, 11, 9): _move_children,
    date(2026, 11, 10): _close_class,
    date(2026, 11, 20): _load,
    date(2026, 11, 30): _hand_over,
    date(2026, 12, 15): _revise,
    date(2027, 2, 25): _case,
    date(2027, 3, 15): _amend,
    date(2027, 4, 14): _shorten,
}
