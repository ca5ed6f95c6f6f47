"""A draft tried on a month that is over: its duties and targets beside what is in force, and on what that is reckoned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.plans.selectors import OpenVersion
from notoneless.foundation.plans.services import draft_plan
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.plans.pages.changing import draft_of
from notoneless.interfaces.plans.pages.wording import said, title_of, told
from notoneless.kernel.problems import Problem
from notoneless.oversight.duties.rules.targets import TargetLine
from notoneless.oversight.duties.rules.trying import Basis, Silence
from notoneless.oversight.duties.selectors.trial import TrialLine, TriedTarget, month_to_try, try_version
from notoneless.policy import telling
from notoneless.policy.judging import State
from notoneless.policy.model import Duty

_STATES = (State.DONE, State.LATE, State.DUE, State.BROKEN, State.UNKNOWN, State.COMING, State.EXEMPT)
_MONTHS_BACK = 12


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A duty tried: its title, counts now and then in words, and of how many units and periods these are."""

    duty: str
    title: str
    now: str
    then: str
    basis: str
    differs: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target tried: for which units, what is wanted now and then, what the unit has reached, and how that stands to both."""

    title: str
    of: str
    now: str
    then: str
    value: str
    verdict_now: str
    verdict_then: str
    beneath_now: str
    beneath: str
    differs: bool
    turns: bool


@page({"GET": draft_plan.code})
def trial(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """A draft tried on a month that is over: the one asked for, else the last in which something that it changes fell due."""
    found = draft_of(ctx, version, draft_plan.code)
    months = _months(ctx.today)
    wanted = _month(request.GET.get("month", ""), months)
    chosen = month_to_try(found, months) if wanted is None else None
    tried = try_version(ctx, found, wanted or chosen or months[0])
    lines = [_tried(each) for each in tried.lines]
    values = {
        "version": found,
        "title": title_of(found.plan.title),
        "is_chosen": chosen is not None,
        "is_vain": wanted is None and chosen is None,
        "basis": _basis(tried.basis) if tried.basis.rows else "",
        "silent": [_silent(duty, why) for duty, why in tried.silent],
        "units": [(each.name, _counts(each.now), _counts(each.then), each.differs) for each in tried.units],
        "months": [(f"{each:%Y-%m}", f"{each:%Y-%m}") for each in months],
        "month": f"{tried.month:%Y-%m}",
        "lines": sorted(lines, key=lambda each: (not each.differs, not each.is_changed)),
        "differ": sum(each.differs for each in lines),
        "targets": sorted((_target(each) for each in tried.targets), key=lambda each: not each.differs),
    }
    return Shown("plans/trial.html", values)


def found_by_trial(ctx: Context, found: OpenVersion) -> dict[str, object]:
    """What would come to something else with a draft in the month that its trial shows first: duties and targets."""
    months = _months(ctx.today)
    chosen = month_to_try(found, months)
    tried = try_version(ctx, found, chosen or months[0])
    rows = [_target(each) for each in tried.targets]
    return {
        "month": f"{tried.month:%Y-%m}",
        "lines": [_tried(each) for each in tried.lines if each.differs],
        "targets": [row for row in rows if row.turns],
    }


def _months(today: date) -> list[date]:
    """The first days of the last months that are over, the latest first."""
    found = [(today.replace(day=1) - timedelta(days=1)).replace(day=1)]
    while len(found) < _MONTHS_BACK:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def _month(text: str, months: list[date]) -> date | None:
    """One of these months; None where none is asked for. Raises NotFound for any other."""
    if not text:
        return None
    wanted = next((each for each in months if f"{each:%Y-%m}" == text), None)
    if wanted is None:
        raise NotFound
    return wanted


def _tried(line: TrialLine) -> TriedLine:
    now, then = _counts(line.now), _counts(line.then)
    return TriedLine(line.duty, title_of(line.title), now, then, _basis(line.basis), line.differs, line.is_changed)


def _silent(duty: Duty, why: Silence) -> tuple[str, str]:
    """A duty of which nothing falls due in the month, and why that is so."""
    event = telling.measure(duty.trigger.event) if duty.trigger.event else ""
    return title_of(duty.title), said(f"plans.silent_{why}", event=event, kind=telling.kind_of_unit(duty.each))


def _basis(basis: Basis) -> str:
    numbers = {"rows": basis.rows, "units": basis.units, "bearers": basis.bearers, "periods": basis.periods}
    return said("plans.tried_on", **numbers)


def _counts(states: Mapping[State, int]) -> str:
    found = [f"{said(f'telling.state_{each}')} {states[each]}" for each in _STATES if states.get(each)]
    return told(telling.joined(found))


def _target(tried: TriedTarget) -> TargetRow:
    line = tried.line
    return TargetRow(
        title=title_of(line.target.title),
        of=said(f"unit_kind.{line.target.of}"),
        now=_wanted(tried.now),
        then=_wanted(tried.then),
        value=f"{line.here.name} {line.value.number}{line.sign}" if line.value is not None else "",
        verdict_now=_verdict(tried.now),
        verdict_then=_verdict(tried.then),
        beneath_now=_beneath(tried.now),
        beneath=_beneath(tried.then or tried.now),
        differs=tried.differs,
        turns=tried.turns,
    )


def _wanted(line: TargetLine | None) -> str:
    if line is None:
        return ""
    bound = "duties.at_most" if line.target.requires.is_most else "duties.at_least"
    return told(Problem(bound, {"number": telling.amount(line.wanted)}))


def _beneath(line: TargetLine | None) -> str:
    return told(line.beneath.told) if line is not None and line.beneath is not None else ""


def _verdict(line: TargetLine | None) -> str:
    return said(f"duties.reached_{line.verdict}") if line is not None else ""


ROUTES = [route("plans/versions/<uuid:version>/trial/", trial, "plan_trial")]
