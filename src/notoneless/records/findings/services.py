"""Comparing the rosters in force, and keeping whom it found in no school."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import reading_long, visible_to
from notoneless.kernel.problems import Lang, NotonelessError, Problem
from notoneless.records.adjudication.services.binding import decided_for, state_of_decisions
from notoneless.records.adjudication.services.keeping import Reviewed, keep_doubts, reviewed
from notoneless.records.findings.events import SuspectFound
from notoneless.records.findings.models import Comparison, Finding, FoundElsewhere
from notoneless.records.findings.rules.births import birth_told
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.services.latest import digest, latest
from notoneless.records.registrations.services.keeping import keep_problems
from notoneless.records.rosters.rules.stacking import Stack
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.records.rosters.selectors import Gathering
from notoneless.records.schooling_elsewhere.selectors.knowing import covered_on

if TYPE_CHECKING:
    from notoneless.linkage import LinkResult
    from notoneless.records.reconciliation.rules.comparison import Reconciliation
    from notoneless.records.registrations.rules.finding import FoundProblem

COMPARE = "finding.compare"
_SIDES = (RosterKind.HOUSEHOLD, RosterKind.SCHOOL, RosterKind.ELSEWHERE)
_LANGS: tuple[Lang, Lang] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found: a row for each child in no school, who it is where that is known, and how many of each kind.

    doubts: the pairs that it doubts, of the household rows and those of `others`. elsewhere: home and id of each child on
    record who is in a school outside the county, as the elsewhere roster alone says.
    """

    day: date
    home: Stack
    found: tuple[Mapping[str, object], ...]
    children: tuple[str, ...]
    counts: Mapping[str, int]
    problems: tuple["FoundProblem", ...]
    others: Mapping[RosterKind, Stack]
    doubts: tuple[Reviewed, ...]
    elsewhere: tuple[tuple[UUID, str], ...]


_READY: ContextVar[dict[tuple[object, ...], Compared] | None] = ContextVar("ready", default=None)
"""Comparisons made before the transaction, by the rosters and the working out they stand on."""


@action("finding.compare", words="比对花名册", english="Compare the rosters")
def compare_rosters_in_force(ctx: Context, *, unit: Unit, as_of: date | None) -> UUID:
    """Compare all rosters in force beneath a unit, with ages counted on a day, or on the plan's own; the comparison.

    Tells of each child in no school who is known (`SuspectFound`). Raises Unusable where no household roster or no school
    roster is in force, or they cannot be compared.
    """
    try:
        found = compared(ctx, unit, as_of)
    except NotonelessError as error:
        raise Unusable(error.told) from error
    by = {"made_by_id": ctx.actor, "made_at": ctx.at}
    made = Comparison(id=ctx.ids.new(), unit=unit, as_of=found.day, counts=found.counts, **by)
    made.save(force_insert=True)
    beneath = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
    for model in (Finding, FoundElsewhere):
        model._base_manager.filter(is_current=True, unit_id__in=beneath).update(is_current=False)
    findings = [_finding(ctx, made, found, at) for at in range(len(found.found))]
    Finding.objects.bulk_create(findings, batch_size=500)
    seen = [
        FoundElsewhere(id=ctx.ids.new(), comparison=made, is_current=True, unit_id=home, child_id=UUID(child))
        for home, child in found.elsewhere
    ]
    FoundElsewhere.objects.bulk_create(seen, batch_size=500)
    keep_doubts(ctx, unit, made.id, found.home, found.others, found.doubts)
    # whom something confirms in a school elsewhere is not suspected; the finding stays, for when nothing does any more
    covered = covered_on(ctx.today)
    for finding in findings:
        if finding.child_id is not None and finding.child_id not in covered:
            publish(ctx, SuspectFound(child=finding.child_id, finding=finding.id))
    keep_problems(ctx, unit, made.id, found.problems)
    return made.id


@contextmanager
def compared_before(ctx: Context, unit: UUID, as_of: date | None = None) -> Iterator[None]:
    """Within, a comparison made here is found by the action; it is made anew there if something has come in meanwhile."""
    mark = _READY.set({})
    try:
        with reading_long():
            row = visible_to(ctx, COMPARE, Unit).filter(pk=unit).first()
            if row is not None:
                compared(ctx, row, as_of)
        yield
    finally:
        _READY.reset(mark)


