"""What kinds of records, people met and doubts there are."""

from enum import StrEnum


class VisitKind(StrEnum):
    """What is recorded of a child: a visit to its home, a meeting about its return, or outreach in its village."""

    HOME = "home"
    MEETING = "meeting"
    OUTREACH = "outreach"


class Met(StrEnum):
    """Whom the visitors met."""

    PARENTS = "parents"
    FATHER = "father"
    MOTHER = "mother"
    GRANDPARENT = "grandparent"
    OTHER_GUARDIAN = "other_guardian"
    CHILD_ONLY = "child_only"
    NEIGHBOUR = "neighbour"
    NOBODY = "nobody"


REACHED: frozenset[Met] = frozenset(
    {Met.PARENTS, Met.FATHER, Met.MOTHER, Met.GRANDPARENT, Met.OTHER_GUARDIAN, Met.CHILD_ONLY}
)
"""Who makes a visit a contact: the family or the child itself."""


class Oddity(StrEnum):
    """What made a visit doubtful, to be looked at by a person."""

    SAME_PHOTO = "same_photo"
    TWO_PLACES = "two_places"
    SAME_WORDS = "same_words"


class Settling(StrEnum):
    """What came of looking: all is well, or the record is to be corrected."""

    EXPLAINED = "explained"
    TO_CORRECT = "to_correct"


class PlanState(StrEnum):
    """Where a planned visit stands."""

    OPEN = "open"
    MADE = "made"
    CALLED_OFF = "called_off"
