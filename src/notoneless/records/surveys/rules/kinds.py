"""The kinds of surveys and of answers, and how far a grid cell is."""

from collections.abc import Mapping
from enum import StrEnum

from notoneless.foundation.access.unit_kinds import Track, UnitKind


class SurveyKind(StrEnum):
    """Of whom a survey asks."""

    HOUSEHOLD = "household"
    """From door to door, of every child of compulsory age."""
    FULL = "full"
    """From door to door, of every child of kindergarten age and of compulsory age."""
    KINDERGARTEN = "kindergarten"
    """From door to door, of every child of kindergarten age."""
    SCHOOL = "school"
    """From class to class, of every pupil."""


class AnswerKind(StrEnum):
    """What was found out about a child."""

    IN_SCHOOL = "in_school"
    NO_SCHOOL = "no_school"
    NOT_REACHED = "not_reached"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    NOT_OF_HERE = "not_of_here"


class NoSchoolReason(StrEnum):
    """Why a child who lives here is in no school."""

    NOT_ENTERED = "not_entered"
    LEFT = "left"
    WORKING = "working"
    ILLNESS = "illness"
    DISABILITY = "disability"
    FAMILY = "family"
    OTHER = "other"
    UNKNOWN = "unknown"


class Hukou(StrEnum):
    """Where the household registration of a child is that was found."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    NONE = "none"


class CellState(StrEnum):
    """How far a grid cell is."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DONE = "done"


TRACKS: Mapping[SurveyKind, Track] = {
    SurveyKind.HOUSEHOLD: Track.HOUSEHOLD,
    SurveyKind.FULL: Track.HOUSEHOLD,
    SurveyKind.KINDERGARTEN: Track.HOUSEHOLD,
    SurveyKind.SCHOOL: Track.SCHOOL,
}
"""The track on which a survey goes."""

SMALLEST: Mapping[Track, frozenset[UnitKind]] = {
    Track.HOUSEHOLD: frozenset({UnitKind.GROUP}),
    Track.SCHOOL: frozenset({UnitKind.CLASS}),
}
"""The smallest grid cell of a track: the village group (clause 5.06), the class (clause 5.09)."""

WIDER: Mapping[Track, frozenset[UnitKind]] = {
    Track.HOUSEHOLD: frozenset({UnitKind.VILLAGE}),
    Track.SCHOOL: frozenset({UnitKind.SCHOOL, UnitKind.TEACHING_POINT}),
}
"""What is a grid cell itself where it has none beneath, or where children belong to it directly."""
