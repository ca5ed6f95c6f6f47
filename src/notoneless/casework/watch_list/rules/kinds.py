"""What a file may say: why a pupil is listed and lifted, what is done and with what effect, what a screening found."""

from enum import StrEnum


class WatchReason(StrEnum):
    """Why a pupil is on the watch list; there may be several."""

    LEARNING = "learning"
    CONDUCT = "conduct"
    WAVERING = "wavering"
    INCLINED = "inclined"
    ABSENCE = "absence"
    FAMILY = "family"
    RETURNED = "returned"
    KEY_GROUP = "key_group"
    OTHER = "other"


class Lifting(StrEnum):
    """Why a pupil is no longer on the list."""

    STEADY = "steady"
    MOVED = "moved"
    FINISHED = "finished"
    MISTAKE = "mistake"
    OTHER = "other"


class CareKind(StrEnum):
    """What is done for a pupil."""

    TUTORING = "tutoring"
    TALK = "talk"
    PAIRING = "pairing"
    FAMILY = "family"
    MONEY = "money"
    COUNSELLING = "counselling"
    OTHER = "other"


class Effect(StrEnum):
    """What came of it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Screened(StrEnum):
    """What a screening found: nothing, a pupil for the watch list, or that the pupil could not be seen yet."""

    WELL = "well"
    TO_LIST = "to_list"
    UNSEEN = "unseen"


DONE = (Screened.WELL, Screened.TO_LIST)
"""Findings after which a pupil counts as screened."""


class KeyGroup(StrEnum):
    """The groups whose pupils are screened whatever their grade, besides those with an open case."""

    LIFTED = "lifted"
    NEAR_POVERTY = "near_poverty"
    HARDSHIP = "hardship"
    DISABILITY = "disability"


class KeeperGap(StrEnum):
    """Why nobody keeps a file: no post was named, nobody holds it any more, or the pupil has moved away from it."""

    UNNAMED = "unnamed"
    VACANT = "vacant"
    MOVED = "moved"
