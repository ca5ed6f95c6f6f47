"""Graduates of primary school: who was handed to no school, who has not come there, by days; many handed over at once."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused
from notoneless.foundation.people.measures import LAST_PRIMARY_GRADE
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, route
from notoneless.interfaces.roll_changes.pages.wording import told
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_changes.selectors.graduates import GraduateLine, list_graduates
from notoneless.records.roll_changes.selectors.proposing import classes_of_school, other_schools
from notoneless.records.roll_changes.selectors.requests import rows_in_reach
from notoneless.records.roll_changes.services import confirm_arrival, hand_over


@page({"GET": READ_CHANGE})
def graduates(ctx: Context, request: HttpRequest) -> Answer:
    """The graduates in reach who are on no roll, with forms for those whom this person hands over or takes in."""
    return _shown(ctx, None)


def _shown(ctx: Context, refusal: Problem | None) -> Shown:
    lines = list_graduates(ctx)
    values = {
        "lines": [_line(each) for each in lines],
        "schools": other_schools(None, ctx.today) if any(each.entry for each in lines) else [],
        "rooms": _rooms(ctx, lines),
        "today": ctx.today.isoformat(),
        "error": sentence(refusal, language_of()) if refusal else "",
        "form": new_form(ctx),
    }
    return Shown("roll_changes/graduates.html", values, 422 if refusal else 200)


def _line(line: GraduateLine) -> dict[str, Any]:
    return {"line": line, "lost": told(f"roll_changes.lost_{line.lost}")}


def _rooms(ctx: Context, lines: Sequence[GraduateLine]) -> list[tuple[UUID, str]]:
    """The classes of the schools to which somebody of the list was handed over, for whoever takes them in."""
    mine = [each.request for each in lines if each.is_mine and each.request]
    schools = set(rows_in_reach(ctx, confirm_arrival.code).filter(pk__in=mine).values_list("also_unit_id", flat=True))
    return [room for school in sorted(schools) for room in classes_of_school(school, ctx.today)]


@page({"POST": hand_over.code})
def handing(ctx: Context, request: HttpRequest) -> Answer:
    """Hand those ticked over to one school."""
    school = request.POST.get("receiving_school", "")

    def act(acting: Context, entry: str) -> None:
        hand_over(acting, entry=entry, receiving_school=school)

    return _each(ctx, request, hand_over.code, "entries", act, "handed_over")


@page({"POST": confirm_arrival.code})
def taking_in(ctx: Context, request: HttpRequest) -> Answer:
    """Say of those ticked that they came on one day, to one class."""
    given: dict[str, Any] = {"on": request.POST.get("on", ""), "room": request.POST.get("room", "")}

    def act(acting: Context, change: str) -> None:
        confirm_arrival(acting, change_request=change, grade=LAST_PRIMARY_GRADE + 1, **given)

    return _each(ctx, request, confirm_arrival.code, "changes", act, "came")


def _each(
    ctx: Context, request: HttpRequest, code: str, name: str, act: Callable[[Context, str], None], done: str
) -> Answer:
    """Do something to each of those ticked, whole or not at all; who was refused is told with the first reason."""
    chosen, acting = request.POST.getlist(name), with_form(ctx, request)
    if not chosen:
        return _shown(ctx, Problem("roll_changes.nobody_chosen"))
    count, first = 0, None
    for each in chosen:
        try:
            with transaction.atomic():
                act(acting.within(f"each/{each}"), each)
        except NotFound:
            raise
        except Refused as refusal:
            noted(acting, refusal, Attempted(code, {}))
            first = first or refusal
        else:
            count += 1
    if first is not None and not count:
        return _shown(ctx, first.told)
    if first is not None:
        reason = sentence(first.told, language_of())
        messages.warning(request, told("roll_changes.some_refused", count=len(chosen) - count, first=reason))
    messages.success(request, told(f"roll_changes.{done}", count=count))
    return Went("changes_graduates", {})


ROUTES = [
    route("roll-changes/graduates/", graduates, "changes_graduates"),
    route("roll-changes/graduates/hand-over/", handing, "changes_hand_over"),
    route("roll-changes/graduates/take-in/", taking_in, "changes_take_in"),
]
