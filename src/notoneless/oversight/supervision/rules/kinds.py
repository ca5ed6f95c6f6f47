"""What inspections look at, what they find, and where that stands."""

from collections.abc import Mapping
from enum import StrEnum


class InspectionKind(StrEnum):
    """What an inspection is for. ROUTINE, TERM_START: the bureau's own rounds; the others look at one matter."""

    ROUTINE = "routine"
    TERM_START = "term_start"
    CURRICULUM = "curriculum"
    HOMEWORK = "homework"
    SAFETY = "safety"
    ETHICS = "ethics"
    HOMEBOUND = "homebound"
    ATTENDANCE = "attendance"


OWN = (InspectionKind.SAFETY, InspectionKind.HOMEWORK)
"""What a school looks at by itself."""

ITEMS: Mapping[InspectionKind, tuple[str, ...]] = {
    InspectionKind.CURRICULUM: ("timetable_posted", "subjects_full", "hours_full", "lessons_as_set"),
    InspectionKind.HOMEWORK: ("amount_fits", "no_penal_homework", "posted_and_balanced"),
    InspectionKind.SAFETY: ("fire", "electricity", "buildings", "food", "dormitory", "gate", "surroundings"),
    InspectionKind.ETHICS: ("trained", "no_punishment", "no_mockery", "complaint_box"),
    InspectionKind.HOMEBOUND: ("schedule_kept", "two_teachers", "programme_fits", "records_true", "family_heard"),
    InspectionKind.ATTENDANCE: ("heads_counted", "agrees_with_report", "absent_followed"),
}
"""What each kind looks at: the checklist. Content is of clauses 1.04, 1.05, 1.08, 1.09, 4.20 and 5.42."""

_ROUND = ("subjects_full", "amount_fits", "fire", "food", "no_punishment", "schedule_kept", "agrees_with_report")


def checklist(kind: InspectionKind) -> tuple[str, ...]:
    """The items of an inspection of a kind; a round of the bureau looks at something of each matter."""
    return ITEMS.get(kind, _ROUND)


class Mark(StrEnum):
    """What was seen of an item of a checklist."""

    GOOD = "good"
    LACKING = "lacking"
    UNSEEN = "unseen"


class Matter(StrEnum):
    """What a shortcoming is about. CONCEALED, HOME_TEACHING, LATE: for these a head is interviewed (clause 5.42)."""

    CURRICULUM = "curriculum"
    HOMEWORK = "homework"
    HAZARD = "hazard"
    ETHICS = "ethics"
    HOME_TEACHING = "home_teaching"
    ATTENDANCE = "attendance"
    CONCEALED = "concealed"
    LATE = "late"
    OTHER = "other"


GRAVE = (Matter.CONCEALED, Matter.HOME_TEACHING, Matter.LATE)
"""What leads to a circular and an interview with the head."""


class MendState(StrEnum):
    """Where the mending of a shortcoming stands. MENDED: said to be mended, and not looked at yet."""

    OPEN = "open"
    MENDED = "mended"
    CLOSED = "closed"


class MendMove(StrEnum):
    """One thing that was done about a shortcoming."""

    MEND = "mend"
    SEND_BACK = "send_back"
    ACCEPT = "accept"


class ConductKind(StrEnum):
    """What a class or a school has done: activities of clause 4.11, and measures for teachers' ethics of clause 4.20."""

    LEAGUE = "league"
    PIONEERS = "pioneers"
    SPORTS = "sports"
    ARTS = "arts"
    PRACTICE = "practice"
    ETHICS_STUDY = "ethics_study"
    ETHICS_PLEDGE = "ethics_pledge"
    ETHICS_TALK = "ethics_talk"
    ETHICS_SURVEY = "ethics_survey"


ACTIVITIES = tuple(each for each in ConductKind if not each.startswith("ethics"))
"""Of a class."""

ETHICS = tuple(each for each in ConductKind if each.startswith("ethics"))
"""Of a school."""
