"""The troubles of pupils (clause 4.21), what helps with each, and how help ends."""

from collections.abc import Mapping
from enum import StrEnum


class Trouble(StrEnum):
    """In what a pupil is in trouble: study, thought, conduct, family; or the school is far away."""

    STUDY = "study"
    THOUGHT = "thought"
    CONDUCT = "conduct"
    FAMILY = "family"
    DISTANCE = "distance"


FOUR = (Trouble.STUDY, Trouble.THOUGHT, Trouble.CONDUCT, Trouble.FAMILY)
"""The four kinds of pupils whom plans want to be changed: 学习有差距、思想有问题、行为有失范、家庭有困难."""


class Means(StrEnum):
    """What is mainly done. REFERRAL: another office is asked to help, such as that of student aid."""

    TEACHING = "teaching"
    TUTORING = "tutoring"
    TALK = "talk"
    CARE = "care"
    REFERRAL = "referral"
    TRANSPORT = "transport"
    BOARDING = "boarding"


MEANS: Mapping[Trouble, tuple[Means, ...]] = {
    Trouble.STUDY: (Means.TEACHING, Means.TUTORING),
    Trouble.THOUGHT: (Means.TALK, Means.CARE),
    Trouble.CONDUCT: (Means.TALK, Means.CARE),
    Trouble.FAMILY: (Means.CARE, Means.REFERRAL),
    Trouble.DISTANCE: (Means.TRANSPORT, Means.BOARDING),
}
"""What helps with which trouble; the usual first."""

CONFIDENTIAL = frozenset({Trouble.FAMILY})
"""Troubles of which it is sealed what is done: it tells of poverty, illness or what happened at home."""


class Change(StrEnum):
    """What a measurement shows against the beginning."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Closing(StrEnum):
    """Why help ends."""

    REACHED = "reached"
    REPLACED = "replaced"
    MOVED = "moved"
    OTHER = "other"


class TalkFor(StrEnum):
    """Why a pupil is counselled: it lags behind, has come back, wavers (clause 4.13); or another reason."""

    LAGGING = "lagging"
    RETURNED = "returned"
    WAVERING = "wavering"
    OTHER = "other"


class PrivateNeed(StrEnum):
    """What a survey finds and tells by need only."""

    POVERTY = "poverty"
    OTHER = "other"
