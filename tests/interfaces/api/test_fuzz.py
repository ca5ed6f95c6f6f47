"""Whatever is sent, nothing breaks: bodies near and far from each action's schema, for everybody."""

import json
import os
from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from notoneless.foundation.access.parameters import PASSAGE, Parameter
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.frame.registry import all_actions
from support.county import CAST, County
from support.programs import Program, give_token

TRIES = int(os.environ.get("NOTONELESS_FUZZ", "8"))
"""For each action, once with the tokens of all and once with a holder's: thousands of requests; the long form has more."""

CALM = settings(
    max_examples=TRIES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

ODD = st.sampled_from(
    (
        *(
            "",
            " ",
            "\u0000",
            "\u2028",
            "\u202e",
            "\U0010ffff",
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "１２３",
            "%00",
            "=1+1",
        ),
        *("' OR 1=1 --", "<script>", "{{7*7}}", "../..", "\r\nSet-Cookie: a=b", "é" * 300, "a" * (PASSAGE + 1)),
    )
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | ODD
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


def ids(county: County) -> st.SearchStrategy[str]:
    """Ids of what there is, of each kind, and of nothing."""
    known = [*county.units.values(), *county.children.values(), *county.guardians.values(), *county.accounts.values()]
    return st.sampled_from([*map(str, known), str(uuid4())])


def fitting(county: County, parameter: Parameter) -> st.SearchStrategy[Any]:
    """Values of the right kind for a parameter."""
    if parameter.is_target:
        return ids(county)
    if issubclass(parameter.kind, StrEnum):
        return st.sampled_from([each.value for each in parameter.kind])
    if parameter.kind is UUID:
        return ids(county)
    if parameter.kind is bool:
        return st.booleans() | st.sampled_from(["true", "false"])
    if parameter.kind is int:
        return st.integers() | st.sampled_from([0, 1, 1000])
    if parameter.kind is date:
        return st.dates().map(date.isoformat) | st.sampled_from(["0001-01-01", "9999-12-31", "2026-09-01"])
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | ODD


def bodies(county: County, parameters: tuple[Parameter, ...]) -> st.SearchStrategy[Any]:
    """Bodies that fit, bodies with some field that does not, bodies with fields too few or too many, and no bodies at all."""
    fit = st.fixed_dictionaries({each.name: fitting(county, each) for each in parameters})
    names = st.sampled_from([each.name for each in parameters])
    broken = st.tuples(fit, names, ANYTHING).map(lambda made: made[0] | {made[1]: made[2]})
    fewer = st.tuples(fit, names).map(lambda made: {key: made[0][key] for key in made[0] if key != made[1]})
    more = st.tuples(fit, st.text(max_size=20), ANYTHING).map(lambda made: made[0] | {made[1]: made[2]})
    return fit | fit | broken | fewer | more | ANYTHING


@pytest.mark.parametrize("code", list(all_actions()))
def test_no_body_of_an_action_breaks_anything(county: County, code: str) -> None:
    programs = [Program(county, give_token(county, who, may=sorted(all_actions()))) for who in CAST]
    statuses: Counter[int] = Counter()

    @CALM
    @given(bodies(county, all_actions()[code].parameters), st.sampled_from(programs))
    def send(body: Any, program: Program) -> None:
        raw = _json(body)
        answer = program.act(code, raw)
        statuses[answer.status_code] += 1
        assert answer.status_code < 500, (code, body, answer.content)
        told = answer.json()
        assert told.keys() <= {"id"} if answer.status_code == 200 else told.keys() == {"code", "sentence"}

    before = Entry.objects.filter(channel="api").count()
    send()
    assert statuses.total() == TRIES
    # every one of them has left one entry: done, refused or conflicting
    assert Entry.objects.filter(channel="api").count() == before + TRIES


@pytest.mark.parametrize("code", list(all_actions()))
def test_who_may_reaches_the_action_itself_with_bodies_that_fit(county: County, code: str) -> None:
    """So that the test above does not try the door alone: with a holder's token some of them get past door and schema."""
    holders = [who for who, (role, _) in CAST.items() if role in ROLES.allowing(code)]
    if not holders:  # the program alone does it, whose account nobody signs in to and no token is made for
        assert ROLES.allowing(code) == {"system"}
        return
    program = Program(county, give_token(county, holders[0], may=[code]))
    codes: Counter[str] = Counter()

    @CALM
    @given(st.fixed_dictionaries({each.name: fitting(county, each) for each in all_actions()[code].parameters}))
    def send(body: Any) -> None:
        answer = program.act(code, _json(body))
        assert answer.status_code < 500, (code, body, answer.content)
        codes[answer.json().get("code", "done")] += 1

    send()
    assert set(codes) - {"access.not_allowed", "access.wrong_kind", "api.unreadable", "access.missing_parameter"}, codes


@CALM
@given(text=st.text(max_size=60) | ODD)
def _search(program: Program, text: str) -> None:
    answer = program.post("children/search", _json({"search": text}))
    assert answer.status_code in (200, 400, 422), text


def test_no_search_breaks_anything(officer: Program) -> None:
    _search(officer)


@CALM
@given(raw=st.binary(max_size=200))
def _bytes(program: Program, raw: bytes) -> None:
    answer = program.act("child.register", raw)
    assert answer.status_code in (400, 415, 422), raw


def test_no_bytes_break_anything(officer: Program) -> None:
    _bytes(officer)


@CALM
@given(
    key=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60),
    at=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60) | st.datetimes().map(str),
    bearer=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80),
    lang=st.sampled_from(["zh", "en", "*", "xx;q=9", "en" * 100, ";;;", "zh-Hans-CN,en;q=0.1"]),
)
def _headers(program: Program, key: str, at: str, bearer: str, lang: str) -> None:
    body = {"guardian": str(uuid4()), "phone": "13711112222"}
    for token in (bearer, f"Bearer {program.secret}"):
        answer = program.act(
            "guardian.correct_phone",
            body,
            Idempotency_Key=key,
            Request_Time=at,
            Authorization=token,
            Accept_Language=lang,
        )
        assert answer.status_code in (401, 422), (key, at, token)


def test_no_headers_break_anything(officer: Program) -> None:
    _headers(officer)


def _json(body: Any) -> str:
    """As JSON, escapes and all: a lone surrogate goes on its way as one."""
    return json.dumps(body, ensure_ascii=True)
