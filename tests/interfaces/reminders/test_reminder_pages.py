"""Reminders on the web and in the worker: named, tried, sent in time, sent again, given up; numbers alone; nobody else's."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.db import connection

from notoneless.foundation.audit.models import Entry
from notoneless.foundation.audit.rules import CHINA
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.interfaces.jobs import tasks
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reminders.models import ReminderChannel, ReminderDigest
from notoneless.oversight.reminders.services import begin_digest
from support.browsing import Visitor, sign_in
from support.county import County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.plans import owed, raised, reckoned
from support.reminders import ROBOT, channel, digest_waiting

LIST = "/reminders/"
HERE = "localhost"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages and the worker live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters, tasks):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


class Group:
    """A chat group of another system, which takes what is sent to it, or does not."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.is_open = True
        group = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.send_response(200 if group.is_open else 503)
                self.end_headers()
                if group.is_open:
                    group.heard.append(json.loads(body)["message"])

            def log_message(self, *_: Any) -> None:
                pass

        self.server = HTTPServer((HERE, 0), Door)
        self.address = f"http://{HERE}:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def group(settings: LazySettings) -> Iterator[Group]:
    """A group that the operator has named."""
    made = Group()
    settings.REMINDER_HOSTS = [made.address]
    yield made
    made.server.shutdown()
    made.server.server_close()


def enter(county: County, who: str) -> Visitor:
    """Somebody signs in, also when time has passed since the last time."""
    Authenticator.objects.filter(user_id=county.accounts[who]).delete()
    return sign_in(county, who)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def go_to(county: County, clock_time: str, days: int = 0) -> None:
    """Let the county's time be so late on the day that is so many days on."""
    local = county.time.at.astimezone(CHINA)
    wanted = datetime.fromisoformat(f"{local.date().isoformat()}T{clock_time}").replace(tzinfo=CHINA)
    county.time.pass_by(days=days, seconds=(wanted - local).total_seconds())


def named(county: County, group: Group) -> Any:
    """The head names a group on the page."""
    li = enter(county, "李校长")
    given = {"unit": county.units["school_a"], "channel_kind": "webhook", "name": "中心小学工作群"}
    assert send(li, f"{LIST}new/", **given, channel_address=f"{group.address}/secret-hook").status_code == 302
    return li


