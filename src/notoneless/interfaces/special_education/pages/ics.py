"""A teacher's own lessons as a calendar file (RFC 5545), for the calendar of a phone.

Such a file leaves the program and may lie on any server: it holds hours, the kind of place and a short sign of the child, and
no name, no address, no school, nothing of a disability. The sign stands beside the name on the week page.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, timezone

from notoneless.casework.special_education.selectors.weeks import LessonBox

_HERE = timezone(timedelta(hours=8))
"""All of China keeps one time."""
_LONGEST = 75
"""Octets of a line; longer ones are folded."""


def calendar_file(boxes: Iterable[LessonBox], at: datetime, title: str, places: dict[str, str]) -> bytes:
    """The file of some lessons, made at an instant; `places`: the words for kinds of places."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//notoneless//timetable//ZH", "METHOD:PUBLISH"]
    for each in boxes:
        begins = datetime.combine(each.row.on, time.fromisoformat(each.row.begins_at), _HERE)
        ends = datetime.combine(each.row.on, time.fromisoformat(each.until or each.row.begins_at), _HERE)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.row.pk}@notoneless",
            f"DTSTAMP:{_stamp(at)}",
            f"DTSTART:{_stamp(begins)}",
            f"DTEND:{_stamp(ends)}",
            f"SUMMARY:{_escaped(f'{title} {each.code}')}",
            f"LOCATION:{_escaped(places.get(each.row.place, ''))}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut before it has too many octets, never within a character; what follows begins with a blank."""
    parts, current, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST:
            parts.append(current)
            current, size = " ", 1
        current, size = current + sign, size + octets
    return "\r\n".join([*parts, current])
