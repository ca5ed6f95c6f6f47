"""What the book of a school year says, gathered from what was recorded. It names no pupil."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.models import (
    Briefing,
    BriefingReceipt,
    CampaignActivity,
    CampaignBook,
    Meeting,
    MeetingAttendee,
    MeetingDecision,
    Story,
)
from notoneless.casework.campaigns.rules.activities import ActivityKind
from notoneless.casework.campaigns.rules.meetings import DecisionState
from notoneless.casework.campaigns.selectors import READ_CAMPAIGN
from notoneless.casework.campaigns.selectors.coverage import coverage_on
from notoneless.casework.campaigns.selectors.evidence import counted_evidence
from notoneless.casework.campaigns.selectors.people import classes_on, staff_on
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.papers.rules.filling import Data
from notoneless.kernel.problems import Problem, sentence
from notoneless.typesetting.paper import written_day

COVERED = ("villages", "households", "classes", "people")
_Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class BookLine:
    """A book in a list."""

    unit_name: str
    school_year: int
    paper: UUID
    number: str
    on: date


@dataclass(frozen=True, slots=True)
class _Year:
    school: UUID
    first: date
    last: date


def last_book(unit: UUID, school_year: int) -> CampaignBook | None:
    """The book of a school's year that was issued last."""
    rows = CampaignBook._base_manager.filter(unit_id=unit, school_year=school_year).select_related("paper")
    return rows.order_by("-on", "-id").first()


def list_books(ctx: Context) -> tuple[BookLine, ...]:
    """The books in reach, the latest first."""
    rows = visible_to(ctx, READ_CAMPAIGN, CampaignBook).select_related("unit", "paper").order_by("-on", "-id")[:100]
    return tuple(BookLine(row.unit.name, row.school_year, row.paper_id, row.paper.number, row.on) for row in rows)


def book_of(unit: Unit, school_year: int, today: date) -> Data:
    """What fills the paper: a school year up to today. Papers are Chinese, whoever issues them."""
    terms = [each for each in load_calendar(today, today).terms_of_year(school_year) if each.first_day <= today]
    last = min(terms[-1].last_day, today) if terms else today
    year = _Year(unit.pk, terms[0].first_day if terms else today, last)
    return {
        "school": unit.name,
        "school_year": f"{school_year}—{school_year + 1}",
        "day": written_day(today),
        "meetings": list(_meetings(year)),
        "activities": list(_activities(year)),
        "lessons": list(_lessons(year)),
        "briefings": list(_briefings(year)),
        "stories": list(_stories(year)),
        "coverage": list(_coverage(year)),
    }


def _word(code: str) -> str:
    return sentence(Problem(f"campaigns.{code}"))


def _meetings(year: _Year) -> Iterator[_Row]:
    rows = Meeting._base_manager.filter(unit_id=year.school, on__gte=year.first, on__lte=year.last)
    held = list(rows.filter(signed_on__isnull=False).order_by("on", "id"))
    there = Counter(MeetingAttendee._base_manager.filter(meeting__in=held).values_list("meeting_id", flat=True))
    decided = MeetingDecision._base_manager.filter(meeting__in=held)
    every = Counter(decided.values_list("meeting_id", flat=True))
    done = Counter(decided.filter(state=DecisionState.DONE).values_list("meeting_id", flat=True))
    for row in held:
        heading = f"{row.heading}（{_word(f'kind_{row.kind}')}）"
        resolved = f"{done[row.pk]}／{every[row.pk]}"
        yield {"on": row.on.isoformat(), "heading": heading, "attendees": str(there[row.pk]), "resolved": resolved}


def _activities(year: _Year) -> Iterator[_Row]:
    rows = CampaignActivity._base_manager.filter(holder_id=year.school, called_off_on__isnull=True)
    rows = rows.filter(held_on__gte=year.first, held_on__lte=year.last).exclude(kind=ActivityKind.LESSON)
    held = list(rows.order_by("held_on", "id"))
    proofs = counted_evidence([row.pk for row in held])
    for row in held:
        yield {
            "on": row.held_on.isoformat() if row.held_on else "",
            "heading": row.heading,
            "what": _word(f"what_{row.what}"),
            "led_by": _word(f"led_{row.led_by}"),
            "proofs": str(proofs.get(row.pk, 0)),
        }


def _lessons(year: _Year) -> Iterator[_Row]:
    rows = CampaignActivity._base_manager.filter(holder_id=year.school, kind=ActivityKind.LESSON)
    rows = rows.filter(held_on__gte=year.first, held_on__lte=year.last, called_off_on__isnull=True)
    taught: dict[UUID, list[str]] = defaultdict(list)
    for unit, what, on in rows.order_by("held_on", "id").values_list("unit_id", "what", "held_on"):
        taught[unit].append(f"{on} {_word(f'what_{what}')}")
    for unit, name in classes_on(year.last, [year.school]).get(year.school, {}).items():
        yield {"room": name, "laws": "；".join(taught[unit]) or _word("book_none")}


def _briefings(year: _Year) -> Iterator[_Row]:
    staff = staff_on(year.last, [year.school]).get(year.school, {})
    rows = Briefing._base_manager.filter(unit_id=year.school, on__gte=year.first, on__lte=year.last)
    for row in rows.order_by("on", "id"):
        signed = set(BriefingReceipt._base_manager.filter(briefing=row).values_list("account_id", flat=True))
        told = f"{len(signed & staff.keys())}／{len(staff)}"
        yield {"on": row.on.isoformat(), "heading": row.heading, "receipts": told}


def _stories(year: _Year) -> Iterator[_Row]:
    rows = Story._base_manager.filter(unit_id=year.school, published_on__gte=year.first, published_on__lte=year.last)
    for row in rows.filter(withdrawn_on__isnull=True).order_by("published_on", "id"):
        on = row.published_on.isoformat() if row.published_on else ""
        # consent may be withdrawn, and a paper stays: whoever is named stays out of it
        heading = row.heading if row.child_id is None else _word(f"story_{row.kind}")
        yield {"on": on, "heading": heading, "where": row.published_where}


def _coverage(year: _Year) -> Iterator[_Row]:
    found = coverage_on(year.last, [year.school])[year.school]
    for name in COVERED:
        reached, every = len(getattr(found, f"reached_{name}")), len(getattr(found, name))
        yield {"of": _word(f"cover_{name}"), "reached": f"{reached}／{every}（{found.of(name)}%）"}
