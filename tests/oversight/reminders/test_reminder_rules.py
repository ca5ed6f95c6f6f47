"""When digests are sent, what they say, where channels lead: the tables an official can read."""

from datetime import datetime, time, timedelta

import apprise
import pytest

from notoneless.foundation.audit.rules import CHINA
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.reminders.rules import (
    MOST_ATTEMPTS,
    ChannelKind,
    DigestState,
    ReminderNumbers,
    Waits,
    address_of,
    digest,
    is_quiet,
    is_to_send,
    is_worth_telling,
    numbers_of,
    occasion_at,
    pause_after,
)

NUMBERS = ReminderNumbers((("morning", time(7, 40)), ("evening", time(16, 40))), (time(20), time(7)), 20)


@pytest.mark.parametrize(
    ("clock", "is_school_day", "occasion"),
    [
        ("07:39", True, None),
        ("07:40", True, "2026-09-01 morning"),
        ("09:39", True, "2026-09-01 morning"),
        ("09:40", True, None),
        ("16:40", True, "2026-09-01 evening"),
        ("18:39", True, "2026-09-01 evening"),
        ("18:40", True, None),
        ("07:40", False, None),
    ],
)
def test_a_digest_is_due_from_its_time_on_for_two_hours(clock: str, is_school_day: bool, occasion: str | None) -> None:
    local = datetime.fromisoformat(f"2026-09-01T{clock}:00").replace(tzinfo=CHINA)
    assert occasion_at(local, is_school_day, NUMBERS) == occasion


def test_of_two_times_that_have_come_the_later_one_counts() -> None:
    close = ReminderNumbers((("morning", time(8)), ("evening", time(9))), (time(0), time(0)), 20)
    assert occasion_at(datetime(2026, 9, 1, 9, 30, tzinfo=CHINA), True, close) == "2026-09-01 evening"


@pytest.mark.parametrize(
    ("quiet", "clock", "is_it"),
    [
        (("20:00", "07:00"), "19:59", False),
        (("20:00", "07:00"), "20:00", True),
        (("20:00", "07:00"), "00:00", True),
        (("20:00", "07:00"), "06:59", True),
        (("20:00", "07:00"), "07:00", False),
        (("12:00", "14:00"), "13:00", True),
        (("12:00", "14:00"), "14:00", False),
        (("00:00", "00:00"), "03:00", False),
    ],
)
def test_quiet_hours_may_go_past_midnight(quiet: tuple[str, str], clock: str, is_it: bool) -> None:
    numbers = ReminderNumbers((), (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])), 20)
    assert is_quiet(time.fromisoformat(clock), numbers) is is_it
    late = ReminderNumbers((("morning", time.fromisoformat(clock)),), numbers.quiet, 20)
    local = datetime.fromisoformat(f"2026-09-01T{clock}:00").replace(tzinfo=CHINA)
    assert (occasion_at(local, True, late) is None) is is_it


def test_what_the_county_leaves_open_is_not_sent() -> None:
    numbers = numbers_of({"remind.morning": "07:40", "remind.quiet_from": "21:00", "remind.quiet_until": "06:30"})
    assert [key for key, _ in numbers.times] == ["morning"]
    assert (numbers.quiet, numbers.per_minute) == ((time(21), time(6, 30)), 20)


def test_a_digest_is_numbers_and_titles_and_a_link() -> None:
    titles = tuple((f"事项{number}", 10 - number) for number in range(10))
    lines = [
        sentence(each, "zh") for each in digest("清溪镇中心小学", Waits(3, 52, titles), "https://x.example/today/")
    ]
    assert lines[0] == "【清溪镇中心小学】控辍保学待办：逾期 3 项，今天到期 52 项"
    assert lines[1] == "· 事项0 10 项"
    assert lines[-2:] == ["· 其他 3 项", "打开办理：https://x.example/today/"]
    assert len(lines) == 11


def test_where_nothing_waits_nothing_is_told() -> None:
    assert not is_worth_telling(Waits(0, 0, ()))
    assert is_worth_telling(Waits(1, 0, ()))
    assert is_worth_telling(Waits(0, 1, ()))


def test_a_digest_is_given_up_after_some_attempts() -> None:
    assert [pause_after(attempts) for attempts in (1, 2, 3, 4)] == [timedelta(minutes=each) for each in (2, 10, 30, 30)]
    assert is_to_send(DigestState.SENDING, MOST_ATTEMPTS - 1)
    assert not is_to_send(DigestState.SENDING, MOST_ATTEMPTS)
    assert not is_to_send(DigestState.SENT, 1)
    assert not is_to_send(DigestState.FAILED, 1)


HOSTS = ("https://gov.example", "http://hooks.example:8080")
MAIL = "mailtos://u:p@smtp.example.org?from=a@example.org"
TOKEN = "0123456789abcdef"


@pytest.mark.parametrize(
    ("kind", "typed", "library"),
    [
        ("dingtalk", f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}", "NotifyDingTalk"),
        ("dingtalk", f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN} SEC{TOKEN}", "NotifyDingTalk"),
        ("dingtalk", TOKEN, "NotifyDingTalk"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=01234567-89ab", "NotifyWeComBot"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/01234567-89ab", "NotifyFeishu"),
        ("mail", "zhongxin@school.example", "NotifyEmail"),
        ("webhook", "https://gov.example/hook?to=1", "NotifyJSON"),
    ],
)
def test_a_channel_leads_where_the_sending_library_finds_it(kind: str, typed: str, library: str) -> None:
    leads = address_of(ChannelKind(kind), typed, MAIL, HOSTS)
    assert isinstance(leads, str)
    found = apprise.Apprise.instantiate(leads)
    assert type(found).__name__ == library


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("dingtalk", "", "no_robot"),
        ("dingtalk", f"http://oapi.dingtalk.com/robot/send?access_token={TOKEN}", "no_robot"),
        ("dingtalk", f"https://evil.example/robot/send?access_token={TOKEN}", "no_robot"),
        ("dingtalk", f"https://oapi.dingtalk.com@evil.example/?access_token={TOKEN}", "no_robot"),
        ("dingtalk", f"{TOKEN} SEC{TOKEN} more", "no_robot"),
        ("dingtalk", "json://hooks.example/", "no_robot"),
        ("dingtalk", f"{TOKEN}?format=x", "no_robot"),
        ("wecom", f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}", "no_robot"),
        ("wecom", f"{TOKEN} {TOKEN}", "no_robot"),
        ("feishu", "短", "no_robot"),
        ("mail", "not a mailbox", "no_mailbox"),
        ("mail", "a@b.example&to=c@d.example", "no_mailbox"),
        ("webhook", "https://other.example/hook", "host_not_named"),
        ("webhook", "https://gov.example:444/hook", "host_not_named"),
        ("webhook", "http://hooks.example:22/", "host_not_named"),
        ("webhook", "https://user:p@gov.example/hook", "no_webhook"),
        ("webhook", "file:///etc/passwd", "no_webhook"),
        ("webhook", "gov.example/hook", "no_webhook"),
    ],
)
def test_what_leads_elsewhere_is_refused_in_words(kind: str, typed: str, code: str) -> None:
    told = address_of(ChannelKind(kind), typed, MAIL, HOSTS)
    assert isinstance(told, Problem)
    assert told.code == f"reminders.{code}"
    assert "{" not in sentence(told, "zh")


def test_without_a_mail_server_no_mailbox_is_named() -> None:
    told = address_of(ChannelKind.MAIL, "zhongxin@school.example", "", HOSTS)
    assert isinstance(told, Problem)
    assert told.code == "reminders.no_mail"
