"""Cases in reach: a list, one case with all that happened, the cases of a child, and how many there are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from notoneless.casework.cases.models import Case, CaseEvent, CasePause
from notoneless.casework.cases.rules.standing import (
    CLOSED,
    HIDDEN,
    NEXT,
    OPEN,
    Fact,
    Standing,
    State,
    Step,
    holding,
    standing_on,
)
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, in_force, sight, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.dossier import DossierLine
from notoneless.foundation.people.exporting import places_of
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.kernel.problems import Problem
from notoneless.records.findings.models import Finding
from notoneless.records.findings.selectors import READ_FINDING
from notoneless.records.surveys.models import SurveyAnswer
from notoneless.records.surveys.selectors.grid import READ_SURVEY
from notoneless.tabular.fields import Field

READ_CASE = reading("case.read", words="查看个案", english="See cases")
REVEAL_CASE = reading("case.reveal", words="查看保密原因", english="Reveal a confidential reason")

PAGE = 50
"""Cases on one page of a list."""

MOST_UNITS = 300
"""Units that a choice offers."""

_KINDS = (
    (UnitKind.TOWNSHIP, UnitKind.TUTORING_GROUP),
    (UnitKind.SCHOOL, UnitKind.TEACHING_POINT),
    (UnitKind.VILLAGE,),
    (UnitKind.CLASS, UnitKind.GROUP),
)

NOT_BACK = frozenset({State.VERIFIED, State.PROPOSED})
"""Children known to have been out of school, be it that somebody has to decide whether the case is closed out; who of them is
back is known to `selectors.returned`."""

GROUPS: Mapping[str, frozenset[State]] = {"open": OPEN, "closed": CLOSED, "not_back": NOT_BACK} | {
    state.value: frozenset({state}) for state in State if state is not State.NOTHING
}
"""What a list may be narrowed to: a state, or all that are open or closed, or whose children are not back."""


_NOT_BACK = "not_back"

PAUSED = "paused"
"""What a list may be narrowed to as well: cases that wait."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list is narrowed to: a name of GROUPS, a reason, children of a unit, on a track; `after`: the last case before."""

    state: str = ""
    reason: str = ""
    unit: UUID | None = None
    track: str = ""
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list. `home`, `school`: the units of the child on either track, the widest first."""

    id: UUID
    child: UUID
    name: str
    home: str
    school: str
    state: str
    kind: str
    reason: str
    opened_on: date
    since: date
    closed_on: date | None
    times_reopened: int
    review_on: date | None


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of cases, how many are in each state of all in reach, how many the filter leaves, and where the next begins."""

    lines: tuple[CaseLine, ...]
    counts: Mapping[str, int]
    total: int
    following: UUID | None


