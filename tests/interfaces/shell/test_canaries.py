"""What opens by need alone stands on no page that a link leads to, in no workbook, search, answer of the API, log or row.

Confidential words are entered in one county, each with a word of its own; then everybody walks wherever a link leads.
"""

import io
import logging
import re
import zipfile
from collections import deque
from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pypdf import PdfReader

from notoneless.foundation.access.models import Waiting
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.aid import entitled
from support.browsing import Visitor, sign_in
from support.county import CAST, County
from support.databases import owners_eyes
from support.forms import text_of
from support.helping import planned, talked
from support.left_behind import filed as left_behind
from support.programs import Program, give_token
from support.special import condition, open_file
from support.supervision import cleared_up, complained, director, inquired, named_person
from support.supervision import find_inquiry as find

SIGN = "秘"
"""Stands in every confidential word here, and in no other word of the county."""

MOST = 90
"""Pages that one person is led to."""

_LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
_LEFT_OUT = re.compile(r"/(static|sign-out|language|security)/|/sign-out")


def told_in_confidence(county: County) -> None:
    """Counselling, help, complaint, inquiry, aid, left-behind child, impairment: each with what nobody may read."""
    director(county)
    talked(county, said=f"{SIGN}谈话")
    planned(county, trouble="family", means="referral", help_measures=f"{SIGN}措施")
    complaint = complained(county, told=f"{SIGN}投诉", complainant=f"{SIGN}投诉人", call_back=f"{SIGN}电话")
    cleared_up(county, complaint, found_out=f"{SIGN}查实")
    person = named_person(county, inquiry=inquired(county))
    find(county.ctx("陈局长"), inquiry_person=person, found_out=f"{SIGN}问责")
    entitled(county, aid_basis=f"{SIGN}证明")
    left_behind(county, adults=f"{SIGN}父母")
    open_file(county.ctx("李校长"), child=county.children["both"], **condition(county, "both", condition=f"{SIGN}状况"))


def led_to(visitor: Visitor) -> dict[str, Any]:
    """The answers to what links lead to, from the first page on, the nearest first."""
    waiting, found = deque(["/"]), dict[str, Any]()
    while waiting and len(found) < MOST:
        address = waiting.popleft()
        if address in found:
            continue
        answer = visitor.get(address)
        found[address] = answer
        if answer.status_code == 302:
            waiting.append(answer["Location"])
        elif answer["Content-Type"].startswith("text/html"):
            waiting += [each for each in _LINK.findall(answer.content.decode()) if not _LEFT_OUT.search(each)]
    return found


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and programs live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def said_in(content: bytes) -> str:
    """All that something handed out says: a page, a paper, a workbook, or a folder of these."""
    if content.startswith(b"%PDF"):
        return "".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages)
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(said_in(archive.read(name)) for name in archive.namelist())


@pytest.mark.parametrize("who", sorted(CAST.keys() - {"何老师", "吴组长", "安全管理员"}))
def test_nobody_is_led_to_a_confidential_word(county: County, who: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told_in_confidence(county)
    visitor = sign_in(county, who)
    found = led_to(visitor)
    assert len(found) > 3
    shown = [address for address, answer in found.items() if SIGN in said_in(answer.content)]
    assert not shown
    assert not any(answer.status_code >= 500 for answer in found.values())
    for address in ("/search/?q=", "/children/?search="):
        assert SIGN not in text_of(visitor.get(f"{address}{SIGN}")).replace(f'value="{SIGN}"', ""), address
    assert SIGN not in caplog.text


def test_no_row_and_nothing_on_its_way_holds_a_confidential_word_in_clear(county: County) -> None:
    told_in_confidence(county)
    with owners_eyes(), connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            kept = [value for value in chain.from_iterable(cursor.fetchall()) if SIGN in as_text(value)]
            assert not kept, model.__name__
        assert not [row for row in Waiting.objects.values_list("content", flat=True) if SIGN in str(row)]


def as_text(value: Any) -> str:
    """What a column holds, as text."""
    return bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)


@pytest.mark.parametrize("who", ["王老师", "李校长", "陈局长", "张镇长"])
def test_no_answer_of_the_api_holds_a_confidential_word(county: County, who: str) -> None:
    told_in_confidence(county)
    with owners_eyes():
        program = Program(county, give_token(county, who))
    child = county.children["both"]
    answers = [
        program.get(each) for each in ("children", f"children/{child}", "cases", "units", "visits", "special-files")
    ]
    assert any(answer.status_code == 200 for answer in answers)
    assert not [answer for answer in answers if SIGN in answer.content.decode()]
