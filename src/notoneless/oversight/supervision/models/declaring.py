"""What fields of this room say of themselves, and its permissions."""

from enum import StrEnum

from notoneless.foundation.sealing.registry import Declared, Keep, Level, Purpose

OF_UNIT = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.ALWAYS)
STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
TOLD = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)

READ = frozenset({"supervision.read", "duty.reckon", "recheck.draw", "recheck.enter"})
FINDING = frozenset({"shortcoming.find"})
MENDING = frozenset({"shortcoming.mend", "shortcoming.accept", "shortcoming.send_back"})
TELLING = frozenset({"circular.issue", "interview.hold", "interview.follow", "summary.issue"})
KEEPING = frozenset({"conduct.set_timetable", "conduct.note_activity", "conduct.note_ethics", "conduct.withdraw"})
LOOKING = frozenset({"inspection.record", "conduct.check", "inspection.conclude", "inspection.withdraw"})
SHOWN = READ | FINDING | MENDING | TELLING | KEEPING | LOOKING


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """The codes of an enumeration as a column takes them."""
    return [(each.value, each.value) for each in kinds]
