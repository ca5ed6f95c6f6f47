"""The files of one's posts or in reach, the gaps, and the workbook."""

from django.http import HttpRequest
from django.utils.http import urlencode

from notoneless.casework.cases.selectors.cases import units_to_choose
from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.keepers import CONTACT
from notoneless.casework.watch_list.selectors.lists import (
    ALL,
    LIFTED,
    MINE,
    OPEN,
    FileFilter,
    FileLine,
    ledger_lines,
    list_files,
    list_gaps,
    units_told,
)
from notoneless.casework.watch_list.services import open_file, set_keeper
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.handing import as_workbook
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.watch_list.exports import workbook
from notoneless.interfaces.watch_list.pages.wording import AFTER, keeper_told, of_file, reasons_told, told, uuid_of

_KEPT = ("whose", "state", "unit")
COLUMNS = (
    "serial",
    "name",
    "school",
    "room",
    "opened",
    "reasons",
    "keeper",
    "care",
    "effect",
    "times",
    "last",
    "state",
)


def _wanted(request: HttpRequest) -> FileFilter:
    asked = request.GET
    return FileFilter(
        whose=MINE if asked.get("whose") == MINE else ALL,
        state=LIFTED if asked.get("state") == LIFTED else OPEN,
        unit=uuid_of(asked.get("unit")),
        after=uuid_of(asked.get("after")),
    )


@page({"GET": READ_WATCH_LIST})
def watch_list(ctx: Context, request: HttpRequest) -> Answer:
    """The files, narrowed as the address says, which holds codes and ids of units and nobody's name."""
    wanted = _wanted(request)
    found = list_files(ctx, met_on, wanted)
    kept = {name: request.GET[name] for name in _KEPT if request.GET.get(name)}
    values = {
        "lines": [of_file(ctx, line) for line in found.lines],
        "total": found.total,
        "wanted": wanted,
        "is_mine": wanted.whose == MINE,
        "is_lifted": wanted.state == LIFTED,
        "units": units_to_choose(ctx),
        "unit": str(wanted.unit or ""),
        "may_keep": ctx.may(CONTACT),
        "export": urlencode(kept),
        "following": f"?{urlencode({**kept, 'after': str(found.following)})}" if found.following else "",
        "first": f"?{urlencode(kept)}" if wanted.after else "",
    }
    return Shown("watch_list/list.html", values)


@page({"GET": READ_WATCH_LIST})
def gaps(ctx: Context, request: HttpRequest) -> Answer:
    """Files that nobody keeps, and pupils who should have one."""
    found = list_gaps(ctx, met_on)
    values = {
        "found": found,
        "files": [of_file(ctx, line) for line in found.files],
        "may_name": ctx.may(set_keeper.code),
        "may_open": ctx.may(open_file.code),
        "form": new_form(ctx),
    }
    return Shown("watch_list/gaps.html", values)


@page({"GET": READ_WATCH_LIST})
def exported(ctx: Context, request: HttpRequest) -> Answer:
    """The files as a workbook."""
    wanted, heads = _wanted(request), {each: told(f"watch_list.column_{each}") for each in COLUMNS}
    rows = [
        [str(number), *_cells(line, done)]
        for number, (line, done) in enumerate(ledger_lines(ctx, met_on, wanted), start=1)
    ]
    title = told("watch_list.title")
    head = told("watch_list.head", unit=AFTER.join(units_told(ctx, wanted)), day=ctx.today.isoformat())
    return as_workbook(workbook(title, head, heads, rows), "watch_list", title)


def _cells(line: FileLine, done: tuple[tuple[str, str, str], ...]) -> list[str]:
    care = AFTER.join(f"{told(f'watch_list.care_{kind}')}：{words}" for kind, words, _ in done)
    effects = AFTER.join(told(f"watch_list.effect_{effect}") for _, _, effect in done if effect)
    gap = told("watch_list.gap_told", gap=told(f"watch_list.gap_{line.gap}")) if line.gap else ""
    where = [line.name, line.school, line.room, line.opened_on.isoformat(), reasons_told(line)]
    last = line.last_on.isoformat() if line.last_on else ""
    return [*where, f"{keeper_told(line)} {gap}".strip(), care, effects, str(line.times), last, _state(line)]


def _state(line: FileLine) -> str:
    if line.lifted_on is None:
        return told("watch_list.state_open")
    why = f"{told(f'watch_list.lifting_{line.lifting}')} {line.because}".strip()
    return told("watch_list.state_lifted", day=line.lifted_on.isoformat(), why=why)


ROUTES = [
    route("watch-list/", watch_list, "watch_list"),
    route("watch-list/export/", exported, "watch_list_export"),
    route("watch-list/gaps/", gaps, "watch_list_gaps"),
]
