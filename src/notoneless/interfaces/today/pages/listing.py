"""The list of today."""

import math
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.interfaces.backlog.pages import overdue_words
from notoneless.interfaces.frame.pages import SIGNED_IN, Answer, Shown, language_of, page, route
from notoneless.interfaces.today.pages.approving import waiting_for
from notoneless.interfaces.today.pages.arrivals import to_report
from notoneless.interfaces.today.pages.errand import Errand
from notoneless.interfaces.today.pages.errands import errands_of
from notoneless.interfaces.today.pages.following import followed_by
from notoneless.interfaces.today.pages.steps import steps_of
from notoneless.interfaces.today.pages.ways import Places, page_of, places_of, way_to
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.duties.selectors import READ_DUTY
from notoneless.oversight.duties.selectors.reminding import Reminded
from notoneless.oversight.duties.selectors.today import Item, Owes, Today, today
from notoneless.oversight.indicators.selectors import READ_INDICATORS, own_numbers
from notoneless.policy.measures import MEASURES
from notoneless.policy.model import Words

_NAMED = 3
"""Units that are named in the line of an item; more are counted, and named when it is opened."""


def told(code: str, **given: str | int | Problem) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, dict(given)), language_of())


def listed(words: Sequence[str]) -> str:
    """Several words one after the other, with the marks of the reader's language between them."""
    return ("、" if language_of() == "zh" else ", ").join(words)


def words_of(words: Words) -> str:
    """A title in the reader's language."""
    return words.zh if language_of() == "zh" else words.en


@page({"GET": SIGNED_IN})
def today_page(ctx: Context, request: HttpRequest) -> Answer:
    """What whoever is signed in has to do."""
    return Shown("today/today.html", values_of(ctx))


def values_of(ctx: Context) -> dict[str, Any]:
    """All that the page says: the duties of plans, and what every room has to do."""
    found = today(ctx)
    parts = _parts(ctx, found, [*to_report(ctx), *followed_by(ctx), *errands_of(ctx), *waiting_for(ctx), *_steps(ctx)])
    return {
        "parts": [part for part in parts if part[-1]],
        "is_empty": not any(lines for name, _, lines in parts if name != "done"),
        "is_cut": found.is_cut,
        "reminders": _reminders(found.overdue),
        "day": ctx.today,
        "backlog": overdue_words(ctx),
        "may_see_board": ctx.may(READ_INDICATORS),
        "may_see_compliance": ctx.may(READ_DUTY),
    }


