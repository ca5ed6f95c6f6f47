"""The monthly comparisons: 四查三比对, month by month, and who in no school is on the poverty roster."""

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.findings.selectors import READ_COMPARISONS, READ_POOR, monthly, poor_not_in_school


@page({"GET": READ_COMPARISONS})
def comparisons(ctx: Context, request: HttpRequest) -> Answer:
    """The months, what the last comparison found, and when the next is due."""
    found = monthly(ctx)
    values = {
        "months": [(each, [(_why(why), count) for why, count in each.whys.items()]) for each in found.months],
        "last": found.months[0] if found.months else None,
        "due": found.due,
        "may_read_poor": ctx.may(READ_POOR),
    }
    return Shown("registrations/comparisons.html", values)


def _why(why: str) -> str:
    return sentence(Problem(f"findings.why.{why}"), language_of())


@page({"GET": READ_POOR})
def poor(ctx: Context, request: HttpRequest) -> Answer:
    """Who is in no school and on the poverty roster in force."""
    lines = poor_not_in_school(ctx, language_of())
    return Shown("registrations/poor.html", {"lines": lines})


ROUTES = [
    route("comparisons/", comparisons, "comparisons"),
    route("comparisons/poor/", poor, "comparisons_poor"),
]
