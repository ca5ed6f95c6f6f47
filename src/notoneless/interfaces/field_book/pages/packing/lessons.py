"""The home-taught children to whom whoever asks is sent, with what the log of a lesson asks."""

from notoneless.casework.special_education.models import SpecialFile
from notoneless.casework.special_education.rules.homebound import PLACES, HomeNumbers, Place
from notoneless.casework.special_education.selectors.files import file_in_reach
from notoneless.casework.special_education.selectors.proposing import guardian_of
from notoneless.casework.special_education.selectors.teaching import home_pupils, teachers_sent
from notoneless.casework.special_education.services import record_lesson
from notoneless.casework.special_education.services.checking import numbers_for
from notoneless.foundation.access.context import Context
from notoneless.interfaces.field_book.pages.packing.wording import MOST, Field, Item, field, item, offered, told

RECORD = record_lesson.code


def lessons_for(ctx: Context) -> list[Item]:
    """The home-taught children of a home teacher. Each file leaves an entry."""
    mine = [line for line in home_pupils(ctx) if line.is_mine][:MOST]
    return [_lesson(ctx, line.file, line.name, line.unit_name) for line in mine]


def _lesson(ctx: Context, file: object, name: str, where: str) -> Item:
    row = file_in_reach(ctx, file, RECORD)  # type: ignore[arg-type]
    return item(RECORD, {"special_file": str(row.pk), "fee": "0"}, name, where, _fields(row, numbers_for(ctx, row)))


def _fields(row: SpecialFile, numbers: HomeNumbers) -> list[Field]:
    named = {PLACES.get(each) for each in numbers.places} or set(Place)
    places = [each for each in offered("special_education", "place", Place) if each[0] in named]
    team = [(str(pk), name) for pk, name, _ in teachers_sent(row)]
    domains = [(each, each) for each in numbers.domains]
    standards = [(each, each) for each in numbers.standards]
    yes_no = [("true", told("field_book.yes")), ("false", told("field_book.no"))]
    return [
        field("on", "date", "today", label=told("field_book.taught_on")),
        field("begins_at", "time", "09:00"),
        field("hours", "number", str(max(numbers.hours_per_visit, 1))),
        field("lesson_place", "select", Place.HOME, options=places),
        field("accompanied", "select", "true", options=yes_no),
        field("home_teachers", "ticks", " ".join(pk for pk, _ in team), options=team),
        field("domains", "ticks", options=domains) if domains else field("domains"),
        field("standard", "select", options=standards) if standards else field("standard", optional=True),
        field("lesson_content", "textarea", hint=told("field_book.no_illness")),
        field("materials", optional=True),
        field("exercises", optional=True),
        field("training", optional=True),
        field("content_agreed", "select", "true", options=yes_no),
        field("photo", "photo", optional=True),
        field("second_photo", "photo", optional=True),
        field("signature", "photo", optional=True, hint=told("field_book.signature_hint")),
        field("signatory", value=guardian_of(row)),
    ]
