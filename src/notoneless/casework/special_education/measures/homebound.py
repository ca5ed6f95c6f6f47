"""What a plan may count of home-taught children and of their teachers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.special_education.measures.counting import counted, done, weighed
from notoneless.casework.special_education.models import (
    EducationProgramme,
    HomeboundMoney,
    HomeboundNote,
    HomeTeacher,
    LearningAgreement,
    NeedsAssessment,
)
from notoneless.casework.special_education.rules.homebound import (
    IN_CARE,
    MoneyFlow,
    NoteKind,
    home_numbers,
    missing,
)
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.selectors.homebound import (
    CONTENTS,
    balances,
    contents_missing,
    noted,
    taught_by,
    term_start,
)
from notoneless.casework.special_education.selectors.knowing import agreed, answering, learning, numbers_of
from notoneless.foundation.access.measures import Evidence, Flow, Level, Units
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State

Lacking = Callable[[set[UUID], date], Collection[UUID]]
"""Home-taught children and a day: of them, those who lack something."""


def pupils(day: date) -> set[UUID]:
    """The children whose placement in force is homebound instruction."""
    return learning(day, Learns.HOMEBOUND)


def lacking(find: Lacking) -> Callable[[date, Units], Mapping[UUID, int]]:
    """Home-taught children who lack something, at the units that answer for them."""
    return lambda day, units: counted(find(pupils(day), day), day, units)


def _having(model: type, children: set[UUID], day: date) -> set[UUID]:
    rows = model._base_manager.filter(child_id__in=children, on__lte=day)  # type: ignore[attr-defined]
    return set(rows.values_list("child_id", flat=True))


def _not_noted(kind: NoteKind) -> Lacking:
    """Of whom nothing of a kind was noted in this term."""
    return lambda children, day: children - noted(children, kind, term_start(day), day)


def _incomplete(children: set[UUID], day: date) -> set[UUID]:
    """Whose file lacks something that the plan which binds its unit asks for."""
    found, asked = set(), _asked(children, day)
    for child, lacks in contents_missing(children, day).items():
        if set(lacks) & set(asked.get(child, CONTENTS)):
            found.add(child)
    return found


def _asked(children: set[UUID], day: date) -> dict[UUID, tuple[str, ...]]:
    units = answering(children, day)
    of_unit = {unit: home_numbers(numbers_of(unit, day)).contents or CONTENTS for unit in set(units.values())}
    return {child: of_unit[unit] for child, unit in units.items()}


def _logs(day: date, units: Units) -> Mapping[UUID, int]:
    """Logs of the term that were not handed to the parents, not to the village, or not kept by the school."""
    children, first = pupils(day), term_start(day)
    kinds = (NoteKind.LOG_PARENTS, NoteKind.LOG_VILLAGE, NoteKind.LOG_KEPT)
    seen = [noted(children, kind, first, day) for kind in kinds]
    return weighed({child: sum(child not in each for each in seen) for child in children}, day, units)


def _untracked(children: set[UUID], day: date) -> set[UUID]:
    """Children in rehabilitation or ill, as their agreement says, of whom nothing was noted this month."""
    rows = LearningAgreement._base_manager.filter(child_id__in=children, on__lte=day, until_on__gte=day)
    last = dict(rows.order_by("on", "id").values_list("child_id", "situation"))
    in_care = {child for child, situation in last.items() if situation in IN_CARE}
    return in_care - noted(in_care, NoteKind.TRACKING, day.replace(day=1), day)


def _without_entry(children: set[UUID], day: date) -> set[UUID]:
    rows = RollEntry._base_manager.filter(child_id__in=children, entered_on__lte=day).exclude(left_on__lte=day)
    return children - set(rows.values_list("child_id", flat=True))


def _without_middle_school(children: set[UUID], day: date) -> set[UUID]:
    """Who has completed a school, is on no other roll, and for whom nobody has said where it goes on."""
    left = _without_entry(children, day)
    rows = RollEntry._base_manager.filter(child_id__in=left, state=State.COMPLETED, left_on__lte=day)
    done_with = set(rows.values_list("child_id", flat=True))
    return done_with - noted(done_with, NoteKind.MIDDLE_SCHOOL, date.min, day)


def _without_standard(day: date, units: Units) -> Mapping[UUID, int]:
    rows = EducationProgramme._base_manager.filter(child_id__in=pupils(day), on__lte=day).order_by("number")
    last = dict(rows.values_list("child_id", "standard"))
    return counted([child for child, standard in last.items() if not standard], day, units)


def _teachers(day: date, units: Units) -> list[HomeTeacher]:
    rows = HomeTeacher._base_manager.filter(from_on__lte=day).exclude(until_on__lte=day)
    return list(rows if units is None else rows.filter(unit_id__in=units))


def _unchecked(day: date, units: Units) -> Mapping[UUID, int]:
    """Home teachers who do not meet every criterion of the plan, at the units that send them."""
    rows = _teachers(day, units)
    wanted = {unit: home_numbers(numbers_of(unit, day)).criteria for unit in {row.unit_id for row in rows}}
    return Counter(row.unit_id for row in rows if missing(wanted[row.unit_id], row.criteria.split()))


def _unbriefed(day: date, units: Units) -> Mapping[UUID, int]:
    """Home teachers who were not briefed on every subject of the plan in this term."""
    rows, first = _teachers(day, units), term_start(day)
    wanted = {unit: home_numbers(numbers_of(unit, day)).subjects for unit in {row.unit_id for row in rows}}
    return Counter(
        row.unit_id
        for row in rows
        if row.briefed_on is None or row.briefed_on < first or missing(wanted[row.unit_id], row.subjects.split())
    )


def _unaccounted(day: date, units: Units) -> Mapping[UUID, int]:
    """Yuan that were spent without a voucher and not reversed, begun ones whole."""
    rows = HomeboundMoney._base_manager.filter(flow=MoneyFlow.SPENT, voucher="", on__lte=day, reverses=None)
    undone = HomeboundMoney._base_manager.filter(reverses__isnull=False, on__lte=day)
    rows = rows.exclude(pk__in=undone.values("reverses_id"))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    found: dict[UUID, int] = defaultdict(int)
    for unit, yuan in rows.values_list("unit_id", "yuan"):
        found[unit] += int(-(-yuan // 1))
    return found


def _overspent(day: date, units: Units) -> Mapping[UUID, int]:
    return {unit: int(-(left // 1)) for unit, left in balances(units, day).items() if left < 0}


EVIDENCE: tuple[Evidence, ...] = (
    Level("homebound.pupils", lambda day, units: counted(pupils(day), day, units)),
    Level("special.without_teacher", lacking(lambda children, day: children - taught_by(day).keys())),
    Level("special.without_entry", lacking(_without_entry)),
    Level("special.without_middle_school", lacking(_without_middle_school)),
    Level("homebound.without_agreement", lacking(lambda children, day: children - agreed(day, Learns.HOMEBOUND))),
    Level("homebound.unassessed", lacking(lambda children, day: children - _having(NeedsAssessment, children, day))),
    Level(
        "homebound.without_programme",
        lacking(lambda children, day: children - _having(EducationProgramme, children, day)),
    ),
    Level("homebound.incomplete_files", lacking(_incomplete)),
    Level("homebound.unrated", lacking(_not_noted(NoteKind.SATISFACTION))),
    Level("homebound.outside_checks", lacking(_not_noted(NoteKind.TEACHING_CHECKED))),
    Level("homebound.untracked", lacking(_untracked)),
    Level("homebound.handbooks_missing", _logs),
    Level("homebound.without_standard", _without_standard),
    Level("homebound.teachers_unchecked", _unchecked),
    Level("homebound.teachers_unbriefed", _unbriefed),
    Level("homebound.unaccounted", _unaccounted),
    Level("homebound.overspent", _overspent),
    Flow("homebound.assessments", done(NeedsAssessment._base_manager.all)),
    Flow("homebound.programmes", done(EducationProgramme._base_manager.all)),
    Flow("homebound.trackings", done(lambda: HomeboundNote._base_manager.filter(kind=NoteKind.TRACKING))),
    Flow("homebound.inspections", done(lambda: HomeboundNote._base_manager.filter(kind=NoteKind.LOG_INSPECTED))),
)
