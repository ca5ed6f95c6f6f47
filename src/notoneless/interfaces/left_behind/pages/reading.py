"""The files and how they stand, one file, what opens by need, and the card on the child's page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.casework.left_behind.models import LeftBehindContact, LeftBehindVersion
from notoneless.casework.left_behind.selectors import READ_LEFT_BEHIND, REVEAL_LEFT_BEHIND
from notoneless.casework.left_behind.selectors.reading import (
    FileLine,
    LeftBehindOverview,
    files_of_child,
    open_page,
    overview,
)
from notoneless.casework.left_behind.services import close, contact, do_item, name_person, open_file, revise
from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.foundation.plans.services import draft_plan
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.left_behind.pages.wording import of_line, told, warned, word

_SEALED = frozenset({"traits", "family", "adults", "note"})
"""What opens by need: the columns."""

_ACTS: Mapping[str, Action[Any]] = {
    "contact": contact,
    "item": do_item,
    "person": name_person,
    "revise": revise,
    "close": close,
}
"""What is done to an open file, in the order of its buttons."""


SHOWN = 500
"""So many of a list are shown, those first that need somebody; of the others it says how many there are."""


@page({"GET": READ_LEFT_BEHIND})
def files(ctx: Context, request: HttpRequest) -> Answer:
    """The files in reach, and pupils without one."""
    found, show = overview(ctx), request.GET.get("show", "")
    chosen = _chosen(found, show)
    values = {
        "found": found,
        "show": show,
        "lines": [of_line(line) for line in chosen[:SHOWN]],
        "more": max(len(chosen) - SHOWN, 0),
        "ways": _ways(found),
        "may_open": ctx.may(open_file.code),
        "may_set": ctx.may(draft_plan.code),
    }
    return Shown("left_behind/list.html", values)


def _chosen(found: LeftBehindOverview, show: str) -> list[FileLine]:
    narrowed: dict[str, list[FileLine]] = {"untouched": found.untouched, "undone": found.undone, "fileless": []}
    return narrowed.get(show, list(found.lines))


def _ways(found: LeftBehindOverview) -> list[tuple[str, str, int]]:
    counts = {"": len(found.lines), "untouched": len(found.untouched), "undone": len(found.undone)}
    counts["fileless"] = len(found.fileless)
    return [(show, told(f"show_{show or 'all'}"), count) for show, count in counts.items()]


@page({"GET": READ_LEFT_BEHIND})
def file(ctx: Context, request: HttpRequest, file: UUID) -> Answer:
    """One file, and what may be done next."""
    found = open_page(ctx, file)
    is_open = found.closed_on is None
    values = {
        **of_line(found.line),
        "found": found,
        "closing": told(f"closing_{found.closing}") if found.closing else "",
        "versions": [(each, told(f"away_{each.away}"), told(f"carer_{each.carer}")) for each in found.versions],
        "contacts": [(each, warned(f"how_{each.manner}"), warned(f"whom_{each.whom}")) for each in found.contacts],
        "acts": [
            (f"left_behind_{name}", told(f"do_{name}")) for name, act in _ACTS.items() if is_open and ctx.may(act.code)
        ],
        "may_reveal": ctx.may(REVEAL_LEFT_BEHIND),
    }
    return Shown("left_behind/file.html", values)


@page({"GET": READ_LEFT_BEHIND})
def child_left_behind(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The file of a child; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_LEFT_BEHIND)
    if request.headers.get("HX-Request"):
        return left_behind_card(ctx, child)
    return Shown("left_behind/child.html", {"name": row.name, **_of_child(ctx, child)})


def left_behind_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("left_behind/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    lines = files_of_child(ctx, child)
    return {
        "child": child,
        "lines": [of_line(line) for line in lines],
        "may_open": not lines and ctx.may(open_file.code),
    }


@page({"POST": REVEAL_LEFT_BEHIND})
def revealed(ctx: Context, request: HttpRequest, what: str, row: UUID) -> Answer:
    """Open what stands out in a child, how its family is placed, how its adults are reached, or what was said."""
    if what not in _SEALED:
        raise NotFound
    held: LeftBehindContact | LeftBehindVersion | None
    if what == "note":
        held = visible_to(ctx, REVEAL_LEFT_BEHIND, LeftBehindContact).select_related("child").filter(pk=row).first()
    else:
        held = visible_to(ctx, REVEAL_LEFT_BEHIND, LeftBehindVersion).select_related("child").filter(pk=row).first()
    if held is None:
        raise NotFound
    text = reveal(ctx, held, what, Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    if what in ("traits", "family"):
        kind = "trait" if what == "traits" else "family"
        text = "、".join(word(kind, each) for each in text.split())
    values = {"text": text, "title": told(f"opened_{what}"), "name": held.child.name, "file": held.file_id}
    return Shown("left_behind/revealed.html", values)


ROUTES = [
    route("left-behind/", files, "left_behind"),
    route("left-behind/children/<uuid:child>/", child_left_behind, "child_left_behind"),
    route("left-behind/<uuid:file>/", file, "left_behind_file"),
    route("left-behind/reveal/<slug:what>/<uuid:row>/", revealed, "left_behind_reveal"),
]
