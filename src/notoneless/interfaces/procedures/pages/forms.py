"""The form of each action of a procedure, filled in from what is known; what is refused comes back beside its field."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext

from notoneless.casework.cases.services import suspect
from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.facts import Fact, Grave
from notoneless.casework.procedures.rules.moves import NEXT, Move
from notoneless.casework.procedures.rules.refusing import PROPOSED_AT
from notoneless.casework.procedures.selectors import READ_PROCEDURE
from notoneless.casework.procedures.selectors.known import home_of
from notoneless.casework.procedures.selectors.procedures import (
    EventLine,
    event_in_reach,
    open_procedure,
    procedure_in_reach,
    why_no_effort,
)
from notoneless.casework.procedures.services import record_effort
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotAllowed, NotFound, Refused
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.attachments.rules import PAPERS
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.forming import NONE_SEEN
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.interfaces.procedures.pages.fields import ATTACH, Asked, beside, fields_of
from notoneless.interfaces.procedures.pages.filled import known
from notoneless.interfaces.procedures.pages.offering import (
    EFFORT,
    FORMS,
    ISSUED_BY,
    MoveForm,
    authority_at,
    is_penaltys,
    why_not_here,
)
from notoneless.interfaces.procedures.pages.wording import basis_told, said, told
from notoneless.kernel.problems import Problem

PAPERED = ISSUED_BY.keys() - {Move.PROPOSE_DECISION}
"""Moves that issue a paper."""

_SEVERAL = frozenset({"sides"})
"""Fields of which several may be ticked."""


def _answered(
    ctx: Context,
    request: HttpRequest,
    asked: Asked,
    target: Mapping[str, Any],
    marked: Mapping[str, str] = MappingProxyType({}),
) -> Answer:
    """A form, or what came of sending it: nothing is half done, and a refusal comes back with all that was typed."""
    if request.method != "POST":
        given = {**known(ctx, asked), **marked}
        return Shown("procedures/form.html", _values(ctx, asked, given, closed=_closed(ctx, asked)))
    acting = with_form(ctx, request)
    closed = _anothers(ctx, asked)
    if closed is not None:
        noted(ctx, Refused(closed), Attempted(asked.form.action.code, {}))
        return Shown("procedures/form.html", _values(ctx, asked, {}, closed=closed), 422)
    given = {name: _sent(request, name) for name in asked.form.fields if name != "proof"}
    try:
        with transaction.atomic():
            more: dict[str, Any] = dict(target)
            if asked.move in PROPOSED_AT:
                more["proposal"] = request.POST.get("proposal") or NONE_SEEN
            if request.FILES.get("proof") and "proof" in asked.form.fields:
                more["proof"] = kept(acting, request, _place(ctx, asked.child), PAPERS, "proof")
            made = asked.form.action(acting, **given, **more)
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        noted(ctx, refusal, Attempted(asked.form.action.code, {}))
        return Shown("procedures/form.html", _values(ctx, asked, given, refused=refusal.told), 422)
    event = event_in_reach(ctx, made, READ_PROCEDURE)
    messages.success(request, _done(asked, event))
    return Went("procedure", {"procedure": event.procedure_id})


def _sent(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.getlist(name)) if name in _SEVERAL else request.POST.get(name, "")


def _done(asked: Asked, event: ProcedureEvent) -> str:
    if asked.move in PAPERED and event.paper is not None:
        return gettext("已签发 %(number)s。打印后连同送达回证送达当事人。") % {"number": event.paper.number}
    return gettext("已登记。")


def _place(ctx: Context, child: Child) -> UUID:
    """The unit that keeps a proof: the one by which this person reaches the child. All above it may read it."""
    unit = unit_reached(ctx, ATTACH, child)
    if unit is None:
        raise NotAllowed(ATTACH)
    return unit


def _closed(ctx: Context, asked: Asked) -> Problem | None:
    """Why a form is of no use now, whatever is entered."""
    if asked.found is None:
        return why_no_effort(ctx, asked.child.pk)
    return why_not_here(ctx, asked.found, asked.move)


def _anothers(ctx: Context, asked: Asked) -> Problem | None:
    """Why a paper is another authority's to issue."""
    is_theirs = asked.found is not None and is_penaltys(asked.found, asked.move)
    closed = _closed(ctx, asked) if asked.move in ISSUED_BY or is_theirs else None
    return closed if closed is not None and closed.code == "procedures.anothers_to_issue" else None


