"""The leased clock and the work it puts on the list."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django_tasks_db.models import DBTaskResult

from notoneless.foundation.access.models import EntryLink, Receipt
from notoneless.foundation.audit.models import DayRoot, Entry
from notoneless.foundation.organizations.services import found_group
from notoneless.foundation.people.models import Child
from notoneless.interfaces.jobs import tasks, ticking
from notoneless.interfaces.jobs.models import Schedule
from notoneless.interfaces.jobs.ticking import LASTS, PERIODS, let_go, take, tick
from notoneless.oversight.duties.models import DutyRow, SealedMonth
from notoneless.oversight.indicators.models import UnitCount
from support.county import County
from support.databases import all_of
from support.plans import adopted
from support.rosters import adopt_both

AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_one_holds_the_clock_at_a_time() -> None:
    assert take("a", AT)
    assert not take("b", AT)
    assert take("a", AT + LASTS / 2)
    assert not take("b", AT + LASTS)


def test_the_lease_of_a_dead_one_expires() -> None:
    assert take("a", AT)
    assert not take("b", AT + LASTS - timedelta(seconds=1))
    assert take("b", AT + LASTS)
    assert not take("a", AT + LASTS)


def test_who_lets_go_lets_another_in_at_once_and_nobody_elses_go() -> None:
    assert take("a", AT)
    let_go("b")
    assert not take("b", AT)
    let_go("a")
    assert take("b", AT)


def test_a_lease_from_a_wrong_clock_holds_nothing() -> None:
    assert take("a", AT + timedelta(days=365))
    assert take("b", AT)


def test_a_tick_without_the_clock_puts_nothing_on_the_list() -> None:
    assert tick("a", AT) == list(PERIODS)
    count = DBTaskResult.objects.count()
    assert tick("b", AT) is None
    assert DBTaskResult.objects.count() == count == len(PERIODS)


def test_work_is_put_on_the_list_when_due_and_never_twice() -> None:
    tick("a", AT)
    DBTaskResult.objects.all().delete()
    assert tick("a", AT + timedelta(seconds=4)) == []
    assert tick("a", AT + timedelta(seconds=5)) == ["deliver"]
    assert tick("a", AT + timedelta(seconds=10)) == []  # it is there still
    DBTaskResult.objects.update(status="RUNNING")  # and a worker was killed over it
    assert tick("a", AT + timedelta(seconds=15)) == ["deliver"]
    assert tick("a", AT + timedelta(seconds=60)) == [
        "seal",
        "field_book",
        "timetables",
        "children",
        "duties",
        "reminders",
    ]


def test_a_clock_that_was_set_back_does_not_stop_the_work() -> None:
    tick("a", AT + timedelta(days=400))
    DBTaskResult.objects.all().delete()
    let_go("a")
    assert tick("a", AT) == list(PERIODS)


def test_a_tick_that_fails_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = ticking._put_on_list, []

    def fails(name: str, at: datetime) -> bool:
        calls.append(name)
        if len(calls) == 3:
            raise OSError
        return real(name, at)

    monkeypatch.setattr(ticking, "_put_on_list", fails)
    with pytest.raises(OSError):  # noqa: PT011 (which one is told by the calls)
        tick("a", AT)
    assert len(calls) == 3
    assert not DBTaskResult.objects.exists()
    assert not Schedule.objects.exists()


# the work


@pytest.fixture
def at_work(county: County, monkeypatch: pytest.MonkeyPatch) -> County:
    """The county, with the worker's clock at its time."""
    monkeypatch.setattr(tasks, "now", lambda: county.time.at)
    return county


def test_entries_are_sealed_and_the_root_of_the_day_before_is_told(
    at_work: County, caplog: pytest.LogCaptureFixture
) -> None:
    assert tasks.seal.call() == Entry.objects.count()
    assert tasks.root.call() == 0
    at_work.time.pass_by(days=1)
    caplog.set_level("INFO")
    kept = DayRoot.objects.get()
    assert tasks.root.call() == kept.number
    told = next(record for record in caplog.records if record.message == "daily root")
    assert told.fields["link"] == bytes(kept.link).hex()  # type: ignore[attr-defined]


