"""Key groups that lists of other offices propose: who waits, one opened by need, and the decision, child by child."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from notoneless.casework.watch_list.models import KeyGroupProposal
from notoneless.casework.watch_list.rules.kinds import KeyGroup
from notoneless.casework.watch_list.rules.proposing import OF_POVERTY, POVERTY, ProposalState
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST, REVEAL_WATCH_LIST
from notoneless.casework.watch_list.selectors.files import row_in_reach
from notoneless.casework.watch_list.selectors.proposing import ProposalLine, list_proposals
from notoneless.casework.watch_list.services import decide_group
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route
from notoneless.interfaces.watch_list.pages.wording import choices, sorry, told
from notoneless.kernel.problems import NotonelessError


@page({"GET": READ_WATCH_LIST})
def proposals(ctx: Context, request: HttpRequest) -> Answer:
    """Who waits to be decided, and what was decided; not of which group."""
    found = list_proposals(ctx)
    values = {
        "found": found,
        "waiting": [_told(each) for each in found.waiting],
        "decided": [_told(each) for each in found.decided],
        "more": found.count - len(found.waiting),
        "may_decide": ctx.may(decide_group.code),
        "may_reveal": ctx.may(REVEAL_WATCH_LIST),
    }
    return Shown("watch_list/proposals.html", values)


def _told(line: ProposalLine) -> Mapping[str, object]:
    return {"line": line, "state": told(f"watch_list.proposal_{line.state}")}


@page({"POST": REVEAL_WATCH_LIST})
def proposal(ctx: Context, request: HttpRequest, key_group_proposal: UUID) -> Answer:
    """Open what a list says of a pupil; where it waits, the form that decides it."""
    return _opened(ctx, key_group_proposal)


@page({"POST": decide_group.code})
def deciding(ctx: Context, request: HttpRequest, key_group_proposal: UUID) -> Answer:
    """Count the pupil among the group, or say why not."""
    row_in_reach(ctx, KeyGroupProposal, key_group_proposal, decide_group.code)
    given = {name: request.POST.get(name, "") for name in ("is_accepted", "key_group", "reason")}
    sent = given | {"key_group": given["key_group"] or None, "reason": given["reason"].strip() or None}
    named = {"key_group_proposal": key_group_proposal, **sent}
    refusal = tried(ctx, request, decide_group.code, lambda acting: decide_group(acting, **named))
    if refusal is not None:
        return _opened(ctx, key_group_proposal, refusal, given)
    messages.success(request, told("watch_list.saved"))
    return Went("watch_proposals")


def _opened(
    ctx: Context,
    key_group_proposal: UUID,
    refusal: NotonelessError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Answer:
    row = row_in_reach(ctx, KeyGroupProposal, key_group_proposal, REVEAL_WATCH_LIST)
    limits = Limits(settings.REVEAL_PROOF, settings.REVEALS_A_DAY)
    said = json.loads(reveal(ctx, row, "said", limits) or "{}")
    because = reveal(ctx, row, "because", limits) if row.because is not None else ""
    is_open = row.state == ProposalState.OPEN
    groups = OF_POVERTY if said["group"] == POVERTY else (KeyGroup(said["group"]),)
    values = {
        "name": row.child.name,
        "row": row,
        "said": said,
        "group": told(f"watch_list.group_{said['group']}"),
        "state": told(f"watch_list.proposal_{row.state}"),
        "because": because,
        "groups": choices("group", groups),
        "is_sure": len(groups) == 1,
        "may_decide": is_open and ctx.may(decide_group.code),
        "typed": typed or {},
        "form": new_form(ctx),
        **sorry(refusal),
    }
    return Shown("watch_list/proposal.html", values, 422 if refusal else 200)


ROUTES = [
    route("watch-list/proposals/", proposals, "watch_proposals"),
    route("watch-list/proposals/<uuid:key_group_proposal>/", proposal, "watch_proposal"),
    route("watch-list/proposals/<uuid:key_group_proposal>/decide/", deciding, "watch_proposal_decide"),
]
