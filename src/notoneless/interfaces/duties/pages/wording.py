"""What the pages of this room say alike: states, titles, evidence, months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.narrowing import UnitAsked, field_of, unit_asked
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.duties.selectors.behind import Behind
from notoneless.oversight.duties.selectors.reminding import Reminded
from notoneless.policy.judging import State
from notoneless.policy.measures import MEASURES, Nature
from notoneless.policy.model import Duty, Requirement, Words

BADGES: Mapping[str, str] = {
    State.BROKEN: "danger",
    State.UNKNOWN: "warning",
    State.DUE: "warning",
    State.COMING: "",
    State.LATE: "warning",
    State.DONE: "success",
    State.EXEMPT: "info",
}
_FIRST_YEAR, _LAST_YEAR = 2004, 2099


def told(code: str, **given: str | int | Problem) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, dict(given)), language_of())


def words_of(words: Words) -> str:
    """A title in the reader's language."""
    return words.zh if language_of() == "zh" else words.en


def state_words(state: str) -> str:
    """A state in words."""
    return told(f"duties.state_{state}")


_NOTHING = UnitAsked()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which month of which unit (None: all in reach) somebody looks at, and of which version of a plan (None: of all).

    `typed`: what the field for the unit sent.
    """

    month: date
    unit: UUID | None
    version: UUID | None = None
    typed: UnitAsked = _NOTHING

    def query(self, **more: str) -> str:
        """The same as the query of an address."""
        unit = {"unit": str(self.unit)} if self.unit else {}
        version = {"version": str(self.version)} if self.version else {}
        return urlencode({"month": f"{self.month:%Y-%m}", **unit, **version, **more})

    def address(self, route: str, **path: Any) -> str:
        """A page of this room for the same month and unit."""
        return f"{resolve_url(route, **path)}?{self.query()}"


def asked(ctx: Context, request: HttpRequest) -> Asked:
    """What an address or a form asks for: this month if it names none. Raises NotFound for what is no month."""
    given = request.POST if request.method == "POST" else request.GET
    month, typed = month_of(ctx, given.get("month", "")), unit_asked(ctx, given.get("unit"))
    return Asked(month, typed.unit, uuid_of(given.get("version")), typed)


def unit_field(ctx: Context, wanted: Asked, route: str, **path: Any) -> dict[str, Any]:
    """The field for the unit, and the units that may be meant where that is not clear, each with its address."""
    units = [(replace(wanted, unit=each.id).address(route, **path), each.label) for each in wanted.typed.choices]
    return field_of(ctx, wanted.typed) | {"choices": units}


def month_of(ctx: Context, text: str) -> date:
    """The first day of a month written as 2026-09. Raises NotFound."""
    if not text:
        return ctx.today.replace(day=1)
    year, _, month = text[:10].partition("-")
    if not (text.isascii() and year.isdigit() and month.isdigit() and _FIRST_YEAR <= int(year) <= _LAST_YEAR):
        raise NotFound
    if not 1 <= int(month) <= 12:
        raise NotFound
    return date(int(year), int(month), 1)


def uuid_of(text: str | None) -> UUID | None:
    """An id in an address; None where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def evidence(duty: Duty, parts: Sequence[tuple[str, str]]) -> str:
    """What was counted of what is needed, of each thing that a duty asks for."""
    told_of = zip(duty.requires, parts, strict=False)  # a row of an earlier reckoning tells of the first alone
    return ("；" if language_of() == "zh" else "; ").join(
        _evidence(requirement, *part) for requirement, part in told_of
    )


def _evidence(requirement: Requirement, counted: str, needed: str) -> str:
    measure = MEASURES[requirement.measure]
    words = measure.zh if language_of() == "zh" else measure.en
    code = "duties.progress_most" if requirement.is_most else "duties.progress"
    return told(code, measure=words, counted=counted, needed=needed)


def done_words(requirement: Requirement, row: Behind) -> str:
    """When a row was done: the day, or what is known of it. What must hold when it is due was not done on one day."""
    if row.state is State.LATE and row.done_on is None:
        return told("duties.held_later")
    if row.done_on is None:
        return "—"
    is_level = MEASURES[requirement.measure].nature == Nature.LEVEL
    return told("duties.held_when_due") if is_level else row.done_on.isoformat()


def holder(row: Behind) -> str:
    """Who owes a row: unit and role, and who held the post when it was due."""
    role = Problem(f"role.{row.role}")
    if not row.holders:
        return told("duties.owed_by_nobody", unit=row.bearer_name, role=role)
    return told("duties.owed_by", unit=row.bearer_name, role=role, names="、".join(row.holders))


def reminded(row: Behind) -> str:
    """Who reminded last of a row and on which day, and how many times somebody did; nothing where nobody has."""
    words, count = last_reminder(row.reminders[0] if row.reminders else None), len(row.reminders)
    return told("duties.reminded_times", last=words, count=count) if count > 1 else words


def last_reminder(found: Reminded | None) -> str:
    """Who reminded and on which day; nothing where nobody has."""
    if found is None:
        return ""
    role = Problem(f"role.{found.role}")
    who = Problem("duties.owed_by", {"unit": found.unit_name, "role": role, "names": found.name})
    return told("duties.reminded_by", who=who, day=found.on.isoformat())


GROUPS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("done", (State.DONE,)),
    ("late", (State.LATE,)),
    ("due", (State.DUE, State.COMING)),
    ("broken", (State.BROKEN,)),
    ("unknown", (State.UNKNOWN,)),
    ("exempt", (State.EXEMPT,)),
)
"""The columns of counts: which states each adds up."""


def counts(states: Mapping[State, int]) -> list[int]:
    """How many are in the states of each column."""
    return [sum(states.get(state, 0) for state in group) for _, group in GROUPS]
