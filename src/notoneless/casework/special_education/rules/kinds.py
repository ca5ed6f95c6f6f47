"""What is said of a child with disabilities: what impairs it, where it may learn, and where its file stands."""

from enum import StrEnum


class Impairment(StrEnum):
    """The seven categories of the certificate, in the order of its nineteenth character (GB/T 26341)."""

    VISION = "vision"
    HEARING = "hearing"
    SPEECH = "speech"
    LIMB = "limb"
    INTELLECTUAL = "intellectual"
    MENTAL = "mental"
    MULTIPLE = "multiple"


class Grade(StrEnum):
    """How heavy it is, 1 the heaviest. NONE: there is no certificate that says so."""

    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    FOURTH = "4"
    NONE = "none"


class Learns(StrEnum):
    """The three educational placements (clause 2.06)."""

    REGULAR_CLASS = "regular_class"
    SPECIAL_SCHOOL = "special_school"
    HOMEBOUND = "homebound"


class Decided(StrEnum):
    """Where the proposal of a placement stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"


class FileState(StrEnum):
    """Where a file stands. CHANGED: the child is placed, and its condition is no longer that of its programme."""

    UNPLACED = "unplaced"
    ASSESSED = "assessed"
    PROPOSED = "proposed"
    CHANGED = "changed"
    PLACED = "placed"


class Awaited(StrEnum):
    """What the file of a placed child awaits: a programme or an agreement that is not there yet, or the next of them."""

    PROGRAMME = "programme"
    AGREEMENT = "agreement"
    REVIEW = "review"
    RENEWAL = "renewal"


WITHOUT_PLACE: frozenset[FileState] = frozenset({FileState.UNPLACED, FileState.ASSESSED, FileState.PROPOSED})
"""Where a child has no placement in force."""
