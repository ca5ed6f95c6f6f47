"""The children of the rosters in force, worked out before anything is written: seconds of reading in which nobody waits."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pyarrow as pa

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import reading_long, visible_to
from notoneless.foundation.access.unit_kinds import TRACK_OF, Track, UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.records.adjudication.services.binding import decided_for
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.rules.differing import Step, steps
from notoneless.records.golden.rules.folding import Naming, folded, found_again
from notoneless.records.golden.rules.known import Known
from notoneless.records.golden.rules.seeing import Listed
from notoneless.records.golden.rules.sightings import sightings_of_groups
from notoneless.records.golden.services.keeping import children_of, on_record
from notoneless.records.golden.services.latest import BEGIN, COMPARED, decisions, digest, latest
from notoneless.records.golden.services.matching import matching
from notoneless.records.golden.services.strangers import Strangers
from notoneless.records.reconciliation.rules.comparison import Matched
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on
from notoneless.records.rosters.models import Roster
from notoneless.records.rosters.rules.stacking import Part, Stack, stacked
from notoneless.records.rosters.selectors import Gathering

_LISTING = COMPARED[:2]
"""The rosters that children come from: one taken elsewhere says something of a child known otherwise."""

_IDS_TOGETHER = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written: `of` and `until_on` name the rosters it follows from, `decided` the decisions.

    `kept`: the file that holds the image already, where there is one.
    """

    of: str
    decided: str
    until_on: date
    image: Sequence[Known]
    kept: Attachment | None
    state: Sequence[Known]
    steps: Sequence[Step]


_Key = tuple[UUID, str, str, str]

_READY: ContextVar[dict[_Key, Plan] | None] = ContextVar("ready", default=None)
"""Plans made before the transaction, by unit, rosters, decisions and the working out they build upon."""


@contextmanager
def planned_before(ctx: Context, unit: UUID) -> Iterator[Mapping[_Key, Plan]]:
    """Within, a plan made here is found by the action; it is made anew there if something has come in meanwhile.

    Gives the plans made, the latest last.
    """
    ready: dict[_Key, Plan] = {}
    mark = _READY.set(ready)
    try:
        with reading_long():
            row = visible_to(ctx, BEGIN, Unit).filter(pk=unit).first()
            if row is not None:
                plan_for(ctx, row)
        yield ready
    finally:
        _READY.reset(mark)


def plan_for(ctx: Context, unit: Unit) -> Plan | None:
    """What has to be written for the rosters in force beneath a unit; None where nothing was ever adopted."""
    gathering = Gathering(ctx, BEGIN, unit)
    last = latest(ctx)
    rosters = [roster for roster in gathering.rosters if roster.kind in COMPARED]
    if not rosters and last is None:
        return None
    whole = digest(rosters)
    key = (unit.id, whole, decisions(ctx), f"{last.id} {last.applied}" if last else "")
    ready = _READY.get()
    if ready is not None and key in ready:
        return ready[key]
    made = _plan(ctx, unit, gathering, rosters, last)
    if ready is not None:
        ready[key] = made
    return made


def _plan(ctx: Context, unit: Unit, gathering: Gathering, rosters: list[Roster], last: WorkingOut | None) -> Plan:
    days = sorted({roster.as_of for roster in rosters if roster.kind in _LISTING})
    base = _checkpoint(ctx, unit, rosters, days, decisions(ctx))
    ahead, units = [day for day in days if base is None or day > base.until_on], units_by_track()
    with matching() as matched:
        begun = [matched.begin(_listed_on(ctx, gathering, day, units)) for day in ahead[:1]]
        if len(ahead) == 1:  # nothing more is asked of the tables, and the children on record need the room
            gathering.let_go()
        image = on_record(last) if last else []
        state = (
            image if base == last and last is not None and last.is_whole else children_of(base.state) if base else []
        )
        strangers = Strangers(ctx, BEGIN, {child.id for child in image})
        naming = Naming(image, strangers.is_one, _ids(ctx))
        naming.keep(state)
        for day in ahead:
            seeing = begun.pop() if begun else matched.begin(_listed_on(ctx, gathering, day, units))
            state = folded(state, seeing.result(), day, naming)
    until_on = days[-1] if days else ctx.today
    kept = last.state if last is not None and last.is_whole else None
    return Plan(digest(rosters), decisions(ctx), until_on, image, kept, state, steps(image, state))


def _ids(ctx: Context) -> Iterator[str]:
    while True:
        yield from ctx.ids.texts(_IDS_TOGETHER)


def _checkpoint(
    ctx: Context, unit: Unit, rosters: Sequence[Roster], days: Sequence[date], decided: str
) -> WorkingOut | None:
    """The furthest earlier working out that followed from just these rosters and decisions, the last day excepted.

    A decision speaks of what rows say, and so of every day on which they say it: after one all days are worked out anew.
    """
    if len(days) < 2:
        return None
    earlier = (
        visible_to(ctx, BEGIN, WorkingOut)
        .filter(unit=unit, until_on__lt=days[-1], decided=decided)
        .select_related("state")
    )
    for run in earlier.order_by("-until_on", "-begun_at"):
        if run.of == digest([roster for roster in rosters if roster.as_of <= run.until_on]):
            return run
    return None


def children_by_group(
    found: Matched, home: Stack, school: Stack, days: Mapping[UUID, date], run: WorkingOut | None
) -> dict[int, str]:
    """Who the children of a comparison are, by their number in it (`Track.child`): those on record, as ids."""
    if run is None:
        return {}
    known = on_record(run)
    seen = sorted(
        (sighting, group) for group, sighting in sightings_of_groups(found, home, school, days, units_by_track())
    )
    partners = found_again(known, [sighting for sighting, _ in seen])
    return {seen[at][1]: known[old].id for at, old in partners.items()}


def _listed_on(ctx: Context, gathering: Gathering, day: date, units: Mapping[Track, frozenset[UUID]]) -> Listed:
    """The rosters in force on a day, with what people have decided of their rows."""
    stacks = gathering.on(day, COMPARED)
    home, school = (stacks.get(kind) or _empty() for kind in _LISTING)
    away = stacks.get(COMPARED[-1])
    decided = decided_for(ctx, BEGIN, home, school, away)
    return Listed(home, school, away, gathering.days, units, parameters_on(default_as_of(day)), decided)


def units_by_track() -> dict[Track, frozenset[UUID]]:
    """The units to which children may belong, on each track. The tree is no secret, and nothing of it is shown."""
    found: dict[Track, set[UUID]] = {track: set() for track in Track}
    for id_, kind in Unit._base_manager.values_list("id", "kind"):
        track = TRACK_OF[UnitKind(kind)]
        if track is not None:
            found[track].add(id_)
    return {track: frozenset(units) for track, units in found.items()}


def _empty() -> Stack:
    nothing = {name: pa.array([], pa.string()) for name in ("name", "dob", "id_no")}
    return stacked([Part(UUID(int=0), "", pa.table(nothing | {"row": pa.array([], pa.int32())}), ())])