def _values(
    ctx: Context, asked: Asked, given: Mapping[str, str], closed: Problem | None = None, refused: Problem | None = None
) -> dict[str, Any]:
    """A form as its page shows it; `closed` stands in the place of its fields, `refused` beside one of them or above all."""
    whole = refused if refused is not None and not beside(refused, asked.form.fields) else None
    return {
        "title": told(f"procedures.move_{asked.move}"),
        "name": asked.child.name,
        "child": asked.child.pk,
        "procedure": asked.found.line.id if asked.found else None,
        "closed": said(closed) if closed else "",
        "may_open_case": closed is not None and closed.code == "procedures.no_case" and ctx.may(suspect.code),
        "error": said(whole) if whole else "",
        "fields": [] if closed else fields_of(ctx, asked, given, refused),
        "printed": _printed(ctx, asked) if not closed else [],
        "proposal": _proposal(asked),
        "confirm": _confirmed(asked.move),
        "form": new_form(ctx),
    }


def _confirmed(move: Move) -> str:
    """What is asked once more before something is done that papers rest on."""
    if move in PAPERED:
        return gettext("签发后编号不再收回，内容不能修改。现在签发？")
    if move is Move.DROP_PENALTY:
        return gettext("撤销以后，本次处罚的调查、告知都不再有效。现在撤销？")
    return gettext("程序终结以后不能再办理。现在终结？") if move is Move.END else ""


def _proposal(asked: Asked) -> EventLine | None:
    """The proposal on which somebody decides who issues a paper: it is sent with the form, so that no later one is issued."""
    if asked.found is None or asked.move not in PROPOSED_AT:
        return None
    return authority_at(asked.found, PROPOSED_AT[asked.move])


def _printed(ctx: Context, asked: Asked) -> list[tuple[str, str]]:
    """What the paper that is about to be issued will say, beside what is still to be entered."""
    if asked.found is None or asked.move not in PAPERED:
        return []
    by, facts = authority_at(asked.found, ISSUED_BY[asked.move]), asked.found.standing.facts
    order = facts.get(Move.PROPOSE_ORDER if asked.move is Move.ISSUE_ORDER else Move.ISSUE_ORDER)
    if by is None or order is None:  # sent back meanwhile
        return []
    amount = facts.get(Move.PROPOSE_DECISION)
    rows = [
        (gettext("机关"), by.unit),
        (gettext("当事人"), order.party),
        (gettext("孩子"), asked.child.name),
        (gettext("住址"), _home(ctx, asked, order) or told("procedures.no_home")),
        (gettext("已劝返次数"), str(asked.found.standing.efforts) if asked.move is Move.ISSUE_ORDER else ""),
        (gettext("法律依据"), basis_told(by.details)),
        (told("parameter.amount"), str(amount.amount) if amount is not None else ""),
        *_proposed(asked),
    ]
    return [(label, words) for label, words in rows if words]


def _home(ctx: Context, asked: Asked, order: Fact) -> str:
    """Where the party lives, as the paper will say."""
    return order.home if order.home != order.registered else home_of(ctx, asked.child) or order.home


def _proposed(asked: Asked) -> list[tuple[str, str]]:
    """Who has proposed what is about to be issued, and on which day."""
    proposal = _proposal(asked)
    return [(gettext("拟办"), f"{proposal.by} {proposal.on.isoformat()}")] if proposal is not None else []


@page({"GET": record_effort.code, "POST": record_effort.code}, takes_files=True)
def effort(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """The form of a return effort, and its sending; the first begins the procedure of a child. `grave`: what a clue on another
    page has told of already, so that it is marked.
    """
    row = child_in_reach(ctx, child, record_effort.code)
    clue = request.GET.get("grave", "")
    marked = {"grave": clue} if clue in set(Grave) else {}
    return _answered(ctx, request, Asked(EFFORT, Move.RECORD_EFFORT, row, None), {"child": child}, marked)


def _route(form: MoveForm) -> URLPattern:
    code = form.action.code
    moves = tuple(move for move, each in FORMS.items() if each is form)

    def view(ctx: Context, request: HttpRequest, procedure: UUID) -> Answer:
        row = procedure_in_reach(ctx, procedure, code)
        found = open_procedure(ctx, procedure)
        move = next((each for each in moves if each in NEXT[found.standing.stage]), moves[0])
        target: dict[str, Any] = {"procedure": procedure}
        if form.is_entered:
            target["move"] = move.value
        return _answered(ctx, request, Asked(form, move, row.child, found), target)

    view.__doc__ = f"The form of {code}, and its sending."
    made = page({"GET": code, "POST": code}, takes_files="proof" in form.fields)(view)
    return route(f"procedures/<uuid:procedure>/{form.where}/", made, f"procedure_{form.where}")


ROUTES = [
    route("procedures/children/<uuid:child>/effort/", effort, "procedure_record_effort"),
    *(_route(form) for form in {each.where: each for each in FORMS.values()}.values() if form is not EFFORT),
]
