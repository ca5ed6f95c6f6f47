"""The board of open cases, and what the first screen says of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext

from notoneless.casework.cases.selectors import READ_CASE
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.backlog.rules.position import BANDS, BacklogStep, share_of
from notoneless.oversight.backlog.selectors.board import (
    IN_TIME,
    NO_DAY,
    BacklogCount,
    BacklogFilter,
    BacklogLine,
    open_backlog,
    overdue_share,
)

_NAMES = ("step", "township", "owner", "band")
_BANDS = {*(name for name, _, _ in BANDS), IN_TIME, NO_DAY}


def told(code: str, **given: Any) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, given), language_of())


@page({"GET": READ_CASE})
def backlog(ctx: Context, request: HttpRequest) -> Answer:
    """The open cases in reach: how many stand where, and which."""
    wanted = _wanted(request)
    kept = {name: str(getattr(wanted, name)) for name in _NAMES if getattr(wanted, name)}
    found = open_backlog(ctx, wanted)
    values = {
        "found": found,
        "headline": told("backlog.headline", **_numbers(found.total, found.overdue)),
        "tables": [
            (words, head, rows)
            for words, head, rows in (
                (gettext("各步"), gettext("现在到哪一步"), _rows(found.steps, "step", kept)),
                (gettext("各乡镇（街道）"), gettext("乡镇（街道）"), _rows(found.townships, "township", kept)),
                (gettext("轮到谁办"), gettext("单位"), _rows(found.owners, "owner", kept)),
                (gettext("超期多久"), gettext("超期"), _rows(found.bands, "band", kept)),
            )
            if rows
        ],
        "lines": [_line(ctx, line) for line in found.lines],
        "is_narrowed": bool(kept),
        "before": _page_of(kept, found.page - 1) if found.page > 1 else "",
        "following": _page_of(kept, found.page + 1) if found.page < found.pages else "",
    }
    return Shown("backlog/board.html", values)


def _page_of(kept: Mapping[str, str], page: int) -> str:
    return f"?{urlencode({**kept, 'page': str(page)})}"


def overdue_words(ctx: Context) -> str:
    """How many cases are open and what share is overdue; empty for who sees no cases, or none that is open."""
    if not ctx.may(READ_CASE):
        return ""
    found = overdue_share(ctx)
    return told("backlog.headline", **_numbers(found.total, found.overdue)) if found.total else ""


def _numbers(total: int, overdue: int) -> dict[str, int | str]:
    return {"count": total, "overdue": overdue, "share": share_of(overdue, total)}


def _wanted(request: HttpRequest) -> BacklogFilter:
    asked = request.GET
    step, band, number = asked.get("step", ""), asked.get("band", ""), asked.get("page", "")
    return BacklogFilter(
        step=step if step in set(BacklogStep) else "",
        township=_uuid(asked.get("township")),
        owner=_uuid(asked.get("owner")),
        band=band if band in _BANDS else "",
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1,
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _rows(counts: Sequence[BacklogCount], name: str, kept: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "words": each.name or told(f"backlog.{name}_{each.key}"),
            "href": f"?{urlencode({**kept, name: each.key})}",
            "total": each.total,
            "overdue": each.overdue,
            "share": share_of(each.overdue, each.total),
        }
        for each in counts
    ]


def _line(ctx: Context, line: BacklogLine) -> dict[str, Any]:
    due = line.position.due
    left = (due - ctx.today).days if due is not None else None
    return {
        "line": line,
        "step": told(f"backlog.step_{line.position.step}"),
        "href": resolve_url("procedure", line.procedure) if line.procedure else resolve_url("case", line.case),
        "owner": line.owner.name if line.owner is not None else "",
        "township": line.places.township.name if line.places.township is not None else "",
        "due": due,
        "when": "" if left is None else _when(left),
        "is_overdue": line.days > 0,
    }


def _when(left: int) -> str:
    if not left:
        return told("backlog.today")
    return told("backlog.overdue" if left < 0 else "backlog.left", count=abs(left))


ROUTES = [route("backlog/", backlog, "backlog")]