def test_a_head_names_a_group_tries_it_and_sees_that_it_arrived(
    county: County, group: Group, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    li = enter(county, "李校长")
    assert "还没有开通消息提醒" in plain(li.get(LIST))
    given = {"unit": county.units["school_a"], "channel_kind": "dingtalk", "name": "中心小学工作群"}
    wrong = send(li, f"{LIST}new/", **given, channel_address="https://evil.example/robot")
    assert wrong.status_code == 422
    assert "这不是 oapi.dingtalk.com 的机器人地址" in plain(wrong)
    other = send(li, f"{LIST}new/", **given | {"channel_kind": "webhook"}, channel_address="http://inner.example:1/x")
    assert "系统管理员没有把它列入 NOTONELESS_WEBHOOK_HOSTS" in plain(other)
    li = named(county, group)
    again = send(li, f"{LIST}new/", **given | {"channel_kind": "webhook"}, channel_address=f"{group.address}/x")
    assert "本单位已经有“中心小学工作群”" in plain(again)
    row = the(ReminderChannel)
    assert send(li, LIST, f"{LIST}{row.pk}/try/").status_code == 302
    assert "等待发送" in plain(li.get(LIST))
    assert tasks.reminders.func() == 1
    assert tasks.reminders.func() == 0
    [heard] = group.heard
    assert heard.startswith("【清溪镇中心小学】控辍保学待办：逾期 0 项，今天到期 0 项")
    page = text_of(li.get(LIST))
    assert "已发送" in page
    for place in (page, caplog.text, repr(list(Entry.objects.values_list("payload__content", flat=True)))):
        assert "secret-hook" not in place
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM reminders_channel")
        assert b"secret-hook" not in bytes(cursor.fetchone()[0])


def numbers_said(heard: str) -> tuple[int, int]:
    """Overdue and due, as a digest says them; the lines of titles add up to both."""
    head = re.search(r"逾期 (\d+) 项，今天到期 (\d+) 项", heard)
    assert head
    assert int(head[1]) + int(head[2]) == sum(int(each) for each in re.findall(r"^· .* (\d+) 项$", heard, re.MULTILINE))
    return int(head[1]), int(head[2])


def owed_at_school(county: County) -> tuple[int, int]:
    """How many duties of the school and its classes are overdue, and due today, by their rows."""
    own = {county.units[each] for each in ("school_a", "class_a", "class_b")}
    rows = [row for row in all_of(DutyRow, sealed=None) if row.bearer_id in own]
    today = county.time.at.astimezone(CHINA).date()
    broken = sum(row.state == "broken" for row in rows)
    return broken, sum(row.state == "due" and row.due_on == today for row in rows)


def test_what_has_days_left_is_not_told_what_is_due_today_is(county: County, group: Group) -> None:
    named(county, group)
    row = owed(county)
    go_to(county, "07:41", days=1)
    assert tasks.reminders.func() == 0, "nothing is due today"
    go_to(county, "07:41", days=(the(DutyRow, pk=row).due_on - county.time.at.astimezone(CHINA).date()).days)
    reckoned(county)
    overdue, due = owed_at_school(county)
    assert due > 0
    assert tasks.reminders.func() == 1
    assert numbers_said(group.heard[0]) == (overdue, due)


def test_on_a_school_day_the_group_hears_what_waits_once_in_numbers_alone(county: County, group: Group) -> None:
    named(county, group)
    raised(county)
    county.time.pass_by(days=(7 - county.time.at.astimezone(CHINA).weekday()) % 7)
    reckoned(county)
    go_to(county, "06:50")
    assert tasks.reminders.func() == 0, "quiet hours"
    go_to(county, "07:41")
    overdue, due = owed_at_school(county)
    assert overdue > 0
    assert tasks.reminders.func() == 1
    assert tasks.reminders.func() == 0
    [heard] = group.heard
    assert numbers_said(heard) == (overdue, due)
    assert heard.endswith("/today/")
    assert not [mark for marks in county.markers.values() for mark in marks if mark in heard]
    go_to(county, "16:45")
    assert tasks.reminders.func() == 1
    go_to(county, "07:41", days=5)
    assert county.time.at.astimezone(CHINA).weekday() >= 5
    assert tasks.reminders.func() == 0, "no school, no reminder"


def test_what_is_not_taken_is_sent_again_and_given_up_in_sight(county: County, group: Group) -> None:
    li = named(county, group)
    send(li, LIST, f"{LIST}{the(ReminderChannel).pk}/try/")
    group.is_open = False
    assert tasks.reminders.func() == 0
    assert (the(ReminderDigest).state, the(ReminderDigest).attempts) == ("waiting", 1)
    assert tasks.reminders.func() == 0
    assert the(ReminderDigest).attempts == 1, "not at once again"
    county.time.pass_by(minutes=2)
    group.is_open = True
    assert tasks.reminders.func() == 1
    assert the(ReminderDigest).state == "sent"
    group.is_open = False
    send(li, LIST, f"{LIST}{the(ReminderChannel).pk}/try/")
    for _ in range(8):
        tasks.reminders.func()
        county.time.pass_by(minutes=31)
    last = max(all_of(ReminderDigest), key=lambda row: row.pk)
    assert (last.state, last.attempts) == ("failed", 4)
    assert "没有发出去" in plain(enter(county, "李校长").get(LIST))
    assert len(group.heard) == 1


def test_what_a_killed_worker_had_taken_up_is_sent_after_a_while(county: County, group: Group) -> None:
    named(county, group)
    li = enter(county, "李校长")
    send(li, LIST, f"{LIST}{the(ReminderChannel).pk}/try/")
    begin_digest(county.ctx("系统管理员"), reminder_digest=the(ReminderDigest).pk)
    assert tasks.reminders.func() == 0
    county.time.pass_by(minutes=3)
    assert tasks.reminders.func() == 1
    assert len(group.heard) == 1


def test_no_more_are_sent_in_a_minute_than_may_be(
    county: County, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(23):
        given = {"channel_kind": "webhook", "channel_address": f"{group.address}/{number}"}
        digest_waiting(county, name=f"群{number}", **given)
    assert tasks.reminders.func() == 20
    assert tasks.reminders.func() == 3
    assert len(group.heard) == 23


def test_an_ended_group_hears_nothing_more(county: County, group: Group) -> None:
    li = named(county, group)
    row = the(ReminderChannel)
    send(li, LIST, f"{LIST}{row.pk}/try/")
    assert send(li, LIST, f"{LIST}{row.pk}/end/").status_code == 302
    assert "还没有开通消息提醒" in plain(li.get(LIST))
    assert tasks.reminders.func() == 0
    assert not group.heard
    assert li.post(f"{LIST}{row.pk}/try/").status_code in (404, 422)


def test_another_school_neither_sees_a_group_nor_speaks_to_it(county: County) -> None:
    row = channel(county)
    appoint(county, "孙校长", "school_head", "school_z", "13700000001")
    zhao, sun, wang = (enter(county, who) for who in ("赵老师", "孙校长", "王老师"))
    for visitor in (zhao, wang):
        assert visitor.get(LIST).status_code == 403
        assert visitor.post(f"{LIST}{row}/try/").status_code == 403
    assert "中心小学工作群" not in plain(sun.get(LIST))
    for path in ("try", "end"):
        assert sun.post(f"{LIST}{row}/{path}/").status_code == 404
    given = {"unit": county.units["school_a"], "channel_kind": "dingtalk", "name": "群", "channel_address": ROBOT}
    assert send(sun, f"{LIST}new/", **given).status_code in (404, 422)
    assert len(all_of(ReminderChannel)) == 1
    assert not all_of(ReminderDigest)
    assert "中心小学工作群" in plain(enter(county, "张镇长").get(LIST)), "whoever answers above sees it"
