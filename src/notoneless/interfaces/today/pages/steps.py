"""What a unit's numbers tell somebody to do next, the gravest first, each with the way to the names behind it."""

from collections.abc import Mapping

from django.shortcuts import resolve_url

from notoneless.casework.cases.rules.standing import Kind, State
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.cases import NOT_BACK, kinds_of_cases
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.people.selectors import READ as READ_CHILD
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.indicators.rules.board import (
    EVERY,
    FOUND,
    NO_CLASS,
    SUSPECTED,
    UNKNOWN,
    VERIFIED,
    cards_of,
)
from notoneless.oversight.indicators.selectors import UnitLine
from notoneless.oversight.indicators.selectors.counted import OUT_OF_SCHOOL
from notoneless.records.attendance.selectors import READ_BOARD
from notoneless.records.attendance.selectors.missing import count_missing
from notoneless.records.enrolment.selectors import READ_ROLL
from notoneless.records.findings.selectors import READ_FINDING
from notoneless.records.surveys.selectors import READ_SURVEY

AMONG = {EVERY: "school_age", "child.in_class": "in_class", NO_CLASS: "no_class"}
"""Which list of children holds the names behind a number."""


UNREPORTED = "attendance.unreported"
"""Sessions of past school days that classes have not reported."""

NEEDS = {"finding": READ_FINDING, "case": READ_CASE, "survey": READ_SURVEY, "attendance": READ_BOARD}
"""By what permission the numbers of a room are read besides one's own: who may not see its names sees no number of it."""


def may_see(ctx: Context, code: str) -> bool:
    """Whether somebody may see a number of the room from which it comes."""
    need = NEEDS.get(code.partition(".")[0])
    return need is None or ctx.may(need)


_STATES = {SUSPECTED: "suspected", VERIFIED: "not_back"}
"""Which list of cases holds the names."""


def names_of(ctx: Context, unit: UnitLine, code: str) -> str:
    """Where the names behind a number are, if this person may see them."""
    if code in AMONG and ctx.may(READ_CHILD):
        return resolve_url("children_of", unit=unit.id, among=AMONG[code])
    if code == FOUND and ctx.may(READ_FINDING):
        return f"{resolve_url('findings')}?unit={unit.id}"
    if code in _STATES and ctx.may(READ_CASE):
        return f"{resolve_url('cases')}?state={_STATES[code]}&unit={unit.id}"
    if code == "survey.cells_missing" and ctx.may(READ_SURVEY):
        return f"{resolve_url('surveys_unsigned')}?unit={unit.id}"
    if code == UNREPORTED and ctx.may(READ_BOARD):
        return f"{resolve_url('attendance_missing')}?unit={unit.id}"
    if code.startswith("survey.") and ctx.may(READ_SURVEY):
        return resolve_url("surveys")
    if code.startswith("roll.") and ctx.may(READ_ROLL):
        has_roll = unit.kind in (UnitKind.SCHOOL, UnitKind.CLASS)
        return resolve_url("roll_unit", unit=unit.id) if has_roll else resolve_url("roll")
    return ""


def steps_of(ctx: Context, unit: UnitLine) -> list[dict[str, str]]:
    """What to do next, the gravest first."""
    values = {**(unit.values or {}), **_now(ctx, unit)}
    verified = "indicators.step.verified_both" if values.get(OUT_OF_SCHOOL) else "indicators.step.verified"
    steps = [
        # whom a comparison found and who is on record has a case: it is told once
        (UNKNOWN, "indicators.step.unknown", FOUND) if ctx.may(READ_CASE) else (FOUND, "indicators.step.found", FOUND),
        (SUSPECTED, "indicators.step.suspected", SUSPECTED),
        (VERIFIED, verified, VERIFIED),
        (UNREPORTED, "indicators.step.unreported", UNREPORTED),
        (NO_CLASS, "indicators.step.no_class", NO_CLASS),
        ("survey.cells_missing", "indicators.step.cells_missing", "survey.cells_missing"),
        ("roll.no_entry", "indicators.step.no_entry", "roll.no_entry"),
        ("child.age_unknown", "indicators.step.age_unknown", ""),
        ("roster.villages_without", "indicators.step.villages_without", ""),
        ("roster.schools_without", "indicators.step.schools_without", ""),
    ]
    return [
        {
            "words": sentence(Problem(words, {"count": values[code], **_parts(words, values)}), language_of()),
            "href": names_of(ctx, unit, names) if names else "",
        }
        for code, words, names in steps
        if values.get(code, 0) and code in _concerns(ctx, unit)
    ]


def _now(ctx: Context, unit: UnitLine) -> dict[str, int]:
    """What is counted at this instant, as the pages say it to which it leads: the other numbers are of the night before."""
    cases = _cases_now(ctx, unit) if ctx.may(READ_CASE) else {}
    return cases | ({UNREPORTED: count_missing(ctx, unit.id)} if UNREPORTED in _concerns(ctx, unit) else {})


def _cases_now(ctx: Context, unit: UnitLine) -> dict[str, int]:
    """The cases of a unit as they stand now, which is what their list shows."""
    found = kinds_of_cases(ctx, unit.id)
    away = {kind: number for (state, kind), number in found.items() if state in NOT_BACK}
    return {
        SUSPECTED: sum(number for (state, _), number in found.items() if state is State.SUSPECTED),
        VERIFIED: sum(away.values()),
        OUT_OF_SCHOOL: away.get(Kind.OUT_OF_SCHOOL, 0),
    }


def _parts(words: str, values: Mapping[str, int]) -> dict[str, int]:
    """Of the children to be brought back how many dropped out, and how many never entered a school."""
    if not words.endswith("_both"):
        return {}
    return {"dropped": values[VERIFIED] - values[OUT_OF_SCHOOL], "never": values[OUT_OF_SCHOOL]}


def _concerns(ctx: Context, unit: UnitLine) -> frozenset[str]:
    """Of what a unit should be told to do something."""
    own = frozenset(cards_of(unit.kind, has_roll(unit))) | {
        "child.age_unknown",
        "survey.cells_missing",
        UNKNOWN,
    }
    if unit.kind in (UnitKind.COUNTY, UnitKind.TOWNSHIP):
        own |= {"roster.villages_without", "roster.schools_without"}
    # who has a class is asked for each day that is missing
    if unit.kind not in (UnitKind.VILLAGE, UnitKind.GROUP, UnitKind.CLASS):
        own |= {UNREPORTED}
    return frozenset(code for code in own if may_see(ctx, code))


def has_roll(unit: UnitLine) -> bool:
    """Whether somebody keeps the roll of these children here."""
    return bool((unit.values or {}).get("roll.on_roll"))
