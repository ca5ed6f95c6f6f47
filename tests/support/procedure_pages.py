"""Pages of procedures as tests read them: what a form is filled with, what is told beside a field, which forms are offered."""

import re
from collections.abc import Sequence
from typing import Any

from notoneless.casework.procedures.models import ProcedureEvent
from support.browsing import Visitor
from support.county import County
from support.databases import all_of
from support.forms import text_of

LIST = "/procedures/"
PARTY, HOME = "家长慕容甲乙（母亲）", "清溪镇柳树村柳树村一组慕容甲乙家老屋"


def page(visitor: Visitor, path: str) -> str:
    """What a page says, with its marks."""
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.status_code
    return text_of(answer)


def plain(text: str) -> str:
    """What it says without them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def of(procedure: Any, step: str = "") -> str:
    return f"{LIST}{procedure}/{step}"


def effort(county: County, key: str = "both") -> str:
    return f"{LIST}children/{county.children[key]}/effort/"


def value(text: str, name: str) -> str:
    """What a field of a form is filled with."""
    chosen = re.search(rf'<select[^>]*name="{name}".*?</select>', text, re.DOTALL)
    if chosen:
        found = re.search(r'<option value="([^"]*)" selected', chosen[0])
        return found[1] if found else ""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', text)
    assert found, name
    typed = re.search(r'value="([^"]*)"', found[0])
    return typed[1] if typed else ""


def beside(text: str, name: str) -> str:
    """What is told beside a field."""
    found = re.search(rf'id="field-{name}-error">([^<]*)<', text)
    return found[1] if found else ""


def card_of(county: County, visitor: Visitor) -> str:
    """The card that a case fetches."""
    return text_of(visitor.get(f"{LIST}children/{county.children['both']}/", headers={"HX-Request": "true"}))


def forms_on(text: str, procedure: Any) -> set[str]:
    """Which forms of a procedure a page leads to."""
    return set(re.findall(rf'href="{LIST}{procedure}/(\w+)/"', text))


def moves(procedure: Any) -> list[str]:
    rows: Sequence[Any] = sorted(all_of(ProcedureEvent, procedure_id=procedure), key=lambda event: event.number)
    return [event.move for event in rows]
