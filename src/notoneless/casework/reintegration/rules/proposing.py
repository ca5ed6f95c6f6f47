"""What a form proposes, so that only what differs is typed: how a pupil is taught, by age and time away."""

from notoneless.casework.reintegration.rules.kinds import Teaching
from notoneless.casework.reintegration.rules.settings import ReturnNumbers


def teaching_for(away: int, age: int | None, oldest: int, numbers: ReturnNumbers) -> Teaching:
    """How a pupil is taught who was away for so many days: beyond compulsory age in another way, after long with make-up
    lessons.
    """
    if age is not None and age >= oldest:
        return Teaching.VOCATIONAL
    return Teaching.MAKE_UP if away >= numbers.long_away else Teaching.ORIGINAL
