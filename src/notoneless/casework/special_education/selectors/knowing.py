"""What the rules ask to be known of files, for this room's own actions and counts, and for rooms above. It shows nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import sha256
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
from notoneless.casework.special_education.rules.kinds import Decided, Learns
from notoneless.casework.special_education.rules.standing import Known, Proposal, placed_on, placed_since
from notoneless.casework.watch_list.models import KeyGroupMark
from notoneless.casework.watch_list.rules.kinds import KeyGroup
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.plans.selectors import binding
from notoneless.foundation.sealing.models import opened
from notoneless.kernel.codes.grades import LAST_COMPULSORY_GRADE
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State
from notoneless.records.enrolment.selectors import standings_on

_TAUGHT = (UnitKind.SCHOOL, UnitKind.TEACHING_POINT)


def known_of(files: Collection[UUID]) -> dict[UUID, Known]:
    """Files as the rules take them, by their ids."""
    tested, offers, changed, written = (defaultdict(list) for _ in range(4))
    for file, on in NeedsAssessment._base_manager.filter(file__in=files).order_by("on").values_list("file_id", "on"):
        tested[file].append(on)
    for file, each in _proposals(files):
        offers[file].append(each)
    later = ConditionVersion._base_manager.filter(file__in=files, number__gt=1).order_by("number")
    for file, version, on in later.values_list("file_id", "number", "on"):
        changed[file].append((version, on))
    programmes = EducationProgramme._base_manager.filter(file__in=files).order_by("number")
    for file, version, on in programmes.values_list("file_id", "condition__number", "on"):
        written[file].append((version, on))
    return {
        each: Known(tuple(tested[each]), tuple(offers[each]), tuple(changed[each]), tuple(written[each]))
        for each in files
    }


def _proposals(files: Collection[UUID] | None) -> Iterable[tuple[UUID, Proposal]]:
    rows = Placement._base_manager.order_by("at", "id")
    if files is not None:
        rows = rows.filter(file__in=files)
    for file, learns, on, decided, decided_on in rows.values_list("file_id", "learns", "on", "decided", "decided_on"):
        yield file, Proposal(Learns(learns), on, Decided(decided), decided_on)


def known_now(file: SpecialFile) -> Known:
    """A file as the rules take it."""
    return known_of([file.pk])[file.pk]


def placed_children(day: date) -> dict[UUID, Proposal]:
    """Each child with the placement that is in force on a day; not of whom nothing is owed any more."""
    found = {child: placed_on(each, day) for child, each in _offers(day).items()}
    return {child: each for child, each in found.items() if each is not None}


def since_when(children: Collection[UUID], day: date) -> dict[UUID, date]:
    """Since when each of some children learns as it does on a day."""
    found = {child: placed_since(each, day) for child, each in _offers(day).items() if child in children}
    return {child: on for child, on in found.items() if on is not None}


def _offers(day: date) -> dict[UUID, list[Proposal]]:
    gone = done_with(day)
    children = dict(SpecialFile._base_manager.values_list("pk", "child_id"))
    offers: dict[UUID, list[Proposal]] = defaultdict(list)
    for file, each in _proposals(None):
        if file in children and children[file] not in gone:
            offers[children[file]].append(each)
    return offers


def done_with(day: date, child: UUID | None = None) -> set[UUID]:
    """The children with a file, or one of them, to whom nothing is owed here any more on a day: who has died, whom a school
    elsewhere has received, and who has completed compulsory education."""
    rows = RollEntry._base_manager.filter(state__in=_ENDS, left_on__lte=day)
    rows = rows.filter(child_id=child) if child else rows.filter(child__in=SpecialFile._base_manager.values("child_id"))
    entries = list(rows)
    if not entries:
        return set()
    standings = standings_on([each for each in entries if each.state == State.COMPLETED], day)
    ended = {
        each.child_id
        for each in entries
        if each.state != State.COMPLETED or (standings[each.pk].grade or 0) >= LAST_COMPULSORY_GRADE
    }
    here = RollEntry._base_manager.filter(child_id__in=ended, entered_on__lte=day).exclude(left_on__lte=day)
    return ended - set(here.values_list("child_id", flat=True))


_ENDS = (State.DECEASED, State.TRANSFERRED, State.COMPLETED)


def mark_of(file: UUID) -> str:
    """The mark of what is known of a file: a further condition, assessment, application or proposal gives another."""
    counts = (
        model._base_manager.filter(file_id=file).count()
        for model in (ConditionVersion, NeedsAssessment, GuardianApplication, Placement)
    )
    return sha256("|".join(map(str, (file, *counts))).encode()).hexdigest()[:16]


def learning(day: date, learns: Learns) -> set[UUID]:
    """The children whose placement in force on a day is this one."""
    return {child for child, each in placed_children(day).items() if each.learns is learns}


def agreed(day: date, learns: Learns) -> set[UUID]:
    """The children of whom an agreement on such learning is valid on a day."""
    rows = LearningAgreement._base_manager.filter(learns=learns, on__lte=day, until_on__gte=day)
    return set(rows.values_list("child_id", flat=True))


def answering(children: Collection[UUID], day: date) -> dict[UUID, UUID]:
    """The unit that answers for each child on a day: its school, else the unit where it lives. In neither: left out."""
    rows = list(ChildUnit._base_manager.filter(in_force(day), child_id__in=children).order_by("id"))
    at_school = {row.child_id: row.unit_id for row in rows if row.track == Track.SCHOOL}
    above = UnitClosure._base_manager.filter(descendant_id__in=set(at_school.values()), ancestor__kind__in=_TAUGHT)
    # of a teaching point the school above it answers: that comes last
    schools = dict(above.order_by("-ancestor__kind", "ancestor_id").values_list("descendant_id", "ancestor_id"))
    homes = {row.child_id: row.unit_id for row in rows if row.track != Track.SCHOOL}
    return homes | {child: schools[unit] for child, unit in at_school.items() if unit in schools}


def marked(rows: QuerySet[KeyGroupMark]) -> set[UUID]:
    """The children of some marks that say a disability, after a list of the federation or by hand."""
    found = rows.filter(until_on__isnull=True)
    return {row.child_id for row in found if KeyGroup.DISABILITY in (opened(row, "group") or "").split()}


def numbers_of(unit: UUID, day: date) -> Mapping[str, str]:
    """What the plans that bind a unit say, by key."""
    return {key: won.parameter.value for key, won in binding(unit, day).numbers.items()}