@dataclass(frozen=True, slots=True)
class CaseEventLine:
    """One event, as the timeline shows it. `finding`: the reason that a comparison gave, in both languages, if in reach;
    `survey`: name and surveyor of the survey that was told so, if in reach.
    """

    id: UUID
    step: str
    on: date
    kind: str
    reason: str
    note: str
    is_confidential: bool
    proof: UUID | None
    reference: str
    finding: tuple[str, str] | None
    is_of_survey: bool
    survey: tuple[str, str] | None
    holds: bool
    is_withdrawal: bool
    is_last: bool
    is_mine: bool
    by: str
    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PauseLine:
    """That a case waits, or waited; `waits_for` HIDDEN where that is told by need only. What was said opens by need."""

    id: UUID
    waits_for: str
    from_on: date
    review_on: date
    ended_on: date | None
    ended_because: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case: its line, its events in the order of their entry, which steps may follow, and whether I proposed to end it."""

    line: CaseLine
    sex: str
    born_on: date | None
    verified_on: date | None
    events: tuple[CaseEventLine, ...]
    following: tuple[str, ...]
    is_own_proposal: bool
    pauses: tuple[PauseLine, ...]


def facts_of(case: Case) -> list[tuple[UUID, Fact]]:
    """The events of a case that hold, in the order of what they tell."""
    return _holding_facts(CaseEvent._base_manager.filter(case=case).order_by("number"))


def standing_of(case: Case) -> Standing:
    """What all events of a case make of it."""
    return standing_on(fact for _, fact in facts_of(case))


def _holding_facts(rows: Iterable[CaseEvent]) -> list[tuple[UUID, Fact]]:
    known = {row.pk: row for row in rows}
    held = holding([(row.pk, row.supersedes_id, row.is_withdrawal) for row in known.values()])
    return [(each, _fact(known[each])) for each in held]


def _fact(row: CaseEvent) -> Fact:
    return Fact(Step(row.step), row.on, row.kind, HIDDEN if row.confidential is not None else row.reason, row.by)


def in_reach(ctx: Context) -> QuerySet[Case]:
    """The cases that somebody sees, but those that were opened by mistake."""
    return visible_to(ctx, READ_CASE, Case).exclude(state=State.NOTHING)


def narrowed(ctx: Context, rows: QuerySet[Case], wanted: CaseFilter) -> QuerySet[Case]:
    """The cases that a filter leaves."""
    if wanted.state == PAUSED:
        rows = rows.filter(review_on__isnull=False)
    if wanted.state in GROUPS:
        rows = rows.filter(state__in=GROUPS[wanted.state])
    if wanted.state == _NOT_BACK:
        out = list(rows.values_list("child_id", flat=True))
        rows = rows.exclude(child_id__in=accounted_among(out, ctx.today))
    if wanted.reason:
        rows = rows.filter(reason=wanted.reason)
    if wanted.unit is not None:
        rows = rows.filter(of_unit(ctx, wanted.unit))
    if wanted.track in set(Track):
        periods = ChildUnit._base_manager.filter(in_force(ctx.today), track=wanted.track)
        rows = rows.filter(child_id__in=periods.values("child_id"))
    return rows


def members(ctx: Context, unit: UUID) -> QuerySet[ChildUnit]:
    """The ids of the children who belong to a unit or to one beneath it today."""
    beneath = UnitClosure._base_manager.filter(ancestor_id=unit).values("descendant_id")
    return ChildUnit._base_manager.filter(in_force(ctx.today), unit_id__in=beneath).values("child_id")  # type: ignore[return-value]


def of_unit(ctx: Context, unit: UUID) -> Exists:
    """What names a child who belongs to a unit or to one beneath it today. Asked of each row, which are few: cases, events."""
    above = UnitClosure._base_manager.filter(ancestor_id=unit, descendant_id=OuterRef("unit_id"))
    periods = ChildUnit._base_manager.filter(in_force(ctx.today), Exists(above), child_id=OuterRef("child_id"))
    return Exists(periods)


def list_cases(ctx: Context, wanted: CaseFilter = CaseFilter()) -> CaseList:
    """Cases in reach, the latest to change first. The list leaves an entry."""
    reach = in_reach(ctx)
    counts = dict(reach.order_by().values_list("state").annotate(number=Count("pk")))
    rows = narrowed(ctx, reach, wanted)
    wide = not (wanted.reason or wanted.unit or wanted.track or wanted.state in (PAUSED, _NOT_BACK))
    states = GROUPS.get(wanted.state, counts)
    total = sum(counts.get(state, 0) for state in states) if wide else rows.count()
    if wanted.after is not None:
        last = reach.filter(pk=wanted.after).first()
        if last is None:
            raise NotFound
        rows = rows.filter(Q(since__lt=last.since) | Q(since=last.since, id__lt=last.id))
    page = list(rows.select_related("child").order_by("-since", "-id")[: PAGE + 1])
    lines = _lines(ctx, page[:PAGE])
    listed(ctx, READ_CASE, [line.id for line in lines], {"state": wanted.state, "unit": str(wanted.unit or "")})
    return CaseList(lines, counts, total, lines[-1].id if len(page) > PAGE else None)


_HOME = (Field.TOWNSHIP, Field.VILLAGE, Field.VILLAGE_GROUP)
_SCHOOL = (Field.SCHOOL, Field.CLASS_NAME)


def _lines(ctx: Context, rows: Sequence[Case]) -> tuple[CaseLine, ...]:
    places = places_of(ctx, [row.child_id for row in rows])
    return tuple(_line(row, places.get(row.child_id, {})) for row in rows)


def _line(row: Case, places: Mapping[Field, str]) -> CaseLine:
    return CaseLine(
        id=row.pk,
        child=row.child_id,
        name=row.child.name,
        home=" ".join(places[each] for each in _HOME if each in places),
        school=" ".join(places[each] for each in _SCHOOL if each in places),
        state=row.state,
        kind=row.kind,
        reason=row.reason,
        opened_on=row.opened_on,
        since=row.since,
        closed_on=row.closed_on,
        times_reopened=row.times_reopened,
        review_on=row.review_on,
    )


def open_case(ctx: Context, case: UUID) -> CasePage:
    """One case with all that happened in it. Opening it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_CASE, Case).select_related("child").filter(pk=case).first()
    if row is None:
        raise NotFound
    rows = list(visible_to(ctx, READ_CASE, CaseEvent).filter(case=row).order_by("number"))
    held = _holding_facts(rows)
    standing = standing_on(fact for _, fact in held)
    opened_row(ctx, READ_CASE, row)
    return CasePage(
        line=_lines(ctx, [row])[0],
        sex=row.child.sex,
        born_on=row.child.born_on,
        verified_on=row.verified_on,
        events=_events(ctx, rows, [each for each, _ in held]),
        following=tuple(NEXT[standing.state]),
        pauses=_pauses(ctx, row),
        is_own_proposal=standing.proposer is not None and standing.proposer == ctx.actor,
    )


