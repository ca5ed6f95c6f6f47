"""Children schooled elsewhere: the list, one record with all that happened, the card on a child's page, the student number."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.schooling_elsewhere.pages.acting import FORMS
from notoneless.interfaces.schooling_elsewhere.pages.wording import (
    of_away,
    of_confirmation,
    of_contact,
    of_copy,
    word,
)
from notoneless.records.schooling_elsewhere.models import ElsewhereRecord
from notoneless.records.schooling_elsewhere.rules.kinds import Beyond
from notoneless.records.schooling_elsewhere.rules.standing import State
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE, REVEAL_ELSEWHERE
from notoneless.records.schooling_elsewhere.selectors.records import (
    AwayPage,
    away_of_child,
    copies_waiting,
    list_away,
    open_away,
)
from notoneless.records.schooling_elsewhere.services import acknowledge_copy, open_record


@page({"GET": READ_ELSEWHERE})
def away(ctx: Context, request: HttpRequest) -> Answer:
    """The children schooled elsewhere in reach, and the copies that wait for this person."""
    lines = list_away(ctx)
    waiting = copies_waiting(ctx, acknowledge_copy.code) if ctx.may(acknowledge_copy.code) else ()
    show = request.GET.get("show", "")
    chosen = [line for line in lines if _is_shown(show, line.is_unaccounted, line.is_overdue, bool(line.lacks))]
    values = {
        "lines": [of_away(line) for line in chosen],
        "show": show,
        "total": len(lines),
        "unaccounted": sum(line.is_unaccounted for line in lines),
        "overdue": sum(line.is_overdue for line in lines),
        "incomplete": sum(bool(line.lacks) for line in lines),
        "waiting": [of_copy(each) for each in waiting],
        "form": new_form(ctx),
    }
    return Shown("schooling_elsewhere/list.html", values)


def _is_shown(show: str, is_unaccounted: bool, is_overdue: bool, is_incomplete: bool) -> bool:
    chosen = {"unaccounted": is_unaccounted, "overdue": is_overdue, "incomplete": is_incomplete}
    return chosen.get(show, True)


@page({"GET": READ_ELSEWHERE})
def record(ctx: Context, request: HttpRequest, record: UUID) -> Answer:
    """One record: what is on file and missing, contacts, certificate, confirmations, and what may be done next."""
    found = open_away(ctx, record)
    values = {
        **of_away(found.line),
        "found": found,
        "contacts": [of_contact(each) for each in found.contacts],
        "confirmations": [of_confirmation(each) for each in found.confirmations],
        "told": [(word("told", role), name) for role, name in found.told],
        "may_see_paper": found.paper is not None and ctx.may(READ_PAPER),
        "may_see_file": ctx.may(READ_ATTACHMENT),
        "may_open_number": found.has_own_number and ctx.may(REVEAL_ELSEWHERE),
        "ways": _ways(ctx, found),
        "form": new_form(ctx),
    }
    return Shown("schooling_elsewhere/record.html", values)


def _ways(ctx: Context, found: AwayPage) -> list[tuple[str, str]]:
    """What this person may do with a record: address and words."""
    if found.line.standing.state is State.ENDED:
        return []
    leaves = found.line.beyond is Beyond.COUNTY
    shut = {"certify": not leaves, "file": found.sealed_on is None, "certificate": not leaves}
    return [
        (f"away_{name}", form.words())
        for name, form in FORMS.items()
        if ctx.may(form.action.code) and not shut.get(name, False)
    ]


@page({"GET": READ_ELSEWHERE})
def child_away(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The records of a child; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_ELSEWHERE)
    if request.headers.get("HX-Request"):
        return away_card(ctx, child)
    return Shown("schooling_elsewhere/child.html", {"name": row.name, **_of_child(ctx, child)})


def away_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("schooling_elsewhere/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    lines = away_of_child(ctx, child)
    is_open = any(line.standing.state is not State.ENDED for line in lines)
    return {
        "child": child,
        "lines": [of_away(line) for line in lines],
        "may_open": not is_open and ctx.may(open_record.code),
    }


@page({"POST": REVEAL_ELSEWHERE})
def number(ctx: Context, request: HttpRequest, record: UUID) -> Answer:
    """Open the student number on a record."""
    row = visible_to(ctx, REVEAL_ELSEWHERE, ElsewhereRecord).select_related("child").filter(pk=record).first()
    if row is None:
        raise NotFound
    text = reveal(ctx, row, "student_number", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    return Shown("schooling_elsewhere/revealed.html", {"record": record, "name": row.child.name, "text": text})


ROUTES = [
    route("elsewhere/", away, "away"),
    route("elsewhere/children/<uuid:child>/", child_away, "child_away"),
    route("elsewhere/<uuid:record>/", record, "away_record"),
    route("elsewhere/<uuid:record>/number/", number, "away_number"),
]
