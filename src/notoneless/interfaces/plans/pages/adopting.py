"""From a draft to a plan in force: difference, trial on a month that is over, adoption with day and signer, and the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.plans.selectors import READ_PLAN, InForce, OpenVersion, adopted_between, contradiction
from notoneless.foundation.plans.services import adopt_plan, draft_plan, end_adoption
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.plans.pages.changing import draft_of, refused
from notoneless.interfaces.plans.pages.viewing import version_in_reach
from notoneless.interfaces.plans.pages.wording import DifferenceLine, difference_lines, said, title_of, told
from notoneless.oversight.duties.selectors.trial import TrialLine, try_version
from notoneless.policy.changing import differences
from notoneless.policy.judging import State

_STATES = (State.DONE, State.LATE, State.DUE, State.BROKEN, State.COMING, State.EXEMPT)
_MONTHS_BACK = 12


def _compared(found: OpenVersion, day: date) -> list[DifferenceLine]:
    """To what is adopted, or where nothing is, to the file."""
    before = found.adopted or found.file
    return difference_lines(differences(before, found.plan), before, found.plan, day)


def _laxer(found: OpenVersion, day: date) -> list[DifferenceLine]:
    """What asks for less than the file does."""
    lines = difference_lines(differences(found.file, found.plan), found.file, found.plan, day)
    return [each for each in lines if each.is_laxer]


@page({"GET": READ_PLAN})
def difference(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """A version side by side with what its unit has adopted of the plan, or with the file."""
    found = version_in_reach(ctx, version)
    values = {
        "version": found,
        "title": title_of(found.plan.title),
        "lines": _compared(found, ctx.today),
        "to_file": found.adopted is None,
    }
    return Shown("plans/difference.html", values)


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A duty tried: its title, counts now and then in words."""

    duty: str
    title: str
    now: str
    then: str
    differs: bool


@page({"GET": draft_plan.code})
def trial(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """A draft tried on a month that is over."""
    found = draft_of(ctx, version, draft_plan.code)
    months = _months(ctx.today)
    month = _month(request.GET.get("month", ""), months)
    tried = try_version(ctx, found, month)
    lines = [_tried(each) for each in tried.lines]
    values = {
        "version": found,
        "title": title_of(found.plan.title),
        "months": [(f"{each:%Y-%m}", f"{each:%Y-%m}") for each in months],
        "month": f"{month:%Y-%m}",
        "lines": sorted(lines, key=lambda each: not each.differs),
        "differ": sum(each.differs for each in lines),
    }
    return Shown("plans/trial.html", values)


def _months(today: date) -> list[date]:
    """The first days of the last months that are over, the latest first."""
    found = [(today.replace(day=1) - timedelta(days=1)).replace(day=1)]
    while len(found) < _MONTHS_BACK:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def _month(text: str, months: list[date]) -> date:
    """One of these months; the latest where none is asked for. Raises NotFound for any other."""
    if not text:
        return months[0]
    wanted = next((each for each in months if f"{each:%Y-%m}" == text), None)
    if wanted is None:
        raise NotFound
    return wanted


def _tried(line: TrialLine) -> TriedLine:
    return TriedLine(line.duty, title_of(line.title), _counts(line.now), _counts(line.then), line.differs)


def _counts(states: Mapping[State, int]) -> str:
    return "、".join(f"{said(f'telling.state_{each}')} {states[each]}" for each in _STATES if states.get(each))


@page({"GET": adopt_plan.code, "POST": adopt_plan.code})
def adopt(ctx: Context, request: HttpRequest, version: UUID) -> Answer:
    """Day and signer; then what will change, to be confirmed; then it is adopted."""
    found = draft_of(ctx, version, adopt_plan.code)
    if request.method != "POST":
        first = max(ctx.today, found.plan.since or ctx.today)
        return _form(ctx, found, {"from_on": first.isoformat(), "signer": ""})
    acting = with_form(ctx, request)
    sent = {name: request.POST.get(name, "").strip() for name in ("from_on", "signer")}
    if request.POST.get("confirmed") != "yes":
        return _form(ctx, found, sent, _wanting(sent), confirming=not _wanting(sent))
    try:
        adopt_plan(acting, version=version, **sent)
    except Refused as refusal:
        return _form(ctx, found, sent, refused(ctx, refusal, adopt_plan))
    messages.success(request, said("plans.adopted", day=sent["from_on"]))
    return Went("plan_version", {"version": version})


def _wanting(sent: Mapping[str, str]) -> str:
    """What is still to be filled in before anything can be confirmed."""
    try:
        date.fromisoformat(sent["from_on"])
    except ValueError:
        return said("plans.no_day")
    return "" if sent["signer"] else said("plans.no_signer")


def _form(
    ctx: Context, found: OpenVersion, sent: Mapping[str, str], error: str = "", confirming: bool = False
) -> Answer:
    values: dict[str, Any] = {
        "version": found,
        "title": title_of(found.plan.title),
        "sent": sent,
        "form": new_form(ctx),
        "error": error,
    }
    if not confirming:
        return Shown("plans/adopt.html", values, 422 if error else 200)
    day = date.fromisoformat(sent["from_on"])
    values |= {
        "lines": _compared(found, day),
        "laxer": _laxer(found, day),
        "to_file": found.adopted is None,
        "contradiction": told(contradiction(found, day) or ""),
    }
    return Shown("plans/confirm.html", values)


@page({"GET": end_adoption.code, "POST": end_adoption.code})
def end(ctx: Context, request: HttpRequest, adoption: UUID) -> Answer:
    """The form that ends a plan, and its sending."""
    found = _adoption(ctx, adoption)
    sent = {name: request.POST.get(name, "") for name in ("until_on", "reason")}
    error = ""
    if request.method == "POST":
        try:
            end_adoption(with_form(ctx, request), adoption=adoption, **sent)
        except Refused as refusal:
            error = refused(ctx, refusal, end_adoption)
        else:
            messages.success(request, said("plans.ended", day=sent["until_on"]))
            return Went("plans")
    values = {
        "plan": found,
        "adoption": adoption,
        "title": title_of(found.plan.title),
        "sent": sent if request.method == "POST" else {"until_on": ctx.today.isoformat()},
        "form": new_form(ctx),
        "error": error,
    }
    return Shown("plans/end.html", values, 422 if error else 200)


def _adoption(ctx: Context, adoption: UUID) -> InForce:
    """A plan in force that this person may end. Raises NotFound."""
    mine = ctx.units_for(end_adoption.code)
    for each in adopted_between(ctx.today, date.max):
        if each.adoption == adoption and each.unit in mine:
            return each
    raise NotFound


ROUTES = [
    route("plans/versions/<uuid:version>/difference/", difference, "plan_difference"),
    route("plans/versions/<uuid:version>/trial/", trial, "plan_trial"),
    route("plans/versions/<uuid:version>/adopt/", adopt, "plan_adopt"),
    route("plans/adoptions/<uuid:adoption>/end/", end, "plan_end"),
]
