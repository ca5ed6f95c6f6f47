"""Key groups as the lists of other offices tell them: put to a person, who decides of each child."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from notoneless.casework.watch_list.models import KeyGroupMark, KeyGroupProposal
from notoneless.casework.watch_list.rules.kinds import KeyGroup
from notoneless.casework.watch_list.rules.proposing import (
    LISTING,
    ProposalState,
    group_said,
    joined,
    to_propose,
    why_not_decided,
)
from notoneless.casework.watch_list.selectors import REVEAL_WATCH_LIST
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.sealing.models import Plain, opened, search_keys
from notoneless.kernel.names import clean_name, fold_name
from notoneless.kernel.problems import Problem
from notoneless.kernel.resident_id import IdKind, parse_resident_id
from notoneless.records.rosters.selectors import Gathering
from notoneless.tabular.fields import Field

PROPOSE = "watch_list.propose_groups"
_AT_ONCE = 500
"""ID numbers of one question."""


@dataclass(frozen=True, slots=True)
class Source:
    """The list that says something of a child: its title, and the day it speaks of; `others`: other names that rows of lists
    have beside the same ID number."""

    title: str
    as_of: str
    others: str = ""


@action("watch_list.propose_groups", words="提出重点人群名单", english="Propose key groups from lists of other offices")
def propose_groups(ctx: Context, *, unit: Unit) -> None:
    """Put to those who keep the watch list what the lists in force of the poverty office and the disabled persons' federation
    say of pupils; nothing is decided by it, and done twice, it is done once.

    A pupil is one who has both the ID number and the name of a row. What was decided is put again only where a list says
    something else; what no list says any more is not put any longer. unit: any of the county, all of which is looked at.
    """
    said = _said(ctx, unit)
    before: dict[UUID, dict[str, ProposalState]] = defaultdict(dict)
    waiting: list[tuple[KeyGroupProposal, str]] = []
    for row in visible_to(ctx, PROPOSE, KeyGroupProposal).order_by("proposed_at", "id"):
        group = str(said_in(row)["group"])
        before[row.child_id][group] = ProposalState(row.state)
        if row.state == ProposalState.OPEN:
            waiting.append((row, group))
    for row, group in waiting:
        if group not in said.get(row.child_id, {}):
            row.state = ProposalState.GONE
            row.save(update_fields=["state"])
    held = _held(ctx)
    rows = [
        _proposal(ctx, child, group, groups[group])
        for child, groups in sorted(said.items())
        for group in to_propose(groups, held.get(child, ()), before[child])
    ]
    KeyGroupProposal.objects.bulk_create(rows, batch_size=_AT_ONCE)


@action("watch_list.decide_group", words="核对重点人群名单", english="Decide on a proposed key group")
def decide_group(
    ctx: Context,
    *,
    key_group_proposal: KeyGroupProposal,
    is_accepted: bool,
    key_group: KeyGroup | None,
    reason: Line | None,
) -> None:
    """Count a pupil among the key group that a list names, or say why not. `key_group`: of which, where it is accepted.

    Raises Refused for a proposal that whoever decides has not opened, whatever it says, for one that is decided or that no
    list makes any more, Unusable for a refusal without a reason and for a group that the list does not speak of.
    """
    row = key_group_proposal
    # by its answer a decision would tell what only opening tells, which is recorded and limited
    opened_by = Entry.objects.filter(object=row.pk, action=REVEAL_WATCH_LIST, outcome=Outcome.READ, actor=ctx.actor)
    if not opened_by.exists():
        raise Refused(Problem("watch_list.open_first"))
    given = (ProposalState(row.state), str(said_in(row)["group"]), reason, key_group)
    wrong = why_not_decided(*given, is_accepted=is_accepted)
    if wrong:
        raise Refused(wrong) if row.state != ProposalState.OPEN else Unusable(wrong)
    row.state = ProposalState.ACCEPTED if is_accepted else ProposalState.REFUSED
    row.decided_on, row.decided_by_id = ctx.today, ctx.actor
    row.because = Plain(reason) if reason else None
    row.save(update_fields=["state", "decided_on", "decided_by", "because"])
    if is_accepted and key_group is not None:
        _count_among(ctx, row, key_group)


def said_in(row: KeyGroupProposal) -> Mapping[str, str]:
    """What a proposal seals: the group, the title of the list, and the day it speaks of."""
    found: Mapping[str, str] = json.loads(opened(row, "said") or "{}")
    return found


def _count_among(ctx: Context, proposal: KeyGroupProposal, group: KeyGroup) -> None:
    """From today on the pupil is of the group; of others it was of before it stays."""
    marks = KeyGroupMark._base_manager.filter(child_id=proposal.child_id, until_on__isnull=True)
    mark = marks.first()
    groups = joined(groups_in(mark), group) if mark is not None else (group,)
    if mark is not None:
        mark.until_on = ctx.today
        mark.save(update_fields=["until_on"])
    row = KeyGroupMark(id=ctx.ids.new(), child_id=proposal.child_id, from_on=ctx.today, proposal=proposal)
    row.group = Plain(" ".join(groups))
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)


def groups_in(mark: KeyGroupMark) -> tuple[str, ...]:
    """The groups that a mark seals."""
    return tuple((opened(mark, "group") or "").split())


def _held(ctx: Context) -> Mapping[UUID, tuple[str, ...]]:
    rows = visible_to(ctx, PROPOSE, KeyGroupMark).filter(until_on__isnull=True)
    return {row.child_id: groups_in(row) for row in rows}


def _proposal(ctx: Context, child: UUID, group: str, source: Source) -> KeyGroupProposal:
    said = {"group": group, "title": source.title, "as_of": source.as_of}
    if source.others:
        said["others"] = source.others
    row = KeyGroupProposal(id=ctx.ids.new(), child_id=child, state=ProposalState.OPEN)
    row.said = Plain(json.dumps(said, ensure_ascii=False))
    row.proposed_on, row.proposed_at = ctx.today, ctx.at
    return row


def _said(ctx: Context, unit: Unit) -> Mapping[UUID, Mapping[str, Source]]:
    """What the lists in force say of each pupil, with the list that says so."""
    top = Unit._base_manager.get(pk__in=UnitClosure.objects.filter(descendant=unit).values("ancestor"), parent=None)
    gathering = Gathering(ctx, PROPOSE, top)
    found: dict[UUID, dict[str, Source]] = defaultdict(dict)
    for kind, stack in gathering.on(ctx.today, LISTING).items():
        named = []
        for at, row in enumerate(stack.table.to_pylist()):
            group = group_said(kind, row.get(Field.HOUSEHOLD_KIND))
            if group is not None:
                source = Source(stack.titles[at], gathering.days[stack.rosters[at]].isoformat())
                named.append((row.get(Field.ID_NO), row.get(Field.NAME), (group, source)))
        for child, (group, source) in _pupils(ctx, named):
            found[child].setdefault(group, source)
    return found


Row = tuple[str | None, str | None, tuple[str, Source]]


def _pupils(ctx: Context, rows: Iterable[Row]) -> Iterator[tuple[UUID, tuple[str, Source]]]:
    """The pupils of rows that have their ID number and their name, each with what the row says.

    Where other rows have the same number beside another name, the right one stands, and the others are told with it.
    """
    wanted: dict[bytes, list[tuple[str, tuple[str, Source]]]] = defaultdict(list)
    for number, name, said in rows:
        read = parse_resident_id(number or "")
        if read.kind is IdKind.VALID:
            for index in search_keys(Child, "id_number", read.value):
                wanted[bytes(index)].append((clean_name(name or ""), said))
    keys = list(wanted)
    places = ChildUnit._base_manager.filter(in_force(ctx.today), track=Track.SCHOOL, unit__kind=UnitKind.CLASS)
    for start in range(0, len(keys), _AT_ONCE):
        rows_of = visible_to(ctx, PROPOSE, Child).filter(id_number_index__in=keys[start : start + _AT_ONCE])
        in_class = rows_of.filter(pk__in=places.values("child_id"))
        for child, name, key in in_class.values_list("pk", "name", "id_number_index"):
            right = [said for known, said in wanted[bytes(key)] if _folded(known) == _folded(name)]
            wrong = {known for known, _ in wanted[bytes(key)] if _folded(known) != _folded(name)}
            for group, source in right:
                yield child, (group, replace(source, others="、".join(sorted(wrong))))


def _folded(name: str) -> str:
    return fold_name(clean_name(name))