def test_what_has_had_its_time_is_swept(at_work: County, settings: LazySettings, tmp_path: Path) -> None:
    settings.HOME, settings.ATTACHMENTS = tmp_path, tmp_path / "attachments"
    old = tmp_path / "tmp" / "killed"
    old.mkdir(parents=True)
    (old / "copy").write_bytes(b"x")
    os.utime(old, (0, 0))
    young = tmp_path / "tmp" / "young"
    young.mkdir()
    at = at_work.time.at.timestamp()  # the county's clock stands in the past of the disk's
    os.utime(young, (at, at))
    receipts, links = Receipt.objects.count(), EntryLink.objects.count()
    assert tasks.sweep.call()["unfinished"] == 1
    assert (Receipt.objects.count(), EntryLink.objects.count()) == (receipts, links)
    at_work.time.pass_by(days=89)
    assert tasks.sweep.call() == {"receipts": 0, "links": links, "results": 0, "files": 0, "unfinished": 1}
    at_work.time.pass_by(days=2)
    assert tasks.sweep.call()["receipts"] == receipts


def test_work_that_fails_tells_its_kind_and_not_its_words(
    at_work: County, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    secret = at_work.markers["both"][1]

    def fails() -> int:
        raise ValueError(secret)

    monkeypatch.setattr(tasks, "seal_entries", fails)
    with pytest.raises(tasks.WorkFailed, match="ValueError") as told:
        tasks.seal.call()
    assert told.value.__cause__ is told.value.__context__ is None
    assert secret not in caplog.text
    assert "ValueError" in str([getattr(record, "fields", {}) for record in caplog.records])


def test_deliveries_are_attempted_by_the_program_itself(at_work: County, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(tasks, "deliver_due", lambda ctx: seen.append(replace(ctx)) or 7)
    assert tasks.deliver.call() == 7
    assert seen[0].channel == "system"


def test_the_worker_works_the_children_out_when_rosters_have_changed(county: County) -> None:
    assert tasks.children.call() is False
    adopt_both(county)
    assert tasks.children.call() is True
    assert {child.name for child in all_of(Child)} >= {"巫马一", "巫马五"}
    assert tasks.children.call() is False


def test_all_units_are_counted_once_a_day(county: County) -> None:
    assert tasks.counts.call() is True
    assert tasks.counts.call() is False
    days = {row.day for row in all_of(UnitCount)}
    assert len(days) == 1


def test_units_are_counted_anew_once_rosters_are_compared_or_children_worked_out(county: County) -> None:
    assert tasks.counts.call() is True
    adopt_both(county)
    assert tasks.counts.call() is False
    assert tasks.children.call() is True
    assert tasks.counts.call() is True
    assert tasks.counts.call() is False


def test_duties_are_reckoned_once_a_day_and_soon_after_what_they_are_judged_by_has_changed(at_work: County) -> None:
    adopted(at_work)
    at_work.time.pass_by(minutes=2)
    assert tasks.duties.call()
    assert state_of_group(at_work) == "due"
    at_work.time.pass_by(minutes=2)
    assert not tasks.duties.call()
    found_group(
        at_work.ctx("李校长"), unit=at_work.units["school_a"], name="控辍领导小组", goals=None, from_on=date(2026, 9, 1)
    )
    at_work.time.pass_by(minutes=1)
    assert tasks.duties.call()
    assert state_of_group(at_work) == "done"
    entry = Entry.objects.filter(action="duty.reckon").order_by("-at").first()
    assert entry is not None
    assert entry.channel == "system"


def test_months_are_sealed_by_themselves_once_their_time_has_come(at_work: County) -> None:
    adopted(at_work, "陈局长", "county", 5)
    at_work.time.pass_by(days=39)
    assert tasks.duties.call()
    assert not all_of(SealedMonth)
    at_work.time.pass_by(days=1)
    assert tasks.duties.call()
    [sealed] = all_of(SealedMonth)
    assert (sealed.month, sealed.rows) == (date(2026, 9, 1), len(all_of(DutyRow, sealed=sealed)))
    assert sealed.rows
    at_work.time.pass_by(days=35)
    assert tasks.duties.call()
    assert [row.month for row in all_of(SealedMonth)] == [date(2026, 9, 1)]  # one at a time


def state_of_group(county: County) -> str:
    rows = DutyRow._base_manager.filter(duty="leading_group", unit=county.units["school_a"])
    return str(rows.earliest("due_on").state)
