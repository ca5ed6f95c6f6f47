"""Screening: the classes of the term page by page, and one class child by child."""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.watch_list.models import KeyGroupMark
from notoneless.casework.watch_list.rules.kinds import KeyGroup, Screened
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST, REVEAL_WATCH_LIST
from notoneless.casework.watch_list.selectors.files import row_in_reach
from notoneless.casework.watch_list.selectors.screening import list_screenings, open_class
from notoneless.casework.watch_list.services import end_group, mark_group, open_file, screen
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.people.namesakes import told_apart_in_class
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.naming import all_called
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.watch_list.pages.wording import AFTER, choices, sorry, told, uuid_of
from notoneless.kernel.problems import NotonelessError

_TOGETHER = 50
"""Pupils whom one request names: an id has 36 characters, a passage 2,000."""


@page({"GET": READ_WATCH_LIST})
def screenings(ctx: Context, request: HttpRequest) -> Answer:
    """The classes with pupils to screen, and how far each has come."""
    text = request.GET.get("page", "1")
    found = list_screenings(ctx, int(text) if text.isascii() and text.isdigit() and len(text) < len("10000") else 1)
    return Shown("watch_list/screenings.html", {"found": found, "left": found.pupils - found.done})


@page({"GET": READ_WATCH_LIST, "POST": screen.code})
def class_screening(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """The pupils of a class, each with its state, and what was found of them."""
    if request.method != "POST":
        return _shown(ctx, unit)
    open_class(ctx, unit)
    refusal = tried(ctx, request, screen.code, lambda acting: _screen(acting, request, unit))
    if refusal is not None:
        return _shown(ctx, unit, refusal)
    messages.success(request, told("watch_list.saved"))
    return Went("watch_screening", {"unit": unit})


def _screen(ctx: Context, request: HttpRequest, unit: UUID) -> None:
    """All that a form says: who was ticked, finding by finding, and then the rest where it is asked for."""
    for number, (found, children) in enumerate(_named(request)):
        given = {"unit": unit, "screened": found, "children": " ".join(children), "rest": None}
        screen(ctx.within(f"part {number}"), **given)
    if request.POST.get("rest") == "true":
        screen(ctx.within("rest"), unit=unit, screened=Screened.WELL, children=None, rest=True)


def _named(request: HttpRequest) -> Iterator[tuple[Screened, list[str]]]:
    """The pupils of whom the form says something, so many together as one request can name."""
    said = {name.removeprefix("child-"): value for name, value in request.POST.items() if name.startswith("child-")}
    for found in Screened:
        children = sorted(child for child, value in said.items() if value == found)
        for start in range(0, len(children), _TOGETHER):
            yield found, children[start : start + _TOGETHER]


def _shown(ctx: Context, unit: UUID, refusal: NotonelessError | None = None) -> Answer:
    found = open_class(ctx, unit)
    names = {each.child: each.name for each in found.pupils} | dict(found.others)
    words = all_called(names, told_apart_in_class(ctx, READ_WATCH_LIST, names))
    values = {
        "found": found,
        "pupils": [
            {"pupil": each, "called": words[each.child], "found": told(f"watch_list.screened_{each.found or 'not'}")}
            for each in found.pupils
        ],
        "others": [(child, words[child]) for child, _ in found.others],
        "states": choices("screened", Screened),
        "groups": choices("group", KeyGroup),
        "may_screen": ctx.may(screen.code) and found.begun is not None,
        "may_mark": ctx.may(mark_group.code),
        "may_open": ctx.may(open_file.code),
        "may_reveal": ctx.may(REVEAL_WATCH_LIST),
        "form": new_form(ctx),
        **sorry(refusal),
    }
    return Shown("watch_list/class.html", values, 422 if refusal else 200)


@page({"POST": mark_group.code})
def marking(ctx: Context, request: HttpRequest, unit: UUID) -> Answer:
    """Count a pupil of a class among a key group."""
    found = open_class(ctx, unit)
    given = {"child": uuid_of(request.POST.get("child")), "key_group": request.POST.get("key_group", "")}
    refusal = tried(ctx, request, mark_group.code, lambda acting: mark_group(acting, **given))
    if refusal is not None:
        return _shown(ctx, found.unit, refusal)
    messages.success(request, told("watch_list.saved"))
    return Went("watch_screening", {"unit": unit})


@page({"POST": end_group.code})
def ending(ctx: Context, request: HttpRequest, key_group_mark: UUID) -> Answer:
    """Count a pupil among a key group no longer."""
    row_in_reach(ctx, KeyGroupMark, key_group_mark, end_group.code)
    given = {"key_group_mark": key_group_mark}
    refusal = tried(ctx, request, end_group.code, lambda acting: end_group(acting, **given))
    if refusal is not None:
        raise refusal
    messages.success(request, told("watch_list.saved"))
    return Went("watch_screenings")


@page({"POST": REVEAL_WATCH_LIST})
def group(ctx: Context, request: HttpRequest, key_group_mark: UUID) -> Answer:
    """Open of which key group a pupil is."""
    row = row_in_reach(ctx, KeyGroupMark, key_group_mark, REVEAL_WATCH_LIST)
    codes = reveal(ctx, row, "group", Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or ""
    words = AFTER.join(told(f"watch_list.group_{code}") for code in codes.split())
    values = {"text": words, "name": row.child.name, "entry": None, "proposal": row.proposal_id}
    return Shown("watch_list/note.html", values)


ROUTES = [
    route("watch-list/screening/", screenings, "watch_screenings"),
    route("watch-list/screening/<uuid:unit>/", class_screening, "watch_screening"),
    route("watch-list/screening/<uuid:unit>/groups/", marking, "watch_group"),
    route("watch-list/groups/<uuid:key_group_mark>/end/", ending, "watch_group_end"),
    route("watch-list/groups/<uuid:key_group_mark>/reveal/", group, "watch_group_reveal"),
]
