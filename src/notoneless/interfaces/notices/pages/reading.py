"""The list of notices, one notice, its card on the child's page, what is told by need only, and many as one ZIP."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.notices.rules.kinds import OPEN, NoticeKind, NoticeState
from notoneless.casework.notices.rules.refusing import (
    why_not_handed_over,
    why_not_replied,
    why_not_served,
    why_not_withdrawn,
)
from notoneless.casework.notices.rules.standing import Known
from notoneless.casework.notices.selectors import READ_NOTICE, REVEAL_NOTICE
from notoneless.casework.notices.selectors.errands import issuing_units, notice_errands
from notoneless.casework.notices.selectors.knowing import known_now
from notoneless.casework.notices.selectors.notices import (
    NoticeLine,
    counts_by_state,
    list_notices,
    notice_in_reach,
    noticed_places,
    notices_of_child,
    open_notice,
)
from notoneless.casework.notices.services import hand_over, issue_notice, reply, serve_notice, withdraw
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotFound, Unusable
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.selectors import READ_ATTACHMENT
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.selectors import READ_PAPER
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.bundling import IN_ONE, Bundle, bundled, part_asked, part_name, parts_of
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.notices.pages.wording import of_notice, told
from notoneless.kernel.problems import Problem


@page({"GET": READ_NOTICE})
def notices(ctx: Context, request: HttpRequest) -> Answer:
    """The notices in reach by state; without one those that still ask for something."""
    state, unit = _state(request.GET.get("state", "")), _uuid(request.GET.get("unit"))
    lines, counts = list_notices(ctx, state, unit), counts_by_state(ctx, unit)
    total = _total(counts, state)
    lacking = notice_errands(ctx).lacking
    printed = _to_print(ctx, lines)
    values = {
        "lines": [of_notice(line) for line in lines],
        "lacking": told("notices.errand_lacking", count=lacking) if lacking else "",
        "state": state or "",
        "counts": [(each.value, told(f"notices.state_{each}"), counts[each]) for each in NoticeState if counts[each]],
        "units": issuing_units(ctx),
        "may_bundle": bool(printed),
        "others": told("notices.of_others", count=len(lines) - len(printed)) if len(lines) > len(printed) > 0 else "",
        "cut": told("notices.cut", count=total, shown=len(lines)) if total > len(lines) else "",
        "places": [(str(pk), name) for pk, name in noticed_places(ctx)],
        "place": str(unit or ""),
        "parts": parts_of(total),
        "kept": request.GET.urlencode(),
    }
    return Shown("notices/list.html", values)


def _total(counts: Mapping[NoticeState, int], state: NoticeState | None) -> int:
    """How many a list has, shown or not."""
    return counts[state] if state is not None else sum(counts[each] for each in OPEN)


def _state(text: str) -> NoticeState | None:
    return NoticeState(text) if text in set(NoticeState) else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@page({"GET": READ_PAPER})
def bundle(ctx: Context, request: HttpRequest) -> Answer:
    """The papers of the notices of a list, as `how` says: Word or PDF in one ZIP, or one PDF to print. Each leaves an entry.

    Of a list of more than IN_ONE it is the `part` asked for, and its name says which of how many.
    """
    state, unit = _state(request.GET.get("state", "")), _uuid(request.GET.get("unit"))
    part, total = part_asked(request.GET.get("part", "")), _total(counts_by_state(ctx, unit), state)
    lines = _to_print(ctx, list_notices(ctx, state, unit, (part - 1) * IN_ONE, IN_ONE))
    if not lines:
        raise Unusable(Problem("notices.none_to_bundle"))
    how = Bundle(asked) if (asked := request.GET.get("how", "")) in set(Bundle) else Bundle.WORD
    place = next((name for pk, name in noticed_places(ctx) if pk == unit), "")
    name = part_name(f"{place}{gettext('返校通知书')} {ctx.today.isoformat()}", part, total)
    return bundled(ctx, [line.paper for line in lines], how, name)


def _to_print(ctx: Context, lines: tuple[NoticeLine, ...]) -> tuple[NoticeLine, ...]:
    """Those notices whose papers this person may open: who takes one to a family may not open what the unit has issued."""
    if not lines or not ctx.may(READ_PAPER):
        return ()
    rows = visible_to(ctx, READ_PAPER, Paper).filter(pk__in=[line.paper for line in lines])
    seen = set(rows.values_list("pk", flat=True))
    return tuple(line for line in lines if line.paper in seen)


@page({"GET": READ_NOTICE})
def notice(ctx: Context, request: HttpRequest, notice: UUID) -> Answer:
    """One notice: where it stands, and what this person may do next."""
    line = open_notice(ctx, notice)
    known = known_now(notice_in_reach(ctx, notice, READ_NOTICE), ctx.today)
    values = {
        "notice": of_notice(line),
        "is_school": line.kind is NoticeKind.RETURN,
        "may_see_paper": bool(_to_print(ctx, (line,))),
        "may_see_proof": ctx.may(READ_ATTACHMENT),
        "may_open": ctx.may(REVEAL_NOTICE),
        "form": new_form(ctx),
        **_may(ctx, known, line.unit),
    }
    return Shown("notices/notice.html", values)


def _may(ctx: Context, known: Known, unit: UUID) -> dict[str, bool]:
    today, is_own = ctx.today, unit in ctx.units_for(withdraw.code)
    return {
        "may_serve": ctx.may(serve_notice.code) and why_not_served(known, today, is_proved=True, today=today) is None,
        "may_reply": ctx.may(reply.code) and why_not_replied(known, today, today) is None,
        "may_hand_over": ctx.may(hand_over.code) and why_not_handed_over(known, today) is None,
        "may_withdraw": is_own and why_not_withdrawn(known, today) is None,
    }


@page({"GET": READ_NOTICE})
def child_notices(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The notices about a child; the card in short where a page fetches it."""
    row = child_in_reach(ctx, child, READ_NOTICE)
    if request.headers.get("HX-Request"):
        return notice_card(ctx, child)
    return Shown("notices/child.html", {"name": row.name, **_of_child(ctx, child)})


def notice_card(ctx: Context, child: UUID) -> Shown:
    """The same as it stands on the child's page, whose opening is recorded."""
    return Shown("notices/card.html", _of_child(ctx, child))


def _of_child(ctx: Context, child: UUID) -> dict[str, object]:
    return {
        "child": child,
        "lines": [of_notice(line) for line in notices_of_child(ctx, child)],
        "may_issue": ctx.may(issue_notice.code),
    }


@page({"POST": REVEAL_NOTICE})
def revealed(ctx: Context, request: HttpRequest, notice: UUID, field: str) -> Answer:
    """Open who received a notice, or what the family said to it."""
    row = notice_in_reach(ctx, notice, REVEAL_NOTICE)
    if field not in ("receiver", "note"):
        raise NotFound
    text = reveal(ctx, row, field, Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)) or "—"
    return Shown("notices/revealed.html", {"notice": notice, "name": row.child.name, "field": field, "text": text})


ROUTES = [
    route("notices/", notices, "notices"),
    route("notices/papers.zip", bundle, "notice_bundle"),
    route("notices/children/<uuid:child>/", child_notices, "child_notices"),
    route("notices/<uuid:notice>/", notice, "notice"),
    route("notices/<uuid:notice>/reveal/<slug:field>/", revealed, "notice_reveal"),
]
