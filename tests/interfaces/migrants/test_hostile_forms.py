"""What no form expects is refused in a sentence by the newer rooms: days out of any range, endless text, ids of nobody."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.special_education.models import HomeTeacher
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import sign_in
from support.cases import PDF
from support.county import County
from support.databases import all_of
from support.forms import send, text_of
from support.migrants import applied, migrant
from support.plans import adopted
from support.roll_changes import graduate, transfer
from support.roll_work import prefixed
from support.rolls import on_roll
from support.schooling_elsewhere import away, certified
from support.special import (
    first_lesson,
    funded,
    home_taught,
    hours_known,
    placed,
    programmed,
    timetable_proposed,
)

NOBODY = "0190a5a0-0000-7000-8000-000000000001"
HOSTILE = {
    "year_one": "0001-01-01",
    "year_9999": "9999-12-31",
    "no_day": "2026-02-30",
    "endless": "甲" * 30_000,
    "negative": "-99999999999999999999",
    "id_of_nobody": NOBODY,
    "control": "a\x00b",
}


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def money(county: County) -> str:
    funded(county)
    return f"/special/money/{county.units['school_a']}/enter/"


def free(county: County) -> str:
    hours_known(county)
    return f"/special/teachers/{all_of(HomeTeacher)[0].pk}/hours/"


def timetable(county: County) -> str:
    planned(county)
    return f"/special/timetables/units/{county.units['school_a']}/ask/"


def planned(county: County) -> UUID:
    adopted(county, "张镇长", "town_a", 2)
    hours_known(county)
    return timetable_proposed(county)


def transferring(county: County) -> str:
    on_roll(county)
    return f"/roll-changes/children/{county.children['both']}/transfer/"


def homebound(what: str, made: Callable[[County], UUID] = home_taught) -> Callable[[County], str]:
    return lambda county: f"/special/{made(prefixed(county))}/homebound/{what}/"


FORMS: dict[str, tuple[str, Callable[[County], str]]] = {
    "migrant": ("周支书", lambda county: f"/migrants/children/{county.children['group_only']}/new/"),
    "application": ("周支书", lambda county: f"/migrants/{migrant(county)}/apply/"),
    "place": ("张镇长", lambda county: f"/migrants/applications/{applied(county)}/place/"),
    "refuse": ("张镇长", lambda county: f"/migrants/applications/{applied(county)}/refuse/"),
    "paper": ("周支书", lambda county: f"/migrants/applications/{applied(county)}/paper/"),
    "elsewhere": ("周支书", lambda county: f"/elsewhere/children/{county.children['group_only']}/new/"),
    "contact": ("周支书", lambda county: f"/elsewhere/{away(county)}/contact/"),
    "certify": ("周支书", lambda county: f"/elsewhere/{away(county)}/certify/"),
    "confirm": ("周支书", lambda county: f"/elsewhere/{certified(county)}/confirm/"),
    "file": ("周支书", lambda county: f"/elsewhere/{certified(county)}/file/"),
    "import": ("周支书", lambda county: f"/elsewhere/{away(county)}/import/"),
    "end": ("周支书", lambda county: f"/elsewhere/{away(county)}/end/"),
    "agreement": ("李校长", homebound("agree", programmed)),
    "agreement_paper": ("李校长", homebound("agreement-paper", programmed)),
    "handbook": ("李校长", homebound("handbook")),
    "schedule": ("李校长", homebound("schedule")),
    "lesson": ("王老师", homebound("record")),
    "note": ("李校长", homebound("note")),
    "programme": ("李校长", lambda county: f"/special/{placed(county)}/programme/"),
    "hours": ("李校长", lambda county: f"/special/{hours_known(county)}/homebound/hours/"),
    "money": ("李校长", money),
    "free": ("李校长", free),
    "timetable": ("李校长", timetable),
    "move": ("李校长", lambda county: f"/special/timetables/lessons/{first_lesson(planned(county)).pk}/move/"),
    "adopt": ("李校长", lambda county: f"/special/timetables/{planned(county)}/adopt/"),
    "transfer": ("王老师", transferring),
    "arrival": ("孙校长", lambda county: f"/roll-changes/{transfer(county)}/arrival/"),
}


def names_of(page: str) -> set[str]:
    """The fields of the form that a page shows."""
    found = set(re.findall(r'<(?:input|select|textarea)[^>]*\bname="([a-z_]+)"', page))
    return found - {"request", "csrfmiddlewaretoken", "q", "language", "next"}


def as_shown(page: str) -> dict[str, str]:
    """What the form says before anything is typed, the first choice where one is to be made."""
    found = dict.fromkeys(names_of(page), "好")
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([a-z_]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] in found:
            found[name[1]] = value[1] or "1"
    for name, inside in re.findall(r'<select[^>]*name="([a-z_]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        options = [each for each in re.findall(r'<option[^>]*value="([^"]*)"', inside) if each]
        found[name] = options[0] if options else ""
    return found


def odd_fields(page: str) -> set[str]:
    """The fields for days and numbers."""
    tags = [each for each in re.findall(r"<input[^>]*>", page) if 'type="date"' in each or "inputmode=" in each]
    return {found[1] for each in tags if (found := re.search(r'name="([a-z_]+)"', each))}


@pytest.mark.parametrize("what", FORMS)
def test_a_form_refuses_what_it_does_not_expect_in_a_sentence(county: County, what: str) -> None:
    who, address = FORMS[what]
    path, visitor = address(county), sign_in(county, who)
    shown = visitor.get(path)
    assert shown.status_code == 200, path
    page = text_of(shown)
    typed = as_shown(page)
    assert typed, "a form has fields"
    given = [dict.fromkeys(typed, hostile) for hostile in HOSTILE.values()]
    given += [
        typed | {name: odd} for name in odd_fields(page) for odd in ("0001-01-01", "9999-12-31", "99999999999999999999")
    ]
    for each in given:
        files = {name: SimpleUploadedFile("x.pdf", PDF) for name in typed.keys() & {"proof"}}
        answer: Any = send(visitor, path, **each | files) if visitor.get(path).status_code == 200 else shown
        assert answer.status_code in (200, 302, 400, 403, 404, 413, 422), (what, each)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_graduates_are_handed_over_to_no_school_that_is_none(county: County, hostile: str) -> None:
    entry = graduate(county)
    li, page = sign_in(county, "李校长"), "/roll-changes/graduates/"
    for given in (
        {"entries": HOSTILE[hostile], "receiving_school": county.units["school_z"]},
        {"entries": str(entry), "receiving_school": HOSTILE[hostile]},
    ):
        answer: Any = send(li, page, f"{page}hand-over/", **given)
        assert answer.status_code in (302, 400, 404, 413, 422)
