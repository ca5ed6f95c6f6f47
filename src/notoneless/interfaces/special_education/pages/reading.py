"""The list of files, one file, its card on the child's page, and what is told by need only."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.casework.special_education.models import (
    ConditionVersion,
    HomeboundNote,
    HomeLesson,
    NeedsAssessment,
    Placement,
    SpecialFile,
)
from notoneless.casework.special_education.rules.kinds import FileState, Learns
from notoneless.casework.special_education.selectors import READ_SPECIAL, READ_TEACHERS, REVEAL_SPECIAL
from notoneless.casework.special_education.selectors.files import (
    FilePage,
    counts_by_state,
    file_of_child,
    list_files,
    open_file_page,
    without_file,
)
from notoneless.casework.special_education.services import (
    agree,
    assess,
    decide_placement,
    issue_placement_notice,
    open_file,
    propose_placement,
    record_application,
    revise_file,
    write_programme,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.special_education.pages.papers import of_papers
from notoneless.interfaces.special_education.pages.wording import (
    of_agreement,
    of_application,
    of_file,
    of_needs_assessment,
    of_placement,
    told,
)


@page({"GET": READ_SPECIAL})
def files(ctx: Context, request: HttpRequest) -> Answer:
    """The files in reach by state; to whoever opens files, the children who have none."""
    asked = request.GET.get("state", "")
    state = FileState(asked) if asked in set(FileState) else None
    counts = counts_by_state(ctx)
    values = {
        "lines": [of_file(line) for line in list_files(ctx, state)],
        "state": state or "",
        "counts": [
            (each.value, told(f"special_education.state_{each}"), counts[each])
            for each in FileState
            if counts.get(each)
        ],
        "unfiled": without_file(ctx),
        "may_see_teachers": ctx.may(READ_TEACHERS),
    }
    return Shown("special_education/list.html", values)


@page({"GET": READ_SPECIAL})
def file(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """One file: where it stands, everything entered, and what this person may do next."""
    found = open_file_page(ctx, file)
    values = {
        "file": of_file(found.line),
        "versions": found.versions,
        "applications": [of_application(each) for each in found.applications],
        "needs_assessments": [of_needs_assessment(each) for each in found.needs_assessments],
        "placements": [of_placement(each) for each in found.placements],
        "programmes": found.programmes,
        "agreements": [of_agreement(each, ctx.today) for each in found.agreements],
        "may_open": ctx.may(REVEAL_SPECIAL),
        "mark": found.mark,
        "form": new_form(ctx),
        **of_papers(ctx, file),
        **_may(ctx, found),
    }
    return Shown("special_education/file.html", values)


WATCH = "watch_list.open"
"""Who is on the watch list has a keeper who looks closer."""


def _may(ctx: Context, found: FilePage) -> dict[str, bool]:
    waits = any(of_placement(each)["waits"] for each in found.placements)
    return {
        "may_revise": ctx.may(revise_file.code),
        "may_apply": ctx.may(record_application.code),
        "may_assess": ctx.may(assess.code),
        "may_propose": ctx.may(propose_placement.code) and bool(found.needs_assessments) and not waits,
        "may_agree": found.line.learns == Learns.REGULAR_CLASS and ctx.may(agree.code),
        "may_watch": found.line.learns == Learns.REGULAR_CLASS and ctx.may(WATCH),
        "may_see_paper": ctx.may(READ_ATTACHMENT),
        "may_programme": ctx.may(write_programme.code),
        "may_notify": ctx.may(issue_placement_notice.code),
        "may_decide": waits and ctx.may(decide_placement.code) and found.placements[0].by_id != ctx.actor,
    }


@page({"GET": READ_SPECIAL})
def child_file(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The file of a child in short; the card where a page fetches it."""
    row = child_in_reach(ctx, child, READ_SPECIAL)
    if request.headers.get("HX-Request"):
        return special_card(ctx, child)
    return Shown("special_education/child.html", {"name": row.name, **_of_child(ctx, child)})


def special_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("special_education/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    line = file_of_child(ctx, child)
    return {"child": child, "file": of_file(line) if line else None, "may_file": ctx.may(open_file.code)}


_SEALED: dict[str, tuple[type[Any], str]] = {
    "impairment": (ConditionVersion, "impairment"),
    "certificate": (ConditionVersion, "certificate"),
    "condition": (ConditionVersion, "condition"),
    "findings": (NeedsAssessment, "findings"),
    "reason": (Placement, "reason"),
    "interview": (HomeLesson, "interview"),
    "note": (HomeboundNote, "said"),
}
"""What opens by need only: the table and its column."""


@page({"POST": REVEAL_SPECIAL})
def revealed(ctx: Context, request: HttpRequest, what: str, row: UUID) -> Answer:
    """Open what impairs a child, its certificate or condition, what experts found, or why it is placed so."""
    model, column = _SEALED.get(what, (SpecialFile, ""))
    held = visible_to(ctx, REVEAL_SPECIAL, model).select_related("child").filter(pk=row).first() if column else None
    if held is None:
        raise NotFound
    text = reveal(ctx, held, column, Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    if what == "impairment":
        impairment, _, grade = text.partition(" ")
        text = f"{told(f'special_education.impairment_{impairment}')} {told(f'special_education.grade_{grade}')}"
    return Shown("special_education/revealed.html", {"file": held.file_id, "name": held.child.name, "text": text})


ROUTES = [
    route("special/", files, "special_files"),
    route("special/children/<uuid:child>/", child_file, "special_child"),
    route("special/<uuid:file>/", file, "special_file"),
    route("special/reveal/<slug:what>/<uuid:row>/", revealed, "special_reveal"),
]
