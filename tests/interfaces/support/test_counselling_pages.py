"""Counselling on the web (4.13): that it was done is seen, what was said opens for the counsellor alone."""

import logging
from typing import Any

import pytest
from django.db import connection

from notoneless.casework.support.models import CounsellingTalk
from notoneless.casework.support.selectors import REVEAL_COUNSELLING
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.audit.models import Entry
from notoneless.oversight.duties.models import DutyRow
from support.browsing import sign_in
from support.county import DAY, County, appoint
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.helping import talked
from support.plans import adopted, reckoned
from support.programs import Program, give_token
from support.watch_list import listed

CANARY = "CANARY想念父母"
PAGES = (
    "/counselling/",
    "/today/",
    "/help/",
    "/help/lacking/",
    "/need-surveys/",
    "/search/?q=CANARY",
    "/children/?q=CANARY",
)


def record_of(county: County, key: str = "both") -> str:
    """The form of a talk."""
    return f"/counselling/children/{county.children[key]}/record/"


@pytest.mark.clause("4.13")
@pytest.mark.usefixtures("same_time")
@pytest.mark.parametrize(("reason", "why"), [("learning", "后进"), ("wavering", "思想波动、易辍学")])
def test_pupils_who_lag_or_waver_are_counselled_in_the_term(county: County, reason: str, why: str) -> None:
    adopted(county, plan=4)
    county.time.pass_by(days=130)
    listed(county, "both", reasons=reason)
    wang, room = sign_in(county, "王老师"), county.units["class_a"]
    reckoned(county)
    assert {row.state for row in all_of(DutyRow, duty="counselled", unit=room)} == {"due"}
    waiting = text_of(wang.get("/counselling/"))
    assert "慕容甲乙" in waiting
    assert why in waiting
    body = {"on": "2027-01-09", "held_for": "lagging", "counselled": CANARY}
    assert send(wang, record_of(county), **body).status_code == 302
    reckoned(county)
    assert {row.state for row in all_of(DutyRow, duty="counselled", unit=room)} == {"done"}
    assert "应辅导的都辅导了" in text_of(wang.get("/counselling/"))


@pytest.mark.clause("4.13")
def test_what_was_said_opens_for_the_counsellor_alone(county: County) -> None:
    appoint(county, "心老师", "counsellor", "school_a", "13900006666")
    xin = sign_in(county, "心老师")
    assert send(xin, record_of(county), on=DAY.isoformat(), held_for="wavering", counselled=CANARY).status_code == 302
    said = f"/counselling/{the(CounsellingTalk).pk}/said/"
    for who, refused in (("王老师", 404), ("李校长", 404), ("陈局长", 403), ("张镇长", 403), ("赵老师", 404)):
        answer = sign_in(county, who).post(said)
        assert (answer.status_code, CANARY in text_of(answer)) == (refused, False), who
    assert CANARY in text_of(xin.post(said))
    assert Entry.objects.filter(action=REVEAL_COUNSELLING, outcome="read").count() == 1
    with pytest.raises(NotFound):
        reveal(county.ctx("李校长"), the(CounsellingTalk), "said", Limits())


@pytest.mark.clause("4.13")
@pytest.mark.usefixtures("same_time")
def test_what_was_said_stands_on_no_page_in_no_log_export_or_answer_of_the_api(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wang, child = sign_in(county, "王老师"), county.children["both"]
    assert send(wang, record_of(county), on=DAY.isoformat(), held_for="wavering", counselled=CANARY).status_code == 302
    pages = (*PAGES, f"/children/{child}/", f"/help/children/{child}/", record_of(county))
    for who in ("王老师", "李校长", "陈局长"):
        visitor = sign_in(county, who)
        shown = [visitor.get(address) for address in pages]
        # an address that holds the word says it again; nothing else does
        assert not [each.request["PATH_INFO"] for each in shown if CANARY in text_of(each)], who
        assert "想念父母" not in "".join(map(text_of, shown)), who
    assert "辅导" in text_of(wang.get(f"/help/children/{child}/")), "that it was done is seen"
    with owners_eyes():
        program = Program(county, give_token(county, "王老师"))
    body = {"child": str(child), "on": DAY.isoformat(), "held_for": "wavering", "counselled": CANARY}
    answer = program.act("counselling.record", body)
    assert answer.status_code < 300
    for told in (answer, program.get("children"), program.get(f"children/{child}")):
        assert "CANARY" not in told.content.decode()
    assert program.client.post(
        f"/counselling/{all_of(CounsellingTalk)[0].pk}/said/", headers=program.headers(), secure=True
    ).status_code in (302, 403, 404)
    assert "CANARY" not in caplog.text
    assert not _in_tables(b"CANARY")


def _in_tables(marker: bytes) -> list[str]:
    """The tables in which a text stands, in any column as it is kept."""
    found = []
    with owners_eyes(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows: list[Any] = cursor.fetchall()
            if any(marker in _kept(cell) for row in rows for cell in row):
                found.append(table)
    return found


def _kept(cell: Any) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


@pytest.mark.usefixtures("same_time")
@pytest.mark.parametrize(
    ("on", "said"), [("2026-09-09", "2026-09-09 还没有到"), ("2024-09-01", "太早，请核对日期"), ("", "不能为空")]
)
def test_wrong_days_are_refused(county: County, on: str, said: str) -> None:
    body = {"on": on, "held_for": "wavering", "counselled": CANARY}
    answer = send(sign_in(county, "王老师"), record_of(county), **body)
    assert answer.status_code == 422
    assert not all_of(CounsellingTalk)
    assert on == "" or said in text_of(answer)


def test_another_school_records_and_sees_nothing(county: County) -> None:
    talked(county)
    zhao = sign_in(county, "赵老师")
    assert zhao.get(record_of(county)).status_code == 404
    assert "慕容甲乙" not in text_of(zhao.get("/counselling/"))
    assert sign_in(county, "张镇长").get("/counselling/").status_code == 403