def _pauses(ctx: Context, case: Case) -> tuple[PauseLine, ...]:
    """When a case waited, the latest first."""
    rows = visible_to(ctx, READ_CASE, CasePause).filter(case=case).order_by("-from_on", "-id")
    columns = ("pk", "waits_for", "from_on", "review_on", "ended_on", "ended_because")
    return tuple(PauseLine(*row) for row in rows.values_list(*columns))


def count_reviews(ctx: Context, code: str) -> tuple[int, date | None]:
    """How many cases that wait are to be looked at again by today, of those on which `code` may be done, and since when."""
    days = _reviews(sight(ctx, code, Case), ctx.today)
    return len(days), days[0] if days else None


@prepared
def _reviews(seen: Sight, day: date) -> QuerySet[Case, date | None]:
    rows = seen.of(Case).filter(state__in=OPEN, review_on__lte=day)
    return rows.order_by("review_on").values_list("review_on", flat=True)


def _events(ctx: Context, rows: Sequence[CaseEvent], held: Sequence[UUID]) -> tuple[CaseEventLine, ...]:
    people = dict(Account._base_manager.filter(pk__in={row.by for row in rows}).values_list("pk", "name"))
    named = visible_to(ctx, READ_FINDING, Finding).filter(pk__in={row.finding_id for row in rows if row.finding_id})
    findings = {pk: (zh, en) for pk, zh, en in named.values_list("pk", "reason_zh", "reason_en")}
    asked = visible_to(ctx, READ_SURVEY, SurveyAnswer).filter(pk__in={row.answer_id for row in rows if row.answer_id})
    answers = {pk: (name, by) for pk, name, by in asked.values_list("pk", "survey__name", "surveyor")}
    return tuple(
        CaseEventLine(
            id=row.pk,
            step=row.step,
            on=row.on,
            kind=row.kind,
            reason=row.reason,
            note=row.note,
            is_confidential=row.confidential is not None,
            proof=row.proof_id,
            reference=row.reference,
            finding=findings.get(row.finding_id) if row.finding_id else None,
            is_of_survey=row.answer_id is not None,
            survey=answers.get(row.answer_id) if row.answer_id else None,
            holds=row.pk in held,
            is_withdrawal=row.is_withdrawal,
            is_last=row.pk == held[-1] if held else False,
            is_mine=row.by == ctx.actor,
            by=people.get(row.by, ""),
            channel=row.channel,
            at=row.at,
        )
        for row in rows
    )


