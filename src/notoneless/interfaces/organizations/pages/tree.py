"""The tree, opened branch by branch on either track, and a search in it."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.organizations.selectors import READ
from notoneless.foundation.organizations.selectors.showing import Node, branches, search_units
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.organizations.pages.forms import LINES, word


def shown(nodes: list[Node]) -> list[dict[str, object]]:
    """Nodes with the words of their kinds."""
    return [{"node": node, "kind": word(f"unit_kind.{node.kind}")} for node in nodes]


@page({"GET": READ, "POST": READ})
def organizations(ctx: Context, request: HttpRequest) -> Answer:
    """Where one's reach begins, on both tracks; or what a search has found. Names of units are public and still posted."""
    search = request.POST.get("search", "").strip()[:60]
    if search:
        return Shown("organizations/tree.html", {"search": search, "found": shown(search_units(ctx, search, LINES))})
    roots = branches(ctx, Track.SCHOOL, None)
    tracks = [(track.value, _opened(ctx, roots, track)) for track in (Track.HOUSEHOLD, Track.SCHOOL)]
    return Shown("organizations/tree.html", {"tracks": tracks})


def _opened(ctx: Context, roots: list[Node], track: Track) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """The roots with their first branches on a track, so that nobody must open the county first."""
    few = roots if len(roots) <= 3 else []
    opened = {root.id: branches(ctx, track, root.id) for root in few}
    return [(line, shown(opened.get(root.id, []))) for root, line in zip(roots, shown(roots), strict=True)]


@page({"GET": READ})
def branch(ctx: Context, request: HttpRequest, unit: UUID, track: str) -> Answer:
    """The units beneath one, as a part of the page."""
    wanted = Track.HOUSEHOLD if track == Track.HOUSEHOLD else Track.SCHOOL
    return Shown("organizations/branch.html", {"nodes": shown(branches(ctx, wanted, unit)), "track": wanted.value})


ROUTES = [
    route("organizations/", organizations, "organizations"),
    route("organizations/units/<uuid:unit>/beneath/<slug:track>/", branch, "organization_branch"),
]
