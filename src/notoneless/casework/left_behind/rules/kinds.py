"""What a file of a left-behind child may say, and who takes part in a survey."""

from enum import StrEnum


class Away(StrEnum):
    """Which parent works away; as class teachers say it of a pupil (FactKind.PARENTS_AWAY)."""

    FATHER = "father"
    MOTHER = "mother"
    BOTH = "both"


class Carer(StrEnum):
    """With whom the child lives."""

    PARENT = "parent"
    GRANDPARENTS = "grandparents"
    RELATIVE = "relative"
    OTHER = "other"
    ALONE = "alone"


class Trait(StrEnum):
    """What stands out in the child (特点)."""

    STEADY = "steady"
    LEARNING = "learning"
    CONDUCT = "conduct"
    LONELY = "lonely"
    HEALTH = "health"


class Family(StrEnum):
    """How the family is placed (家庭状况)."""

    STEADY = "steady"
    POOR = "poor"
    SINGLE = "single"
    ILLNESS = "illness"
    OLD_CARERS = "old_carers"


class Closing(StrEnum):
    """Why a file ends."""

    BACK = "back"
    MOVED = "moved"
    FINISHED = "finished"
    MISTAKE = "mistake"


class ContactState(StrEnum):
    """How the contact scheme of a child stands. NOBODY: no person is named, or who was named holds no post any more."""

    NOBODY = "nobody"
    OVERDUE = "overdue"
    KEPT = "kept"


class Partner(StrEnum):
    """The departments with which the survey is done (plan 4, clause 4.22)."""

    CIVIL_AFFAIRS = "civil_affairs"
    POLICE = "police"
    STATISTICS = "statistics"
