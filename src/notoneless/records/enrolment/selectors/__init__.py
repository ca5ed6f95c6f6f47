"""The school roll as it is read: by school and class, of one child, and how it differs from the export."""

from notoneless.records.enrolment.selectors.children import (
    child_roll,
    dossier_lines,
    entry_of_child,
    event_in_reach,
    open_child_roll,
)
from notoneless.records.enrolment.selectors.differences import (
    classes_of,
    difference_in_reach,
    open_comparison,
    unit_for,
)
from notoneless.records.enrolment.selectors.lines import (
    ChildRoll,
    ComparisonCard,
    DifferenceLine,
    EntryCard,
    EventLine,
    GroupLine,
    PupilLine,
    RollPage,
)
from notoneless.records.enrolment.selectors.rolls import (
    LetGo,
    NotConfirmed,
    let_go,
    list_not_confirmed,
    list_schools,
    not_confirmed,
    open_roll,
)
from notoneless.records.enrolment.selectors.standings import (
    READ_DIFFERENCES,
    READ_ROLL,
    REVEAL_REASON,
    entries_of_class,
    facts_of,
    roll_numbers,
    standing_of,
    standings_on,
)

__all__ = [
    "READ_DIFFERENCES",
    "READ_ROLL",
    "REVEAL_REASON",
    "ChildRoll",
    "ComparisonCard",
    "DifferenceLine",
    "EntryCard",
    "EventLine",
    "GroupLine",
    "LetGo",
    "NotConfirmed",
    "PupilLine",
    "RollPage",
    "child_roll",
    "classes_of",
    "difference_in_reach",
    "dossier_lines",
    "entries_of_class",
    "entry_of_child",
    "event_in_reach",
    "facts_of",
    "let_go",
    "list_not_confirmed",
    "list_schools",
    "not_confirmed",
    "open_child_roll",
    "open_comparison",
    "open_roll",
    "roll_numbers",
    "standing_of",
    "standings_on",
    "unit_for",
]
