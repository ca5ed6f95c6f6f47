"""Files in reach: the list, one file with everything entered, and what they ask of whoever looks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from notoneless.casework.special_education.models import (
    ConditionVersion,
    EducationProgramme,
    GuardianApplication,
    LearningAgreement,
    NeedsAssessment,
    Placement,
    SpecialFile,
)
from notoneless.casework.special_education.rules.kinds import WITHOUT_PLACE, Decided, FileState, Learns
from notoneless.casework.special_education.rules.standing import Known, placed_on, state_on, unanswered_change
from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.special_education.selectors.clocks import dues
from notoneless.casework.special_education.selectors.homebound import taught_by
from notoneless.casework.special_education.selectors.knowing import answering, done_with, known_of, mark_of, marked
from notoneless.casework.watch_list.models import KeyGroupMark
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Protected, Sight, sight, visible_to
from notoneless.foundation.people.models import Child

R = TypeVar("R", bound=Protected)

SHOWN = 500
"""Files of one list."""

OPEN_FILE, DECIDE = "special.open", "special.decide"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file in one strip, without a word of what impairs the child. `changed_on`: a change no programme has answered;
    `awaits`: what comes next, from `due_on` on."""

    id: UUID
    child: UUID
    name: str
    unit_name: str
    opened_on: date
    state: FileState
    learns: str
    placed_on: date | None
    changed_on: date | None
    review_on: date | None
    awaits: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file with everything that was entered, the latest first."""

    line: FileLine
    versions: tuple[ConditionVersion, ...]
    applications: tuple[GuardianApplication, ...]
    needs_assessments: tuple[NeedsAssessment, ...]
    placements: tuple[Placement, ...]
    programmes: tuple[EducationProgramme, ...]
    agreements: tuple[LearningAgreement, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class SpecialErrands:
    """How many children wait for a placement, for a decision, for their programme to be written anew, for a home teacher.

    `due`: of how many placed ones the programme or the agreement is missing, to be looked at again, or over.
    """

    to_place: int = 0
    to_decide: int = 0
    to_revise: int = 0
    teacherless: int = 0
    due: int = 0


def list_files(ctx: Context, state: FileState | None = None) -> tuple[FileLine, ...]:
    """Files in reach; those in one state where it is asked for, else those without a placement first, then those of
    whom something is due first. It leaves an entry."""
    lines = _lines(_rows(ctx).order_by("child__sort_key", "id"), ctx.today)
    kept = [each for each in lines if state is None or each.state is state]
    kept = sorted(kept, key=lambda each: (each.state not in WITHOUT_PLACE, each.due_on or date.max))[:SHOWN]
    listed(ctx, READ_SPECIAL, [each.id for each in kept], {"state": state or ""})
    return tuple(kept)


def counts_by_state(ctx: Context) -> dict[FileState, int]:
    """How many files in reach stand where. Numbers name nobody."""
    known = known_of(list(_rows(ctx).values_list("pk", flat=True)))
    found: dict[FileState, int] = {}
    for each in known.values():
        state = state_on(each, ctx.today)
        found[state] = found.get(state, 0) + 1
    return found


def without_file(ctx: Context) -> list[tuple[UUID, str]]:
    """The children marked as having a disability who have no file, for whoever opens files and sees such marks: id and name."""
    if not (ctx.may(OPEN_FILE) and ctx.may(READ_WATCH_LIST)):
        return []
    found = marked(visible_to(ctx, READ_WATCH_LIST, KeyGroupMark))
    if not found:
        return []
    filed = set(SpecialFile._base_manager.filter(child__in=found).values_list("child_id", flat=True))
    rows = visible_to(ctx, OPEN_FILE, Child).filter(pk__in=found - filed)
    kept = list(rows.order_by("sort_key", "id").values_list("pk", "name")[:SHOWN])
    if kept:
        listed(ctx, READ_SPECIAL, [pk for pk, _ in kept], {"state": "without_file"})
    return kept


def file_of_child(ctx: Context, child: UUID) -> FileLine | None:
    """The file of a child; for a page whose opening is recorded."""
    return next(iter(_lines(_rows(ctx).filter(child_id=child), ctx.today)), None)


def open_file_page(ctx: Context, file: UUID) -> FilePage:
    """One file. Opening it leaves an entry. Raises NotFound out of reach."""
    row = _rows(ctx).filter(pk=file).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_SPECIAL, row)

    def of(model: type[R], order: str) -> tuple[R, ...]:
        rows: QuerySet[R] = visible_to(ctx, READ_SPECIAL, model).filter(file=row).select_related("by")
        return tuple(rows.order_by(order, "-id"))

    return FilePage(
        line=_lines([row], ctx.today)[0],
        versions=of(ConditionVersion, "-number"),
        applications=of(GuardianApplication, "-on"),
        needs_assessments=of(NeedsAssessment, "-on"),
        placements=tuple(
            visible_to(ctx, READ_SPECIAL, Placement)
            .filter(file=row)
            .select_related("by", "decided_by")
            .order_by("-at", "-id")
        ),
        programmes=of(EducationProgramme, "-number"),
        agreements=of(LearningAgreement, "-on"),
        mark=mark_of(row.pk),
    )


def file_in_reach(ctx: Context, file: UUID, code: str) -> SpecialFile:
    """A file to which `code` may be done. Raises NotFound."""
    row = visible_to(ctx, code, SpecialFile).select_related("child").filter(pk=file).first()
    if row is None:
        raise NotFound
    return row


def special_errands(ctx: Context) -> SpecialErrands:
    """What waits for whoever keeps files, and for whoever decides. It is counted, and leaves no entry."""
    keeps, decides = ctx.may(OPEN_FILE), ctx.may(DECIDE)
    files = _kept(sight(ctx, READ_SPECIAL, SpecialFile)) if keeps else []
    known = known_of(files) if files else {}
    home = _home_taught(known, ctx.today) if files else set()
    states = [state_on(each, ctx.today) for each in known.values()]
    return SpecialErrands(
        to_place=sum(each in (FileState.UNPLACED, FileState.ASSESSED) for each in states),
        to_revise=sum(each is FileState.CHANGED for each in states),
        teacherless=len(home - taught_by(ctx.today).keys()) if home else 0,
        due=_due(known, ctx.today),
        to_decide=len(_proposed(sight(ctx, DECIDE, Placement), ctx.actor)) if decides else 0,
    )


def _due(known: Mapping[UUID, Known], day: date) -> int:
    late = {file for file, each in dues(known, day).items() if each.on <= day}
    if not late:
        return 0
    return SpecialFile._base_manager.filter(pk__in=late).exclude(child__in=done_with(day)).count()


@prepared
def _kept(seen: Sight) -> QuerySet[SpecialFile, UUID]:
    return seen.of(SpecialFile).order_by().values_list("pk", flat=True)


@prepared
def _proposed(seen: Sight, actor: UUID | None) -> QuerySet[Placement, UUID]:
    rows = seen.of(Placement).filter(decided=Decided.PROPOSED).exclude(by=actor)
    return rows.order_by().values_list("pk", flat=True)


def _home_taught(known: Mapping[UUID, Known], day: date) -> set[UUID]:
    """The children of some files who are home-taught."""
    placed = {file: placed_on(each.proposals, day) for file, each in known.items()}
    home = [file for file, each in placed.items() if each is not None and each.learns is Learns.HOMEBOUND]
    return set(SpecialFile._base_manager.filter(pk__in=home).values_list("child_id", flat=True)) if home else set()


def _rows(ctx: Context) -> QuerySet[SpecialFile]:
    return visible_to(ctx, READ_SPECIAL, SpecialFile).select_related("child")


def _lines(rows: Iterable[SpecialFile], day: date) -> tuple[FileLine, ...]:
    found = list(rows)
    known = known_of([row.pk for row in found]) if found else {}
    units = answering({row.child_id for row in found}, day) if found else {}
    names = dict(Unit._base_manager.filter(pk__in=set(units.values())).values_list("pk", "name")) if found else {}
    reviews, comes = (_reviews([row.pk for row in found]), dues(known, day)) if found else ({}, {})
    gone = done_with(day) if comes else set()
    lines = []
    for row in found:
        placed, due = placed_on(known[row.pk].proposals, day), comes.get(row.pk) if row.child_id not in gone else None
        line = FileLine(
            id=row.pk,
            child=row.child_id,
            name=row.child.name,
            unit_name=names.get(units.get(row.child_id, row.pk), ""),
            opened_on=row.opened_on,
            state=state_on(known[row.pk], day),
            learns=placed.learns if placed else "",
            placed_on=placed.decided_on if placed else None,
            changed_on=unanswered_change(known[row.pk], day),
            review_on=reviews.get(row.pk),
            awaits=due.what if due else "",
            due_on=due.on if due else None,
        )
        lines.append(line)
    return tuple(lines)


def _reviews(files: Collection[UUID]) -> dict[UUID, date]:
    rows = EducationProgramme._base_manager.filter(file__in=files).order_by("number")
    return dict(rows.values_list("file_id", "review_on"))
