"""What the search box of the frame finds, in groups."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import resolve_url

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.selectors import READ_UNIT, name_above, units
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATIONS
from notoneless.foundation.people.rules import name_tokens, search_token
from notoneless.foundation.people.selectors import READ, Listed, list_children
from notoneless.interfaces.frame.asking import keep, kept
from notoneless.interfaces.frame.pages import SIGNED_IN, Answer, Shown, language_of, menu, page, route
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.indicators.selectors import READ_INDICATORS

LONGEST = 60
SHOWN = 10
"""Lines of one group; the page of the children has them all."""

KEPT = "searched"
"""Under what the words are kept, to come back to from what was found."""


@page({"GET": SIGNED_IN, "POST": SIGNED_IN})
def search(ctx: Context, request: HttpRequest) -> Answer:
    """What was found. The words are posted, because a name or number in an address would stay in logs and histories."""
    if request.method == "POST":
        keep(request, KEPT, request.POST.get("search", "").strip()[:LONGEST])
    text = kept(request, KEPT)
    found = _children(ctx, text)
    values = {
        "searched": text,
        "found": found,
        "children": found.lines[:SHOWN] if found else (),
        "units": _units(ctx, text),
        "pages": _pages(ctx, request, text),
        "may_see_children": ctx.may(READ),
    }
    return Shown("search/found.html", values)


def _children(ctx: Context, text: str) -> Listed | None:
    return list_children(ctx, search=text) if text and ctx.may(READ) else None


def _units(ctx: Context, text: str) -> list[dict[str, Any]]:
    """Units in reach whose name begins so somewhere, in characters, pinyin or initials, or whose code begins so."""
    if not (text and ctx.may(READ_UNIT)):
        return []
    wanted = search_token(text)
    named = units(ctx).values_list("pk", "name", "code")
    hits = [pk for pk, name, code in named if (code and code.startswith(text)) or _begins(name, wanted)][:SHOWN]
    rows = {row.pk: row for row in units(ctx).select_related("parent__parent").filter(pk__in=hits)}
    return [_unit(ctx, rows[pk]) for pk in hits if pk in rows]


def _begins(name: str, wanted: str) -> bool:
    return bool(wanted) and any(token.startswith(wanted) for token in name_tokens(name))


def _unit(ctx: Context, row: Unit) -> dict[str, Any]:
    """A unit with the pages there are of it."""
    ways = [
        (READ_INDICATORS, "unit_dashboard", {}),
        (READ_ORGANIZATIONS, "organization", {}),
        (READ, "children_of", {"among": "all"}),
    ]
    hrefs = {name: resolve_url(name, unit=row.pk, **more) for need, name, more in ways if ctx.may(need)}
    kind = sentence(Problem(f"unit_kind.{row.kind}"), language_of())
    return {"name": row.name, "above": name_above(row), "kind": kind, **hrefs}


def _pages(ctx: Context, request: HttpRequest, text: str) -> list[dict[str, Any]]:
    """Lines of the menu, and pages beneath them, that are called so."""
    wanted = search_token(text)
    lines = [item for section in menu(ctx, request) for item in section["lines"]]
    pages = [page for item in lines for page in (item, *item["holds"])]
    return [item for item in pages if wanted and (text in item["words"] or _begins(item["words"], wanted))]


ROUTES = [route("search/", search, "search")]
