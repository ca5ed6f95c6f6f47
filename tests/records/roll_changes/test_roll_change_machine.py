"""Whatever is applied for and decided in whatever order: one open entry a child, no clock that stands still, months add up."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from notoneless.foundation.access.models import Waiting
from notoneless.kernel.problems import NotonelessError, sentence
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.refusing import confirmed_by
from notoneless.records.enrolment.rules.standing import OPEN, State
from notoneless.records.enrolment.selectors import roll_numbers, standing_of, standings_on
from notoneless.records.enrolment.services import correct
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.services import apply_for_child, confirm_arrival, withdraw
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes
from support.early_warning import delivered
from support.roll_changes import NOTHING, applied, approved_by, documented, young
from support.rolls import last_event, on_roll

KEYS = ("both", "class_only", "young")
ROOMS = {"school_a": "class_b", "school_z": "class_z"}
HEADS = {"school_a": "李校长", "school_z": "孙校长"}
TEACHERS = {"school_a": "王老师", "school_z": "赵老师"}
OTHER = {"school_a": "school_z", "school_z": "school_a"}


class Roll(RuleBasedStateMachine):
    """Three children, two schools: changes applied for, approved, confirmed, withdrawn, in any order and on any day."""

    county: County

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    @initialize(aged=st.integers(0, 60))
    def begin(self, aged: int) -> None:
        """Two of the children are on the roll already, for some time."""
        for key in KEYS[:2]:
            on_roll(self.county, key)
        self.county.time.pass_by(days=aged)

    def try_to(self, act: Callable[[], Any]) -> None:
        """Do something, or be told in words why not."""
        try:
            act()
        except NotonelessError as refusal:
            self.said.add(refusal.told.code)
            told = sentence(refusal.told)
        else:
            told = "好"
        assert told
        assert "{" not in told

    def entry(self, key: str) -> Any:
        return next(iter(all_of(RollEntry, child=self.county.children[key], left_on=None)), None)

    def school(self, entry: Any) -> str:
        return next(key for key in HEADS if self.county.units[key] == entry.unit_id)

    @property
    def today(self) -> date:
        return self.county.time.at.date()

    def change(self, key: str, kind: str, back: int, **given: Any) -> None:
        """An application with its papers, approved at every level of today."""
        entry = self.entry(key)
        if entry is None:
            return
        school = self.school(entry)
        where = {"room": self.county.units[ROOMS[school]], "grade": 3} if kind == "resumption" else {}
        where |= {"receiving_school": self.county.units[OTHER[school]]} if kind == "transfer" else {}
        on = self.today - timedelta(days=back)
        head, other = HEADS[school], HEADS[OTHER[school]]
        levels = {"transfer": (other, head, "陈局长"), "resumption": (head,)}.get(kind, (head, "陈局长"))

        def act() -> None:
            request = applied(self.county, kind, entry.pk, key, who="陈局长甲", on=on, **{**where, **given})
            for paper in ("application", "proof"):
                documented(self.county, request, paper, who="陈局长甲", unit="county")
            approved_by(self.county, request, *levels)

        self.try_to(act)

    @rule(key=st.sampled_from(KEYS), back=st.integers(0, 20), length=st.sampled_from([1, 30, 180, 365, 366, 800]))
    def suspend(self, key: str, back: int, length: int) -> None:
        until = self.today + timedelta(days=length - back)
        self.change(key, "suspension", back, until_on=until, reason="19")

    @rule(key=st.sampled_from(KEYS), back=st.integers(0, 20))
    def resume(self, key: str, back: int) -> None:
        self.change(key, "resumption", back, reason="99")

    @rule(key=st.sampled_from(KEYS), back=st.integers(0, 20))
    def transfer(self, key: str, back: int) -> None:
        self.change(key, "transfer", back, reason="99")

    @rule(key=st.sampled_from(KEYS), back=st.integers(0, 20))
    def die(self, key: str, back: int) -> None:
        self.change(key, "death", back, guardian=None, signed_on=None)

    @rule(back=st.integers(0, 20))
    def defer(self, back: int) -> None:
        given = {name: value for name, value in NOTHING.items() if name not in ("receiving_school", "destination")}
        given |= {"entry_school": self.county.units["school_a"], "on": self.today - timedelta(days=back)}
        given |= {"until_on": date(2027, 8, 31), "reason": "19", "signed_on": self.today}
        given |= {"guardian": self.county.guardians["young"]}

        def act() -> None:
            ctx = self.county.ctx("陈局长甲")
            request = apply_for_child(ctx, child=self.county.children["young"], change_kind="deferral", **given)
            documented(self.county, request, who="陈局长甲", unit="county")
            approved_by(self.county, request, "陈局长")

        self.try_to(act)

    @rule(back=st.integers(0, 20))
    def arrive(self, back: int) -> None:
        """The receiving schools say of all who were let go to them that they came."""
        for row in all_of(ChangeRequest, kind="transfer", state="carried_out", arrived_on=None):
            school = next(key for key in HEADS if self.county.units[key] == row.also_unit_id)
            given = {"room": self.county.units[ROOMS[school]], "grade": 3, "on": self.today - timedelta(days=back)}
            self.try_to(lambda: confirm_arrival(self.county.ctx(HEADS[school]), change_request=row.pk, **given))  # noqa: B023

    @rule(key=st.sampled_from(KEYS))
    def take_back(self, key: str) -> None:
        """The bureau withdraws the last event of an entry."""
        entry = self.entry(key)
        if entry is None:
            return
        blank = dict.fromkeys(("on", "until_on", "destination", "proof"))
        event = last_event(entry.pk)
        self.try_to(lambda: correct(self.county.ctx("陈局长"), event=event, reason="19", withdrawn=True, **blank))

    @rule(key=st.sampled_from(KEYS), back=st.integers(0, 5))
    def enter(self, key: str, back: int) -> None:
        """Somebody is entered on the roll by hand, who may be there already."""
        if key == "young":
            return
        self.try_to(lambda: on_roll(self.county, key, on=self.today - timedelta(days=back)))

    @rule()
    def withdraw_application(self) -> None:
        for row in all_of(ChangeRequest, state__in=("waiting", "sent_back")):
            self.try_to(lambda: withdraw(self.county.ctx("陈局长甲"), change_request=row.pk, reason="不办了"))  # noqa: B023

    @rule(days=st.integers(1, 40))
    def pass_by(self, days: int) -> None:
        """Time passes, and the program does what waits."""
        self.county.time.pass_by(days=days)

    @rule()
    def deliver(self) -> None:
        delivered(self.county)

    @invariant()
    def nobody_is_on_two_rolls_or_applied_for_twice(self) -> None:
        held = [row.child_id for row in all_of(RollEntry, left_on=None)]
        assert len(held) == len(set(held))
        open_ones = [row.child_id for row in all_of(ChangeRequest, state__in=("waiting", "sent_back"))]
        assert len(open_ones) == len(set(open_ones))

    @invariant()
    def an_entry_repeats_what_its_events_say(self) -> None:
        with owners_eyes():
            for row in RollEntry._base_manager.all():
                standing = standing_of(row)
                assert row.state == standing.state
                assert (row.left_on is None) == (standing.state in OPEN)

    @invariant()
    def no_clock_stands_still(self) -> None:
        """Who is suspended or deferred has a day on which it ends; who was let go, a day by which another school has it."""
        with owners_eyes():
            for row in RollEntry._base_manager.filter(left_on__isnull=True):
                standing = standing_of(row)
                if standing.state in (State.SUSPENDED, State.DEFERRED):
                    assert standing.until is not None
                    assert standing.since is not None
                    assert standing.until > standing.since
                if standing.state is State.NOT_CONFIRMED:
                    assert confirmed_by(standing, roll_numbers(self.today)) is not None

    @invariant()
    def every_month_of_every_school_township_and_of_the_county_adds_up(self) -> None:
        """At the beginning, with who came and without who went, are those at the end."""
        with owners_eyes():
            rows = list(RollEntry._base_manager.select_related("unit__parent"))
        above = {key: {self.county.units[key]} for key in HEADS}
        above |= {
            "townships": {row.unit.parent_id for row in rows},
            "county": {row.unit.parent.parent_id for row in rows},
        }
        for unit in set().union(*above.values()):
            ours = [row for row in rows if unit in (row.unit_id, row.unit.parent_id, row.unit.parent.parent_id)]
            for first, following in _months(self.today):
                at = [_held(ours, day) for day in (first, following)]
                came = sum(first < row.entered_on <= following for row in ours)
                went = sum(row.left_on is not None and first < row.left_on <= following for row in ours)
                assert at[0] + came - went == at[1], (first, at, came, went)

    @invariant()
    def every_month_of_every_class_adds_up(self) -> None:
        """Who stands in a class at both ends of a month, by what the roll says of the day, and who came and went between
        them by the events, counted here one after the other."""
        with owners_eyes():
            rows = list(RollEntry._base_manager.all())
            moves = [move for row in rows for move in _moves(row)]
            for first, following in _months(self.today):
                ends = [_classes(rows, day) for day in (first, following)]
                for room in {self.county.units[key] for key in ROOMS.values()} | {*ends[0], *ends[1]}:
                    came = sum(first < day <= following and to == room for day, _, to in moves)
                    went = sum(first < day <= following and out == room for day, out, _ in moves)
                    assert ends[0][room] + came - went == ends[1][room], (first, room, ends, came, went)

    @invariant()
    def what_the_register_tells_is_what_the_entries_stand_at(self) -> None:
        """Who is open on a day by its dates is open by its events of that day too: the past is not rewritten."""
        with owners_eyes():
            for day, _ in _months(self.today):
                held = list(RollEntry._base_manager.filter(entered_on__lte=day).exclude(left_on__lte=day))
                assert all(each.state in OPEN for each in standings_on(held, day).values())

    @invariant()
    def no_delivery_has_failed(self) -> None:
        assert not Waiting.objects.exclude(trouble="").exists()

    def teardown(self) -> None:
        with suppress(NotonelessError):
            delivered(self.county)
        self.no_delivery_has_failed()


def _months(today: date) -> Iterator[tuple[date, date]]:
    """The last day of each month since August, with that of the month after."""
    day = DAY - timedelta(days=1)
    while day < today:
        following = (day + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        yield day, following
        day = following


def _held(rows: list[Any], day: date) -> int:
    return sum(row.entered_on <= day and (row.left_on is None or row.left_on > day) for row in rows)


def _classes(rows: list[Any], day: date) -> Counter[UUID]:
    """How many stand in each class, or in a school without one, on a day."""
    standings = standings_on(rows, day).values()
    return Counter(each.place for each in standings if each.state in OPEN and each.place is not None)


def _moves(row: Any) -> Iterator[tuple[date, UUID | None, UUID | None]]:
    """When an entry went from which class to which, by its events that hold; None where it was or is in none."""
    events = list(RollEvent._base_manager.filter(entry=row).order_by("number"))
    gone = {each.supersedes_id for each in events} | {each.pk for each in events if each.is_withdrawal}
    where = None
    for each in (event for event in events if event.pk not in gone):
        ends = each.step in ("leave", "complete", "transfer_in")
        to = None if ends else each.place_id or where
        if to != where:
            yield each.on, where, to
        where = to


@pytest.fixture
def fresh(county: County) -> Callable[[], County]:
    """The county as it was for each run: its rows are put back by a savepoint."""
    appoint(county, "孙校长", "school_head", "school_z", "13700000001")
    appoint(county, "陈局长甲", "county_officer", "county", "13700000009")
    young(county)
    return county.again


def test_whatever_is_done_to_the_roll_in_whatever_order(fresh: Callable[[], County]) -> None:
    said: set[str] = set()

    class Run(Roll):
        def __init__(self) -> None:
            self.whole = transaction.atomic()
            self.whole.__enter__()
            self.county = fresh()
            super().__init__()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                said.update(self.said)
                transaction.set_rollback(True)
                self.whole.__exit__(None, None, None)

    quick = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Run,
        settings=settings(max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=quick),
    )
    assert said, "the runs come to what is refused"
