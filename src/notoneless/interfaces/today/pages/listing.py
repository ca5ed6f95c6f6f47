"""The list of today."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import SIGNED_IN, Answer, Shown, language_of, page, route
from notoneless.interfaces.today.pages.approving import waiting_for
from notoneless.interfaces.today.pages.arrivals import to_report
from notoneless.interfaces.today.pages.errands import Errand, errands_of
from notoneless.interfaces.today.pages.following import followed_by
from notoneless.interfaces.today.pages.steps import steps_of
from notoneless.interfaces.today.pages.ways import Places, page_of, places_of, way_to
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.reminding import Reminded
from notoneless.oversight.duties.selectors.today import Item, Owes, today
from notoneless.oversight.indicators.selectors import READ_INDICATORS, own_numbers
from notoneless.policy.measures import MEASURES
from notoneless.policy.model import Words

_NAMED = 3
"""Units that are named in the line of an item; more are counted, and named when it is opened."""

_AFTER = "、"


def told(code: str, **given: str | int | Problem) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, dict(given)), language_of())


def words_of(words: Words) -> str:
    """A title in the reader's language."""
    return words.zh if language_of() == "zh" else words.en


@page({"GET": SIGNED_IN})
def today_page(ctx: Context, request: HttpRequest) -> Answer:
    """What whoever is signed in has to do."""
    found = today(ctx)
    places = places_of(ctx, [*found.overdue, *found.due, *found.coming, *found.done])
    approvals, arrivals = waiting_for(ctx), to_report(ctx)
    errands, steps = [*followed_by(ctx), *errands_of(ctx)], _steps(ctx)
    late = [each for each in errands if each.days_left is not None and each.days_left < 0]
    now = [each for each in errands if each not in late]
    urgent = [
        ("overdue", gettext("已逾期"), _lines(ctx, found.overdue, late, places)),
        ("raised", gettext("下级逾期，已报到您这里"), _lines(ctx, found.raised, (), places)),
        ("due", gettext("现在要办"), _lines(ctx, found.due, now, places)),
    ]
    later = [
        ("coming", gettext("即将开始"), _lines(ctx, found.coming, (), places)),
        ("done", gettext("刚办好"), _lines(ctx, found.done, (), places)),
    ]
    values = {
        "urgent": [part for part in urgent if part[-1]],
        "later": [part for part in later if part[-1]],
        "approvals": approvals,
        "arrivals": arrivals,
        "steps": steps,
        "is_empty": not any(
            (found.overdue, found.raised, found.due, found.coming, approvals, arrivals, errands, steps)
        ),
        "is_cut": found.is_cut,
        "day": ctx.today,
        "may_see_board": ctx.may(READ_INDICATORS),
        "may_see_compliance": ctx.may(READ_DUTY),
    }
    return Shown("today/today.html", values)


def _lines(ctx: Context, items: Sequence[Item], errands: Sequence[Errand], places: Places) -> list[dict[str, Any]]:
    """Duties of plans and what rooms have to do in one list: the most urgent first, and last what has no day."""
    lines: list[tuple[int | None, dict[str, Any]]] = [(item.days_left, _line(ctx, item, places)) for item in items]
    lines += [(each.days_left, {"errand": each, "when": _in_days(each.days_left)}) for each in errands]
    return [line for _, line in sorted(lines, key=lambda each: (each[0] is None, each[0] or 0))]


def _line(ctx: Context, item: Item, places: Places) -> dict[str, Any]:
    units = [_unit(ctx, item, places, number) for number in range(len(item.units))]
    return {
        "item": item,
        "title": words_of(item.title),
        "href": way_to(ctx, item, places, item.units[0][0] if len(units) == 1 else None),
        "for_whom": for_whom([name for _, name in item.units]),
        "owes": _owed_by(item.owes[0]) if len(item.owes) == 1 else "",
        "reminded": _reminded(max(filter(None, item.reminded), key=lambda each: each.on, default=None)),
        "units": units if len(units) > 1 else [],
        "when": when(item),
        "month": _month(ctx, item),
        "times": told("duties.times", count=item.times, day=item.due_on.isoformat()) if item.repeats else "",
        "plan": words_of(item.plan),
        "page": page_of(item),
        "progress": progress(item),
    }


def _unit(ctx: Context, item: Item, places: Places, number: int) -> dict[str, str]:
    unit, name = item.units[number]
    owes = _owed_by(item.owes[number]) if item.owes else ""
    reminded = _reminded(item.reminded[number])
    times = item.times_of[number]
    called = told("duties.times_of", unit=name, count=times) if times > 1 else name
    return {"name": called, "href": way_to(ctx, item, places, unit), "owes": owes, "reminded": reminded}


def _reminded(found: Reminded | None) -> str:
    """Who reminded last of something overdue, and when."""
    if found is None:
        return ""
    who = Problem(
        "duties.owed_by", {"unit": found.unit_name, "role": Problem(f"role.{found.role}"), "names": found.name}
    )
    return told("duties.reminded_by", who=who, day=found.on.isoformat())


def for_whom(names: Sequence[str]) -> str:
    """For which units: few are named, of many the first ones and how many."""
    if len(names) <= _NAMED:
        return _AFTER.join(names)
    return told("duties.units_more", names=_AFTER.join(names[:2]), count=len(names))


def _owed_by(owes: Owes) -> str:
    role = Problem(f"role.{owes.role}")
    if not owes.holders:
        return told("duties.owed_by_nobody", unit=owes.unit_name, role=role)
    return told("duties.owed_by", unit=owes.unit_name, role=role, names=_AFTER.join(owes.holders))


def when(item: Item) -> str:
    """How long there is, in words: today, tomorrow, so many days left or overdue."""
    return _in_days(item.days_left)


def _month(ctx: Context, item: Item) -> str:
    """In which month it was due where that is over; of several months the first day is told."""
    due = item.due_on
    return (
        "" if item.repeats or due >= ctx.today.replace(day=1) else told("duties.month", year=due.year, month=due.month)
    )


def _in_days(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return told("duties.when_overdue", days=-days)
    if days > 1:
        return told("duties.when_left", days=days)
    return told("duties.when_tomorrow" if days else "duties.when_today")


def _steps(ctx: Context) -> list[dict[str, str]]:
    """What the numbers of one's widest unit tell to do next."""
    mine = own_numbers(ctx) if ctx.may(READ_INDICATORS) else None
    return steps_of(ctx, mine) if mine is not None else []


def progress(item: Item) -> str:
    """What was counted and what is needed, of the first thing that discharges it."""
    measure = MEASURES.get(item.measure)
    if measure is None:
        return ""
    words = measure.zh if language_of() == "zh" else measure.en
    code = "duties.progress_most" if item.is_most else "duties.progress"
    return told(code, measure=words, counted=item.counted, needed=item.needed)


ROUTES = [route("today/", today_page, "today")]
