"""How a form of visits is answered: what is refused comes back with all that was typed, under a request id of its own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.casework.visits.selectors.companions import Companion, companions_of, went_on
from notoneless.foundation.access.context import Context
from notoneless.interfaces.visits.pages.wording import told


def sent(request: HttpRequest, names: Mapping[str, str] | tuple[str, ...]) -> dict[str, str]:
    """What was typed into the fields of a form."""
    return {name: request.POST.get(name, "") for name in names}


def people_sent(request: HttpRequest) -> str:
    """The visitors who were ticked, as an action takes them."""
    return " ".join(request.POST.getlist("visitors"))


def people_to_choose(
    ctx: Context,
    child: UUID,
    chosen: frozenset[str],
    to_go: frozenset[str] = frozenset(),
    visit: UUID | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The people who may go, whoever asks first: the nearest ones and those chosen, and all others, to be unfolded.

    `to_go`: those of the plan; they are offered at once. `visit`: a record that is corrected, of which those are offered too
    who went and answer for the child no more.
    """
    wanted = chosen | to_go
    known = companions_of(ctx, child)
    if visit is not None:
        known += [each for each in went_on(visit) if each.account not in {one.account for one in known}]
    mine = [each for each in known if each.account == ctx.actor]
    others = [each for each in known if each.account != ctx.actor]
    near = [*mine, *others[:_NEAR], *(each for each in others[_NEAR:] if str(each.account) in wanted)]
    far = [each for each in others[_NEAR:] if str(each.account) not in wanted]
    return [_choice(each, chosen, to_go) for each in near], [_choice(each, chosen, to_go) for each in far]


_NEAR = 4
"""People who are offered at once beside oneself: teacher, group, village and school of most children."""


def _choice(each: Companion, chosen: frozenset[str], to_go: frozenset[str]) -> dict[str, Any]:
    words = f"{each.unit_name} {told(f'role.{each.role}')}" if each.role else each.unit_name
    account = str(each.account)
    return {
        "id": account,
        "name": each.name,
        "words": words,
        "is_chosen": account in chosen,
        "was_to_go": account in to_go,
    }
