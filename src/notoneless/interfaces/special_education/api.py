"""Special education for programs: the same selectors as the pages have. What is sealed is told to nobody here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.special_education.selectors import READ_SPECIAL
from notoneless.casework.special_education.selectors.files import FileLine, list_files, open_file_page
from notoneless.casework.special_education.selectors.teaching import PupilLine, home_pupils, open_home_page
from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation


@dataclass(frozen=True, slots=True)
class Files:
    """Files in reach, without a word of what impairs a child."""

    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """A placement put forward, and what became of it. Its reason is sealed."""

    id: UUID
    learns: str
    on: date
    decided: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class FileTold:
    """One file: how many versions its condition has, the days of applications and needs assessments, placements, programmes and
    agreements. `mark`: what a decision on a placement brings back."""

    file: FileLine
    versions: int
    applied_on: tuple[date, ...]
    assessed_on: tuple[date, ...]
    placements: tuple[PlacementLine, ...]
    programmes: int
    agreed_until: tuple[date, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Homes:
    """Home-taught children in reach, each with its week."""

    pupils: tuple[PupilLine, ...]


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A home lesson. `is_current`: not taken back; `corrects`: the one in whose place it stands."""

    id: UUID
    on: date
    begins_at: str
    hours: int
    place: str
    teachers: int
    men: int
    domains: str
    is_current: bool
    corrects: UUID | None


@dataclass(frozen=True, slots=True)
class Lessons:
    """The home lessons of a child, the latest first."""

    lessons: tuple[LessonLine, ...]


def files(ctx: Context) -> Files:
    """The files in reach, those without a placement first."""
    return Files(list_files(ctx))


def file(ctx: Context, file: UUID) -> FileTold:
    """One file. Raises NotFound out of reach."""
    found = open_file_page(ctx, file)
    return FileTold(
        file=found.line,
        versions=len(found.versions),
        applied_on=tuple(each.on for each in found.applications),
        assessed_on=tuple(each.on for each in found.needs_assessments),
        placements=tuple(
            PlacementLine(each.pk, each.learns, each.on, each.decided, each.decided_on) for each in found.placements
        ),
        programmes=len(found.programmes),
        agreed_until=tuple(each.until_on for each in found.agreements),
        mark=found.mark,
    )


def homes(ctx: Context) -> Homes:
    """The home-taught children in reach, whoever looks teaches first."""
    return Homes(home_pupils(ctx))


def lessons(ctx: Context, file: UUID) -> Lessons:
    """The home lessons of one child. Raises NotFound out of reach."""
    return Lessons(
        tuple(
            LessonLine(
                each.pk,
                each.on,
                each.begins_at,
                each.hours,
                each.place,
                each.teachers,
                each.men,
                each.domains,
                each.is_current,
                each.corrects_id,
            )
            for each in open_home_page(ctx, file).lessons
        )
    )


OPERATIONS = (
    Operation(
        "GET", "special", "special.files", READ_SPECIAL, files, Files, "特殊教育档案 / Files of special education"
    ),
    Operation("GET", "special/homes", "special.homes", READ_SPECIAL, homes, Homes, "送教上门 / Home-taught children"),
    Operation("GET", "special/{uuid:file}", "special.one_file", READ_SPECIAL, file, FileTold, "一人一案 / One file"),
    Operation(
        "GET",
        "special/{uuid:file}/lessons",
        "special.lessons",
        READ_SPECIAL,
        lessons,
        Lessons,
        "送教记录 / Home lessons",
    ),
)
