"""Who lacks what, of pupils in trouble and the help there is in a term: what plans count, and what lists show."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.support.rules.kinds import FOUR, Trouble

Troubled = Mapping[Trouble, frozenset[UUID]]
"""The pupils in each trouble."""


@dataclass(frozen=True, slots=True)
class Helped:
    """Help with one trouble of a pupil that stood in the term: whether somebody helps, and what is on record of the term."""

    child: UUID
    trouble: Trouble
    has_mentor: bool
    has_plan: bool
    has_approach: bool
    has_session: bool
    has_mark: bool


def _of(helped: Collection[Helped], trouble: Trouble, enough: Callable[[Helped], bool]) -> frozenset[UUID]:
    return frozenset(each.child for each in helped if each.trouble is trouble and enough(each))


def without_approach(troubled: Troubled, helped: Collection[Helped]) -> frozenset[UUID]:
    """Struggling learners of whom it is not on record how lessons are fitted to them, by whom, and with what effect (1.06)."""
    taught = _of(helped, Trouble.STUDY, lambda each: each.has_approach and each.has_mentor and each.has_mark)
    return troubled.get(Trouble.STUDY, frozenset()) - taught


def struggling_unhelped(troubled: Troubled, helped: Collection[Helped]) -> frozenset[UUID]:
    """Struggling learners without a plan, somebody who helps, or a session in the term (4.14)."""
    enough = _of(helped, Trouble.STUDY, lambda each: each.has_plan and each.has_mentor and each.has_session)
    return troubled.get(Trouble.STUDY, frozenset()) - enough


def without_effect(helped: Collection[Helped]) -> frozenset[UUID]:
    """Struggling learners who are helped, and whose effect was not measured in the term (4.14)."""
    return _of(helped, Trouble.STUDY, lambda each: not each.has_mark)


def four_without_mentor(troubled: Troubled, helped: Collection[Helped]) -> frozenset[UUID]:
    """Pupils of the four kinds whom nobody helps with one of their troubles (4.21)."""
    lacking = (
        troubled.get(trouble, frozenset()) - _of(helped, trouble, lambda each: each.has_mentor) for trouble in FOUR
    )
    return frozenset[UUID]().union(*lacking)


def four_without_change(helped: Collection[Helped]) -> frozenset[UUID]:
    """Pupils of the four kinds who are helped, and whose change was not measured in the term (4.21)."""
    return frozenset(each.child for each in helped if each.trouble in FOUR and not each.has_mark)


def far_unhelped(far: frozenset[UUID], helped: Collection[Helped]) -> frozenset[UUID]:
    """Pupils who live far from school without transport or boarding that somebody has planned and sees to (4.23)."""
    return far - _of(helped, Trouble.DISTANCE, lambda each: each.has_mentor and each.has_plan)
