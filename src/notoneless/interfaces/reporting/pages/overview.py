"""All pupils of a school on one page, narrowed by class, state and key group, with counts that add up; and as a workbook."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.handing import as_workbook, written
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.reporting.pages.wording import told
from notoneless.oversight.reporting.rules.accounting import UNACCOUNTED, ClassSum, Status
from notoneless.oversight.reporting.selectors.overview import (
    GROUPED,
    NO_CLASS,
    READ_OVERVIEW,
    UNKNOWN,
    WATCHED,
    WITH_CASE,
    Asked,
    OddLine,
    Overview,
    PupilLine,
    open_overview,
    schools_of_overview,
)
from notoneless.tabular.writing import Cell, ColumnSpec, SheetSpec, Value

PAGE: Final = 300
"""Names on one page; counts are always of all."""

_GOOD = frozenset({Status.AT_SCHOOL, Status.ON_LEAVE})
_BAD = frozenset({Status.SUSPECTED, Status.NOT_BACK}) | UNACCOUNTED


@page({"GET": READ_OVERVIEW})
def schools(ctx: Context, request: HttpRequest) -> Answer:
    """The schools in reach; of one alone, its pupils at once."""
    found = schools_of_overview(ctx)
    if len(found) == 1:
        return Went("overview", {"school": found[0][0]})
    return Shown("reporting/overviews.html", {"schools": found})


def _asked(request: HttpRequest) -> Asked:
    return Asked(*(request.GET.get(name, "") for name in ("class", "state", "group")))


def _query(asked: Asked, **more: str | int) -> str:
    given = {"class": asked.room, "state": asked.status, "group": asked.group, **more}
    return urlencode({name: value for name, value in given.items() if value})


@page({"GET": READ_OVERVIEW})
def overview(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """A school's pupils today, as narrowed."""
    asked = _asked(request)
    found = open_overview(ctx, school, asked)
    number = _number(request.GET.get("page", ""), len(found.pupils))
    used = [each for each in Status if found.total.counts.get(each)]
    values: dict[str, Any] = {
        "found": found,
        "asked": asked,
        "days": "、".join(day.isoformat() for day in found.days),
        "heads": [told(f"status.{each}") for each in used],
        "rooms": [(each, _name(each), _cells(each, used)) for each in found.rooms],
        "total": _cells(found.total, used),
        "odd": [(each, _odd_words(each)) for each in found.odd],
        "pupils": [_line(each) for each in found.pupils[(number - 1) * PAGE : number * PAGE]],
        "count": len(found.pupils),
        "classes": [*((str(pk), name) for pk, name in found.classes), (NO_CLASS, told("no_room"))],
        "statuses": [(each.value, told(f"status.{each}")) for each in Status],
        "groups": [(each, told(f"group.{each}")) for each in (UNKNOWN, WATCHED, GROUPED, WITH_CASE)],
        "previous": f"?{_query(asked, page=number - 1)}" if number > 1 else "",
        "following": f"?{_query(asked, page=number + 1)}" if number * PAGE < len(found.pupils) else "",
        "export": _query(asked),
    }
    return Shown("reporting/overview.html", values)


def _number(text: str, count: int) -> int:
    """The page that is asked for. Raises NotFound for one that there is not."""
    if not text:
        return 1
    if not (text.isdecimal() and len(text) < 4 and 0 < int(text) <= max(1, -(-count // PAGE))):
        raise NotFound
    return int(text)


def _name(each: ClassSum) -> str:
    return each.name or told("no_room")


def _cells(each: ClassSum, used: Sequence[Status]) -> list[tuple[str, int]]:
    """The numbers of a class, each with its heading."""
    return [(told(f"status.{status}"), each.counts.get(status, 0)) for status in used]


def _odd_words(each: OddLine) -> str:
    return told(f"odd.{each.odd}", room=each.room or "—", register=each.register or "—")


def _line(each: PupilLine) -> dict[str, Any]:
    kind = "success" if each.status in _GOOD else "danger" if each.status in _BAD else "warning"
    return {"line": each, "words": told(f"status.{each.status}"), "kind": kind}


@page({"GET": READ_OVERVIEW})
def exported(ctx: Context, request: HttpRequest, school: UUID) -> Answer:
    """The same as a workbook: the classes against the register, the pupils, and who does not add up."""
    found = open_overview(ctx, school, _asked(request))
    title = told("overview_title", school=found.name, day=found.day.isoformat())
    return as_workbook(written(_sheets(found, title)), "pupils", title)


def _sheets(found: Overview, title: str) -> list[SheetSpec]:
    head = told("overview_head", school=found.name, day=found.day.isoformat(), known=_proof(found))
    return [
        SheetSpec(gettext("分班"), title, _room_columns(), _room_rows(found), head, frozen=1),
        SheetSpec(
            gettext("学生"), title, _pupil_columns(), [_pupil_row(each) for each in found.pupils], head, frozen=2
        ),
        SheetSpec(
            gettext("对不上的学生"), title, _odd_columns(), [[each.name, _odd_words(each)] for each in found.odd], head
        ),
    ]


def _proof(found: Overview) -> str:
    """Whether states and register agree, in words."""
    counts = {"pupils": found.total.pupils, "register": found.total.register, "odd": len(found.odd)}
    return told("adds_up" if found.adds_up else "adds_up_not", **counts)


def _room_columns() -> list[ColumnSpec]:
    heads = [*(told(f"status.{each}") for each in Status), gettext("合计"), gettext("学籍人数"), gettext("相差")]
    return [ColumnSpec(gettext("班级"), 18.0), *(ColumnSpec(each, 10.0, "number", wrap=True) for each in heads)]


def _room_rows(found: Overview) -> list[list[Value | Cell]]:
    rows: list[list[Value | Cell]] = []
    for each, name in [*((room, _name(room)) for room in found.rooms), (found.total, told("total"))]:
        apart = Cell(each.difference, "differs") if each.difference else each.difference
        rows.append([name, *(count for _, count in _cells(each, list(Status))), each.pupils, each.register, apart])
    return rows


def _pupil_columns() -> list[ColumnSpec]:
    heads = ((gettext("班级"), 18.0), (gettext("姓名"), 12.0), (gettext("情况"), 16.0), (gettext("重点生"), 8.0))
    return [ColumnSpec(words, width) for words, width in (*heads, (gettext("个案"), 8.0), (gettext("缺课跟踪"), 10.0))]


def _pupil_row(each: PupilLine) -> list[Value | Cell]:
    words = told(f"status.{each.status}")
    ticks = ["√" if one else "" for one in (each.watch, each.case, each.follow_up)]
    return [each.room or told("no_room"), each.name, Cell(words, "warn") if each.status in _BAD else words, *ticks]


def _odd_columns() -> list[ColumnSpec]:
    return [ColumnSpec(gettext("姓名"), 12.0), ColumnSpec(gettext("原因"), 60.0)]


ROUTES = [
    route("pupils/", schools, "overviews"),
    route("pupils/<uuid:school>/", overview, "overview"),
    route("pupils/<uuid:school>/workbook/", exported, "overview_workbook"),
]
