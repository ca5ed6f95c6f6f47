"""Who is entitled and how each stands, one pupil, what opens by need, and the card on the child's page."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from notoneless.casework.aid.models import AidEntitlement, AidPayment, AidStray
from notoneless.casework.aid.selectors import READ_AID, REVEAL_AID
from notoneless.casework.aid.selectors.reading import AidLine, AidOverview, AidPage, aid_of, open_aid, overview
from notoneless.casework.aid.services import bring_list, end_pairing, entitle, pair, pay, settle_stray, take_back
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import Protected, visible_to
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.aid.pages.wording import of_line, told
from notoneless.interfaces.frame.pages import Answer, Shown, page, route

_SEALED: dict[str, tuple[type[Protected], str]] = {
    "ground": (AidEntitlement, "grounds"),
    "basis": (AidEntitlement, "basis"),
    "item": (AidPayment, "said"),
    "stray": (AidStray, "said"),
}
"""What opens by need: the table and its column."""


SHOWN = 500
"""So many of a list are shown, those first that need somebody; of the others it says how many there are."""


@page({"GET": READ_AID})
def aid(ctx: Context, request: HttpRequest) -> Answer:
    """The pupils in reach for this term, those first that are unpaid."""
    found, show = overview(ctx), request.GET.get("show", "")
    chosen = _chosen(found, show)
    values = {
        "found": found,
        "show": show,
        "lines": [of_line(line) for line in chosen[:SHOWN]],
        "more": max(len(chosen) - SHOWN, 0),
        "ways": _ways(found),
        "may_bring": ctx.may(bring_list.code),
        "may_settle": ctx.may(settle_stray.code),
        "may_open": ctx.may(REVEAL_AID),
    }
    return Shown("aid/list.html", values)


def _chosen(found: AidOverview, show: str) -> list[AidLine]:
    narrowed = {"unpaid": found.unpaid, "undecided": found.undecided, "unpaired": found.unpaired}
    return narrowed.get(show, list(found.lines))


def _ways(found: AidOverview) -> list[tuple[str, str, int]]:
    """Each way to narrow the list, with its words and how many there are."""
    ways = [("", "all", found.lines), ("unpaid", "unpaid", found.unpaid)]
    ways += [("undecided", "undecided", found.undecided), ("unpaired", "unpaired", found.unpaired)]
    return [(show, told(f"show_{words}"), len(lines)) for show, words, lines in ways]


@page({"GET": READ_AID})
def child_aid(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """One pupil; the card in short where a page fetches it."""
    if request.headers.get("HX-Request"):
        return aid_card(ctx, child)
    return Shown("aid/child.html", _of_child(ctx, open_aid(ctx, child)))


def aid_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("aid/card.html", _of_child(ctx, aid_of(ctx, child_in_reach(ctx, child, READ_AID))))


def _of_child(ctx: Context, found: AidPage) -> dict[str, object]:
    paired = next((each for each in found.pairs if each.until_on is None), None)
    return {
        "found": found,
        "name": found.name,
        "line": of_line(found.line) if found.line else None,
        "payments": [(each, told(f"how_{each.how}")) for each in found.payments],
        "paired": paired,
        "may_entitle": ctx.may(entitle.code),
        "may_pay": ctx.may(pay.code),
        "may_take_back": ctx.may(take_back.code),
        "may_pair": paired is None and ctx.may(pair.code),
        "may_end": paired is not None and ctx.may(end_pairing.code),
        "may_open": ctx.may(REVEAL_AID),
    }


@page({"POST": REVEAL_AID})
def revealed(ctx: Context, request: HttpRequest, what: str, row: UUID) -> Answer:
    """Open on what ground a pupil is entitled, with which proof, or what a payment was for."""
    model, column = _SEALED.get(what, (AidEntitlement, ""))
    held = visible_to(ctx, REVEAL_AID, model).filter(pk=row).first() if column else None
    if held is None:
        raise NotFound
    text = reveal(ctx, held, column, Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    if what == "ground":
        text = "、".join(told(f"ground_{each}") for each in text.split())
    elif what in ("item", "stray"):
        # whose and for which term stands beside it already; a row of a list shows its number, by which it is looked for
        whose, item, *_ = text.split("|")
        text = " ".join(filter(None, (whose.partition("/")[2], item))) or "—"
    return Shown(
        "aid/revealed.html", {"text": text, "title": told(f"opened_{what}"), "child": getattr(held, "child_id", None)}
    )


ROUTES = [
    route("aid/", aid, "aid"),
    route("aid/children/<uuid:child>/", child_aid, "child_aid"),
    route("aid/reveal/<slug:what>/<uuid:row>/", revealed, "aid_reveal"),
]