def _parts(ctx: Context, found: Today, errands: Sequence[Errand]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """The list by its days: what is overdue or due today comes first whatever kind of thing it is, and nothing stands apart."""
    places = places_of(ctx, [*found.overdue, *found.due, *found.coming, *found.done])
    own = _by_day(ctx, [*found.overdue, *found.due], errands, places)
    late = [line for days, line in own if days is not None and days < 0]
    now = [line for days, line in own if days == 0]
    return [
        ("overdue", gettext("已逾期"), late),
        ("today", gettext("今天要办"), now),
        ("raised", gettext("下级逾期，已报到您这里"), [_line(ctx, each, places) for each in found.raised]),
        ("due", gettext("现在要办"), [line for days, line in own if days is None or days > 0]),
        ("coming", gettext("即将开始"), [_line(ctx, each, places) for each in found.coming]),
        ("done", gettext("刚办好"), [_line(ctx, each, places) for each in found.done]),
    ]


def _by_day(
    ctx: Context, items: Sequence[Item], errands: Sequence[Errand], places: Places
) -> list[tuple[int | None, dict[str, Any]]]:
    """Duties of plans and what rooms have to do with the days that each has left: the most urgent first, by the hour first.

    Of what has no day, that for which somebody waits comes before all that has days left, and the rest last.
    """
    lines = [(each.days_left, _ranked(each), {"errand": each, "when": _until(each)}) for each in errands]
    lines += [(item.days_left, (item.days_left, 1), _line(ctx, item, places)) for item in items]
    return [(days, line) for days, _, line in sorted(lines, key=lambda each: each[1])]


def _ranked(errand: Errand) -> tuple[float, int]:
    if errand.days_left is None:
        return (0.5 if errand.waits else math.inf), 1
    return errand.days_left, 0 if errand.until else 1


def _until(errand: Errand) -> str:
    return told("arrivals.report_before", hour=errand.until) if errand.until else _in_days(errand.days_left)


def _line(ctx: Context, item: Item, places: Places) -> dict[str, Any]:
    leads = way_to(ctx, item, places)
    units = [_unit(item, leads, number) for number in range(len(item.units))]
    return {
        "item": item,
        "title": words_of(item.title),
        "href": leads(item.units[0][0] if len(units) == 1 else None),
        "for_whom": for_whom([name for _, name in item.units]),
        "owes": _owed_by(item.owes[0]) if len(item.owes) == 1 else "",
        # what oneself is reminded of is told once, at the head of the list
        "reminded": _reminded(_latest(item.reminded)) if item.is_raised else "",
        "units": units if len(units) > 1 else [],
        "when": when(item),
        "month": _month(ctx, item),
        "times": told("duties.times", count=item.times, day=item.due_on.isoformat()) if item.repeats else "",
        "plan": words_of(item.plan),
        "page": page_of(item),
        "progress": progress(item),
    }


def _unit(item: Item, leads: Callable[[UUID | None], str], number: int) -> dict[str, str]:
    unit, name = item.units[number]
    owes = _owed_by(item.owes[number]) if item.owes else ""
    reminded = _reminded(item.reminded[number]) if item.is_raised else ""
    times = item.times_of[number]
    called = told("duties.times_of", unit=name, count=times) if times > 1 else name
    return {"name": called, "href": leads(unit), "owes": owes, "reminded": reminded}


def _reminders(overdue: Sequence[Item]) -> list[str]:
    """Each reminder of what one owes, once, with the duties that it is of; the latest first."""
    gathered: dict[Reminded, list[str]] = {}
    for item in overdue:
        for each in dict.fromkeys(filter(None, item.reminded)):
            gathered.setdefault(each, []).append(words_of(item.title))
    latest_first = sorted(gathered.items(), key=lambda pair: pair[0].on, reverse=True)
    return [
        told("duties.reminded_of", reminder=_reminded(each), count=len(titles), titles=listed(titles))
        for each, titles in latest_first
    ]


def _latest(found: Sequence[Reminded | None]) -> Reminded | None:
    return max(filter(None, found), key=lambda each: each.on, default=None)


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
        return listed(names)
    return told("duties.units_more", names=listed(names[:2]), count=len(names))


def _owed_by(owes: Owes) -> str:
    role = Problem(f"role.{owes.role}")
    if not owes.holders:
        return told("duties.owed_by_nobody", unit=owes.unit_name, role=role)
    return told("duties.owed_by", unit=owes.unit_name, role=role, names=listed(owes.holders))


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


def _steps(ctx: Context) -> list[Errand]:
    """What the numbers of one's widest unit tell to do next."""
    mine = own_numbers(ctx) if ctx.may(READ_INDICATORS) else None
    return [Errand(each["words"], each["href"]) for each in steps_of(ctx, mine)] if mine is not None else []


def progress(item: Item) -> str:
    """What was counted and what is needed, of each thing that discharges it."""
    found = []
    for requirement, (counted, needed) in zip(item.requires, item.parts, strict=False):
        measure = MEASURES.get(requirement.measure)
        if measure is not None:
            words = measure.zh if language_of() == "zh" else measure.en
            code = "duties.progress_most" if requirement.is_most else "duties.progress"
            found.append(told(code, measure=words, counted=counted, needed=needed))
    return ("；" if language_of() == "zh" else "; ").join(found)


ROUTES = [route("today/", today_page, "today")]
