"""The monthly comparisons: 四查三比对, month by month, and the lists of other offices beside the rosters in force."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.findings.selectors import (
    READ_COMPARISONS,
    READ_LISTS,
    check_list,
    list_checked_before,
    monthly,
)
from notoneless.records.rosters.rules.versions import LISTS, RosterKind


@page({"GET": READ_COMPARISONS})
def comparisons(ctx: Context, request: HttpRequest) -> Answer:
    """The months, what the last comparison found, and when the next is due."""
    found = monthly(ctx)
    values = {
        "months": [
            (each, [(_words(f"findings.why.{why}"), count) for why, count in each.whys.items()])
            for each in found.months
        ],
        "last": found.months[0] if found.months else None,
        "due": found.due,
        "may_read_lists": ctx.may(READ_LISTS),
    }
    return Shown("registrations/comparisons.html", values)


def _whys(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(_words(f"findings.why.{why}"), count) for why, count in counts.items()]


def _words(code: str) -> str:
    return sentence(Problem(code), language_of())


@contextmanager
def _checked_before(ctx: Context, request: HttpRequest) -> Iterator[None]:
    """Check the list before the transaction begins: seconds in which others can write. What is wrong the view tells."""
    kind = _kind(request)
    with ExitStack() as stack:
        if kind is not None and ctx.may(READ_LISTS):
            with suppress(NotonelessError):
                stack.enter_context(list_checked_before(ctx, kind, language_of()))
        yield


@page({"GET": READ_LISTS}, before=_checked_before)
def lists(ctx: Context, request: HttpRequest) -> Answer:
    """The list of another office beside the rosters in force: who is in no school, and who is on no roster."""
    kind = _kind(request)
    if kind is None:
        raise NotFound
    kinds = [(each.value, _words(f"rosters.kind.{each.value}")) for each in LISTS]
    values = {"kind": kind.value, "kinds": kinds, "called": _words(f"rosters.kind.{kind.value}")}
    return Shown("registrations/lists.html", values | {"found": check_list(ctx, kind, language_of())})


def _kind(request: HttpRequest) -> RosterKind | None:
    """The list asked for, the first of all where none is; None for what is no list."""
    text = request.GET.get("kind", LISTS[0].value)
    return RosterKind(text) if text in {each.value for each in LISTS} else None


ROUTES = [
    route("comparisons/", comparisons, "comparisons"),
    route("comparisons/lists/", lists, "comparisons_lists"),
]
