"""The gaps: counted by kind, filtered, each with the way to the page that mends it."""

from django.http import HttpRequest
from django.urls import reverse

from notoneless.foundation.access.context import Context
from notoneless.foundation.organizations.rules.gaps import GapKind
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.missing import GapLine, list_gaps
from notoneless.interfaces.frame.pages import Answer, Shown, language_of, page, route
from notoneless.interfaces.organizations.pages.forms import LINES, word
from notoneless.kernel.problems import sentence


@page({"GET": READ})
def gaps(ctx: Context, request: HttpRequest) -> Answer:
    """The gaps in reach."""
    chosen = request.GET.get("kind", "")
    kind = GapKind(chosen) if chosen in list(GapKind) else None
    found = list_gaps(ctx, kind, LINES)
    counts = [(each.value, word(f"organizations.gaps_{each.value}"), found.counts[each]) for each in GapKind]
    values = {
        "counts": counts,
        "total": sum(found.counts.values()),
        "kind": kind.value if kind else "",
        "lines": [(line, sentence(line.what, language_of()), _mended_at(ctx, line)) for line in found.lines],
        "most": LINES,
    }
    return Shown("organizations/gaps.html", values)


def _mended_at(ctx: Context, line: GapLine) -> str:
    """The address of the page that mends a gap, for this person: never a page that would refuse it."""
    if line.kind in (GapKind.VILLAGE, GapKind.CHAIN) and ctx.may("assignment.make"):
        kind = "village" if line.kind is GapKind.VILLAGE else "tier"
        return f"{reverse('assignments')}?kind={kind}&unit={line.unit}#make"
    if line.kind is GapKind.CLOSED and ctx.may("assignment.end"):
        return reverse("assignments")
    if line.kind is GapKind.GROUP and ctx.may("leading_group.found"):
        return f"{reverse('leading_groups')}?unit={line.unit}#found"
    if line.kind is GapKind.ENDING and line.post is not None:
        return reverse("post", kwargs={"post": line.post})
    if line.kind in (GapKind.CLASS, GapKind.SCHOOL, GapKind.TOWNSHIP) and ctx.may("grant.give"):
        return reverse("grants") + "#give"
    return reverse("organization", kwargs={"unit": line.unit})


ROUTES = [route("organizations/gaps/", gaps, "gaps")]
