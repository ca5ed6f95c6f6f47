"""The kinds of problem registrations (问题学籍), the headings they belong under, and how one is settled."""

from collections.abc import Mapping
from enum import StrEnum


class ProblemKind(StrEnum):
    """What a comparison can tell of an entry: the mismatches first, then what is wrong with the entry itself."""

    SAME_ID = "same_id"
    TWO_ENTRIES = "two_entries"
    ID_DIFFERS = "id_differs"
    NAME_DIFFERS = "name_differs"
    ROLL_ID_MISSING = "roll_id_missing"
    HOUSEHOLD_ID_MISSING = "household_id_missing"
    HERE_AND_ELSEWHERE = "here_and_elsewhere"
    DECEASED = "deceased"
    NO_CHILD = "no_child"
    UNDER_AGE = "under_age"
    OVER_AGE = "over_age"
    ID_WRONG = "id_wrong"
    BORN_WRONG = "born_wrong"
    NO_NAME = "no_name"
    STATUS_UNCLEAR = "status_unclear"


class Heading(StrEnum):
    """The kinds as offices call them. Who has no entry at all (有人无籍) stands among the findings; that nobody attends
    (空挂学籍) no roster tells: a check of an entry with nobody does.
    """

    SEVERAL_ENTRIES = "several_entries"
    WITHOUT_PERSON = "without_person"
    APART = "apart"
    DOCUMENT_WRONG = "document_wrong"
    DETAILS_WRONG = "details_wrong"
    DECEASED = "deceased"
    AGE = "age"


HEADING_OF: Mapping[ProblemKind, Heading] = {
    ProblemKind.SAME_ID: Heading.DOCUMENT_WRONG,
    ProblemKind.TWO_ENTRIES: Heading.SEVERAL_ENTRIES,
    ProblemKind.ID_DIFFERS: Heading.DOCUMENT_WRONG,
    ProblemKind.NAME_DIFFERS: Heading.DETAILS_WRONG,
    ProblemKind.ROLL_ID_MISSING: Heading.DOCUMENT_WRONG,
    ProblemKind.HOUSEHOLD_ID_MISSING: Heading.DOCUMENT_WRONG,
    ProblemKind.HERE_AND_ELSEWHERE: Heading.APART,
    ProblemKind.DECEASED: Heading.DECEASED,
    ProblemKind.NO_CHILD: Heading.WITHOUT_PERSON,
    ProblemKind.UNDER_AGE: Heading.AGE,
    ProblemKind.OVER_AGE: Heading.AGE,
    ProblemKind.ID_WRONG: Heading.DOCUMENT_WRONG,
    ProblemKind.BORN_WRONG: Heading.DETAILS_WRONG,
    ProblemKind.NO_NAME: Heading.DETAILS_WRONG,
    ProblemKind.STATUS_UNCLEAR: Heading.DETAILS_WRONG,
}


class Settlement(StrEnum):
    """How a problem was settled: proved right, changed, deleted, or explained."""

    PROVED = "proved"
    CHANGED = "changed"
    DELETED = "deleted"
    EXPLAINED = "explained"


class ProblemState(StrEnum):
    """Whether somebody still has to see to it."""

    OPEN = "open"
    SETTLED = "settled"