def cases_of_child(ctx: Context, child: UUID) -> tuple[CaseLine, ...]:
    """The case of a child in reach, or none. Looking at it leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_CASE, Child).filter(pk=child).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_CASE, row)
    return case_of_child(ctx, child)


def case_of_child(ctx: Context, child: UUID) -> tuple[CaseLine, ...]:
    """The same as a part of the child's page, whose opening is recorded."""
    return _lines(ctx, list(in_reach(ctx).filter(child_id=child).select_related("child")))


def dossier_lines(ctx: Context, child: UUID) -> list[DossierLine]:
    """What happened in the child's case and holds, without the reasons."""
    rows = list(visible_to(ctx, READ_CASE, CaseEvent).filter(child_id=child).order_by("number"))
    steps = [fact for _, fact in _holding_facts(rows)]
    return [DossierLine(fact.on, Problem(f"cases.step_{fact.step}")) for fact in steps]


def case_counts(ctx: Context, unit: UUID) -> dict[str, int]:
    """How many cases in reach of children who belong to a unit or to one beneath it are in each state. Numbers name nobody."""
    rows = in_reach(ctx)
    if ctx.units_for(READ_CASE) != {unit}:  # else the reach is the unit
        rows = rows.filter(of_unit(ctx, unit))
    return dict(rows.order_by().values_list("state").annotate(number=Count("pk")))


def kinds_of_cases(ctx: Context, unit: UUID) -> Counter[tuple[State, str]]:
    """The same, by state and by what the suspicion was found to be (empty until it is verified), without those who are back."""
    rows = in_reach(ctx).filter(of_unit(ctx, unit)).order_by()
    counts = rows.values_list("state", "kind").annotate(number=Count("pk"))
    found = Counter({(State(state), kind): number for state, kind, number in counts})
    if not any(state in NOT_BACK for state, _ in found):
        return found
    columns = rows.filter(state__in=NOT_BACK).values_list("child_id", "state", "kind")
    out = {child: (State(state), kind) for child, state, kind in columns}
    return found - Counter(out[child] for child in accounted_among(out, ctx.today))


def units_to_choose(ctx: Context) -> list[tuple[UUID, str]]:
    """The units in reach that a list may be narrowed to: the widest kinds first, and narrower ones while they are few."""
    found: list[Unit] = []
    for kinds in _KINDS:
        rows = visible_to(ctx, "unit.read", Unit).filter(in_force(ctx.today), kind__in=kinds).select_related("parent")
        more = list(rows.order_by("sort_key", "id")[: MOST_UNITS + 1])
        if len(found) + len(more) > MOST_UNITS:
            break
        found += more
    return [(row.pk, f"{row.parent.name} {row.name}" if row.parent else row.name) for row in found]


def case_in_reach(ctx: Context, case: UUID, code: str) -> Case:
    """A case on which `code` may be done, to show a form. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Case).select_related("child").filter(pk=case).first()
    if row is None:
        raise NotFound
    return row


def event_in_reach(ctx: Context, event: UUID, code: str) -> CaseEvent:
    """An event on which `code` may be done, to show a form or open its reason. Raises NotFound out of reach."""
    row = visible_to(ctx, code, CaseEvent).select_related("child").filter(pk=event).first()
    if row is None:
        raise NotFound
    return row
