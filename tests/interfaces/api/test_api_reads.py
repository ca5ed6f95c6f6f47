"""Reads by programs: the same children as on the pages, no sealed text, and nothing of children out of reach anywhere."""

import json
import logging
from typing import Any
from uuid import uuid4

import pytest

from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.people import selectors
from notoneless.foundation.people.models import Child
from notoneless.interfaces.frame.registry import all_actions
from support.county import CAST, County
from support.programs import Program, give_token, phone_body


def in_reach(county: County, who: str) -> set[str]:
    ids = set(visible_to(county.ctx(who), selectors.READ, Child).values_list("pk", flat=True))
    return {key for key, child in county.children.items() if child in ids}


def hidden(county: County, who: str) -> list[str]:
    """The markers of children out of reach, and the numbers of everybody."""
    seen = in_reach(county, who)
    numbers = [marker for markers in county.markers.values() for marker in (markers[1], markers[2], markers[4])]
    return numbers + [marker for key, markers in county.markers.items() if key not in seen for marker in markers]


def leaks(text: str, markers: list[str]) -> list[str]:
    # JSON may write a character as an escape
    return [each for each in markers if each in text or json.dumps(each)[1:-1] in text]


@pytest.mark.parametrize("who", list(CAST))
def test_everybody_lists_just_the_children_in_reach(county: County, who: str) -> None:
    answer = Program(county, give_token(county, who)).get("children")
    seen = in_reach(county, who)
    if not seen:
        assert answer.status_code == 403
        return
    found = answer.json()
    assert {line["id"] for line in found["lines"]} == {str(county.children[key]) for key in seen}
    assert found["count"] == len(seen)
    assert found["following"] is None
    assert not leaks(answer.content.decode(), hidden(county, who))


def test_one_child_comes_as_the_page_has_it_without_a_number(county: County, teacher: Program) -> None:
    answer = teacher.get(f"children/{county.children['both']}")
    found = answer.json()
    assert found["line"]["name"] == "慕容甲乙"
    assert {place["track"] for place in found["line"]["places"]} == {"school", "household"}
    assert found["id_number"] == found["student_number"] == {"is_there": True, "may_open": False}
    assert found["guardians"][0]["phone"] == {"is_there": True, "may_open": False}
    assert found["guardians"][0]["name"] == county.markers["both"][3]
    assert not leaks(answer.content.decode(), hidden(county, "王老师"))
    assert answer["Cache-Control"] == "no-store"
    entry = Entry.objects.get(action=selectors.READ, outcome=Outcome.READ)
    assert (entry.channel, entry.object) == ("api", county.children["both"])


def test_a_search_is_posted_and_finds_by_name_and_sound_but_no_program_tries_numbers(
    county: County, officer: Program
) -> None:
    name, id_number, *_, phone = county.markers["both"]
    for text in (name, "murong", "mr"):
        found = officer.post("children/search", {"search": text}).json()
        assert str(county.children["both"]) in {line["id"] for line in found["lines"]}, text
    assert officer.post("children/search", {"search": "nobodyatall"}).json()["count"] == 0
    for text in (id_number, phone):
        refused = officer.post("children/search", {"search": text})
        assert (refused.status_code, refused.json()["code"]) == (403, "access.not_allowed")


@pytest.mark.parametrize("query", ["search=慕容", "name=慕容", "q=x", "after=1&search=x"])
def test_a_search_in_an_address_is_refused(county: County, officer: Program, query: str) -> None:
    answer = officer.get(f"children?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "access.unknown_parameter")
    assert "慕容" not in answer.json()["sentence"]


@pytest.mark.parametrize(
    "body", [{}, {"search": ""}, {"search": "x" * 61}, {"search": "a", "unit": "x"}, {"search": 1}]
)
def test_a_search_that_does_not_fit_is_refused(officer: Program, body: dict[str, Any]) -> None:
    assert officer.post("children/search", body).status_code == 422


def test_a_read_needs_no_id_and_no_time(county: County, officer: Program) -> None:
    nothing: dict[str, str | None] = {"Idempotency_Key": None, "Request_Time": None}
    assert officer.get("children", **nothing).status_code == 200
    assert officer.post("children/search", {"search": "a"}, **nothing).status_code == 200


def test_a_list_goes_on_where_it_ended(county: County, officer: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "PAGE", 3)
    seen: list[str] = []
    address = "children"
    for _ in range(3):
        page = officer.get(address).json()
        seen += [line["id"] for line in page["lines"]]
        address = f"children?after={page['following']}"
    assert page["following"] is None
    assert len(seen) == len(set(seen)) == 7
    assert officer.get(f"children?after={uuid4()}").status_code == 404
    assert officer.get("children?after=x").json()["code"] == "access.wrong_kind"


@pytest.mark.parametrize("who", list(CAST))
def test_a_child_out_of_reach_is_answered_as_none_at_all(county: County, who: str) -> None:
    program = Program(county, give_token(county, who))
    none = program.get(f"children/{uuid4()}")
    for key in sorted(set(county.children) - in_reach(county, who)):
        answer = program.get(f"children/{county.children[key]}")
        assert (answer.status_code, answer.content) == (none.status_code, none.content)
        assert answer.status_code in (403, 404)


@pytest.mark.parametrize("who", ["王老师", "赵老师", "吴组长", "审计管理员", "安全管理员"])
def test_no_answer_and_no_log_has_a_word_of_children_out_of_reach(
    county: County, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    program = Program(county, give_token(county, who))
    markers = hidden(county, who)
    bodies = []
    for key, child in county.children.items():
        id_number = county.markers[key][1]
        bodies += [
            program.get("children"),
            program.get(f"children/{child}"),
            program.post("children/search", {"search": county.markers[key][0]}),
            program.post("children/search", {"search": id_number}),
            program.act("guardian.correct_phone", phone_body(county, key, phone="1")),
        ]
    for key in ("both", "far"):  # one whom the teacher of the one class sees, and one whom the other's does
        bodies += [program.act(code, aimed_at(county, key, code)) for code in all_actions()]
    assert len(bodies) > 100
    for answer in bodies:
        assert answer.status_code < 500
        assert not leaks(answer.content.decode(), markers)
        assert not leaks(repr(answer.headers), markers)
    assert caplog.records
    assert not leaks(caplog.text, markers)


def aimed_at(county: County, key: str, code: str) -> dict[str, str]:
    """A body that names a child, a guardian and units, and otherwise what nobody would be asked to repeat."""
    known = {"child": county.children[key], "guardian": county.guardians[key], "unit": county.units["class_z"]}
    named = {each.name for each in all_actions()[code].parameters}
    return {name: str(known.get(name, "2026-09-01" if name.endswith("_on") else uuid4())) for name in named}


def test_everything_that_was_read_left_an_entry(county: County, teacher: Program) -> None:
    before = Entry.objects.count()
    teacher.get("children")
    teacher.post("children/search", {"search": "慕容"})
    teacher.get(f"children/{county.children['both']}")
    teacher.get(f"children/{county.children['far']}")
    assert Entry.objects.count() == before + 4
    assert Entry.objects.filter(channel="api", outcome="refused", reason="access.not_found").count() == 1
