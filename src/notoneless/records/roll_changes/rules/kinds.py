"""What changes of the roll are applied for, by which levels they are decided, which papers they need."""

from collections.abc import Mapping
from enum import StrEnum

from notoneless.records.enrolment.rules.standing import State as RollState


class ChangeKind(StrEnum):
    """What is applied for. STUDY_SUSPENSION: also its extension; TRANSFER: to another school, in the county or elsewhere;
    GRADUATE: who has finished primary school is handed over to a junior school, which says that the child came."""

    STUDY_SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    DEFERRAL = "deferral"
    TRANSFER = "transfer"
    DOWNGRADE = "downgrade"
    OFF_ROLL = "off_roll"
    FOREIGN_RETURN = "foreign_return"
    DEATH = "death"
    GRADUATE = "graduate"


class Level(StrEnum):
    """Who decides: the teaching office, the head, the receiving school, the township government, the county bureau."""

    OFFICE = "office"
    SCHOOL = "school"
    RECEIVING = "receiving"
    TOWNSHIP = "township"
    COUNTY = "county"


class PaperKind(StrEnum):
    """What is attached. APPLICATION: signed by the guardian, and by the pupil where it asks itself; PROOF: of a hospital or
    another office; ACCEPTANCE: of the school that receives."""

    APPLICATION = "application"
    PROOF = "proof"
    HOUSEHOLD = "household"
    ACCEPTANCE = "acceptance"


ROLES: Mapping[Level, str] = {
    Level.OFFICE: "school_director",
    Level.SCHOOL: "school_head",
    Level.RECEIVING: "school_head",
    Level.TOWNSHIP: "township_leader",
    Level.COUNTY: "county_officer",
}
"""The role that decides at each level."""

WRITING: frozenset[Level] = frozenset({Level.SCHOOL, Level.COUNTY})
"""Levels that may be the last: whoever decides there writes on the roll."""

FROM: Mapping[ChangeKind, frozenset[RollState]] = {
    ChangeKind.STUDY_SUSPENSION: frozenset({RollState.ON_ROLL, RollState.SUSPENDED}),
    ChangeKind.RESUMPTION: frozenset({RollState.SUSPENDED}),
    ChangeKind.TRANSFER: frozenset({RollState.ON_ROLL}),
    ChangeKind.DOWNGRADE: frozenset({RollState.ON_ROLL}),
    ChangeKind.OFF_ROLL: frozenset({RollState.ON_ROLL}),
    ChangeKind.GRADUATE: frozenset({RollState.COMPLETED}),
    ChangeKind.DEATH: frozenset({RollState.ON_ROLL, RollState.SUSPENDED, RollState.DEFERRED, RollState.NOT_CONFIRMED}),
}
"""In which state of its entry a pupil's change may be applied for."""

HANDED: frozenset[ChangeKind] = frozenset({ChangeKind.GRADUATE})
"""What one school hands over and another takes by saying that the child came: nobody decides besides, without a paper."""

OF_CHILD: frozenset[ChangeKind] = frozenset({ChangeKind.DEFERRAL, ChangeKind.FOREIGN_RETURN})
"""Changes that begin an entry: applied for of a child without one."""

SPANS: frozenset[ChangeKind] = frozenset({ChangeKind.STUDY_SUSPENSION, ChangeKind.DEFERRAL, ChangeKind.OFF_ROLL})
"""Changes that end on a day."""

SIGNED: frozenset[ChangeKind] = frozenset(ChangeKind) - {ChangeKind.DEATH, ChangeKind.GRADUATE}
"""Changes that a guardian applies for and signs."""

PLACED: frozenset[ChangeKind] = frozenset({ChangeKind.RESUMPTION, ChangeKind.DOWNGRADE, ChangeKind.FOREIGN_RETURN})
"""Changes that name the class and grade in which the child then learns."""
