"""The roll: schools with their counts, a school by class, a class by pupil, a child's history, a reason opened."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.interfaces.enrolment.pages.steps import steps_for
from notoneless.interfaces.enrolment.pages.wording import of_entry, of_group, of_pupil, word
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.kernel.codes.rolls import REASONS
from notoneless.records.enrolment.selectors import (
    READ_DIFFERENCES,
    READ_ROLL,
    REVEAL_REASON,
    event_in_reach,
    list_not_confirmed,
    list_schools,
    open_child_roll,
    open_roll,
)
from notoneless.records.enrolment.selectors import child_roll as child_roll_of

MOST = 500
"""Pupils on one page; those of one school are asked for by its id."""


@page({"GET": READ_ROLL})
def schools(ctx: Context, request: HttpRequest) -> Answer:
    """The schools of my units; who answers for classes alone sees these."""
    return Shown("enrolment/schools.html", {"groups": [of_group(each) for each in list_schools(ctx)]})


@page({"GET": READ_ROLL})
def unit(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The roll of one school or class."""
    found = open_roll(ctx, unit)
    values = {
        "roll": found,
        "groups": [of_group(each) for each in found.groups],
        "pupils": [of_pupil(each) for each in found.pupils],
        "pending": [of_pupil(each) for each in found.pending],
        "may_confirm": ctx.may("roll.transfer_in"),
        "may_compare": not found.is_class and ctx.may(READ_DIFFERENCES),
        "may_promote": found.is_class and ctx.may("roll.promote_class"),
        "may_enter": found.is_class and ctx.may("roll.enter_class"),
    }
    return Shown("enrolment/unit.html", values)


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@page({"GET": READ_ROLL})
def pupils_not_confirmed(ctx: Context, request: HttpRequest) -> Answer:
    """The pupils let go whom no other school has yet, each one tap from the form that confirms one."""
    found = list_not_confirmed(ctx, _id_of(request.GET.get("unit", "")), MOST)
    values = {
        "schools": [(each, [of_pupil(line) for line in each.pupils]) for each in found],
        "may_confirm": ctx.may("roll.transfer_in"),
        "is_cut": sum(len(each.pupils) for each in found) >= MOST,
        "most": MOST,
    }
    return Shown("enrolment/not_confirmed.html", values)


@page({"GET": READ_ROLL})
def child_roll(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """One child's roll: its entries with all that happened, and what may be done next."""
    found = open_child_roll(ctx, child)
    values = {
        "roll": found,
        "entries": [of_entry(each) for each in found.entries],
        "steps": steps_for(ctx, found),
        "may_open": ctx.may(REVEAL_REASON),
        "may_see_proof": ctx.may(READ_ATTACHMENT),
        "may_correct": ctx.may("roll.correct"),
    }
    return Shown("enrolment/child.html", values)


def roll_card(ctx: Context, child: UUID) -> Shown:
    """The same in short, for the child's page."""
    found = child_roll_of(ctx, child)
    latest = [of_entry(each) for each in found.entries[:1]]
    return Shown("enrolment/card.html", {"child": child, "entries": latest})


@page({"POST": REVEAL_REASON})
def reason(ctx: Context, request: HttpRequest, event: UUID) -> Answer:
    """Open why an entry changed."""
    row = event_in_reach(ctx, event, REVEAL_REASON)
    text = reveal(ctx, row, "reason", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    return Shown("enrolment/reason.html", {"text": word(REASONS, text), "child": row.child_id})


ROUTES = [
    route("roll/", schools, "roll"),
    route("roll/units/<uuid:unit>/", unit, "roll_unit"),
    route("roll/not-confirmed/", pupils_not_confirmed, "roll_not_confirmed"),
    route("roll/children/<uuid:child>/", child_roll, "child_roll"),
    route("roll/events/<uuid:event>/reason/", reason, "roll_reason"),
]