def compared(ctx: Context, unit: Unit, as_of: date | None) -> Compared:
    """The comparison itself. Raises NotonelessError where a side is missing, or the rosters cannot be compared."""
    gathering, run = Gathering(ctx, COMPARE, unit), latest(ctx, COMPARE)
    key = (unit.id, as_of, digest(gathering.rosters), run and (run.id, run.applied), state_of_decisions(ctx, COMPARE))
    ready = _READY.get()
    if ready is not None and key in ready:
        return ready[key]
    stacks = gathering.on(ctx.today, (*_SIDES, RosterKind.POVERTY, RosterKind.DISABLED))
    for kind in _SIDES[:2]:
        if kind not in stacks:
            raise Unusable(Problem("findings.no_roster", {"kind": Problem(f"rosters.kind.{kind.value}")}))
    made = _compared(ctx, gathering, stacks, as_of, run)
    if ready is not None:
        ready[key] = made
    return made


def _compared(
    ctx: Context,
    gathering: Gathering,
    stacks: Mapping[RosterKind, Stack],
    as_of: date | None,
    run: WorkingOut | None,
) -> Compared:
    # the engine is heavy: only who compares loads it
    from notoneless.records.findings.rules.lists import listed_rows, of_age, schooling_of
    from notoneless.records.golden.services.planning import children_by_group
    from notoneless.records.reconciliation.rules.comparison import reconcile
    from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on
    from notoneless.records.registrations.rules.finding import found_problems

    day = as_of or default_as_of(ctx.today)
    parameters = parameters_on(day)
    home, school = (stacks[kind] for kind in _SIDES[:2])
    away = stacks.get(_SIDES[2])
    decided = decided_for(ctx, COMPARE, home, school, away)
    tables = (home.table, school.table, away.table if away else None)
    told = [reconcile(*tables, parameters, lang, decided=decided) for lang in _LANGS]
    reasons = told[1].not_in_school["reason"].to_pylist()
    rows = told[0].not_in_school.append_column("reason_en", [reasons]).to_pylist()
    found = [row for row in rows if row["household_row"] == row["child"]]
    known = children_by_group(told[0], home, school, gathering.days, run)
    groups = told[0].household.child
    counted: dict[str, int] = {"household": home.table.num_rows, "school": school.table.num_rows}
    for row in found:
        counted[row["why"]] = counted.get(row["why"], 0) + 1
    poor = stacks.get(RosterKind.POVERTY)
    if poor is not None:
        among = listed_rows(home.table, [int(row["household_row"]) for row in found], poor.table)
        counted |= {"poor": poor.table.num_rows, "poor_not_in_school": len(among)}
    listed = stacks.get(RosterKind.DISABLED)
    if listed is not None:
        rows = [int(row["household_row"]) for row in found]
        schooling = schooling_of(of_age(listed.table, parameters), home.table, rows, school.table, away and away.table)
        counted |= {f"disabled_{name}": count for name, count in schooling.items()}
    children = [known.get(int(groups[int(row["household_row"]) - 1]), "") for row in found]
    problems = found_problems(told, home, school, away)
    others = {kind: stacks[kind] for kind in _SIDES[1:] if kind in stacks}
    doubts = tuple(each for kind in others for each in reviewed(kind, *(_links(one, kind) for one in told)))
    elsewhere = tuple(_elsewhere(told[0], home, known))
    return Compared(day, home, tuple(found), tuple(children), counted, problems, others, doubts, elsewhere)


def _elsewhere(found: "Reconciliation", home: Stack, known: Mapping[int, str]) -> Iterator[tuple[UUID, str]]:
    """Home and id of each child whom only the elsewhere roster has in a school: from the first of the child's rows."""
    track = found.household
    for at in found.accounted.elsewhere.nonzero()[0].tolist():
        child = known.get(int(track.child[at]), "")
        if child and int(track.group[at]) == at:
            yield home.units[at], child


def _links(found: "Reconciliation", kind: RosterKind) -> "LinkResult":
    links = found.school_links if kind is RosterKind.SCHOOL else found.elsewhere_links
    if links is None:
        raise TypeError("no roster, no links")
    return links


def _finding(ctx: Context, made: Comparison, compared: Compared, place: int) -> Finding:
    home, row, child = compared.home, compared.found[place], compared.children[place]
    at = int(str(row["household_row"])) - 1
    cells = {
        name: home.table[name][at].as_py() if name in home.table.column_names else None
        for name in ("name", "sex", "dob", "id_no")
    }
    return Finding(
        id=ctx.ids.new(),
        comparison=made,
        is_current=True,
        as_of=made.as_of,
        found_at=made.made_at,
        unit_id=home.units[at],
        child_id=UUID(child) if child else None,
        roster_id=home.rosters[at],
        source=home.titles[at],
        row=home.rows[at],
        name=(cells["name"] or "")[:60],
        sex=(cells["sex"] or "")[:10],
        born=birth_told(cells["dob"], cells["id_no"]),
        why=str(row["why"]),
        reason_zh=str(row["reason"]),
        reason_en=str(row["reason_en"]),
    )
