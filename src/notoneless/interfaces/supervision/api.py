"""Supervision for programs: the same selectors as the pages have. Nothing that is sealed leaves by it."""

from dataclasses import dataclass

from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation
from notoneless.oversight.supervision.selectors import READ_INQUIRY, READ_SUPERVISION
from notoneless.oversight.supervision.selectors.complaints import READ_COMPLAINT, ComplaintLine, list_complaints
from notoneless.oversight.supervision.selectors.inquiries import InquiryLine, list_inquiries
from notoneless.oversight.supervision.selectors.inspections import (
    InspectionLine,
    ShortcomingLine,
    list_inspections,
    list_shortcomings,
)


@dataclass(frozen=True, slots=True)
class Inspections:
    """The inspections in reach."""

    inspections: tuple[InspectionLine, ...]


@dataclass(frozen=True, slots=True)
class Shortcomings:
    """What inspections found in reach."""

    shortcomings: tuple[ShortcomingLine, ...]


@dataclass(frozen=True, slots=True)
class Complaints:
    """The complaints that units in reach decide, without words and names."""

    complaints: tuple[ComplaintLine, ...]


@dataclass(frozen=True, slots=True)
class Inquiries:
    """The inquiries in reach, without what was found."""

    inquiries: tuple[InquiryLine, ...]


def inspections(ctx: Context) -> Inspections:
    """The inspections in reach, the latest first."""
    return Inspections(list_inspections(ctx))


def shortcomings(ctx: Context) -> Shortcomings:
    """What was found lacking, what is not closed first."""
    return Shortcomings(list_shortcomings(ctx))


def complaints(ctx: Context) -> Complaints:
    """Complaints, open ones first."""
    return Complaints(list_complaints(ctx))


def inquiries(ctx: Context) -> Inquiries:
    """Inquiries, open ones first."""
    return Inquiries(list_inquiries(ctx))


OPERATIONS = (
    Operation(
        "GET", "inspections", "inspection.list", READ_SUPERVISION, inspections, Inspections, "督查 / Inspections"
    ),
    Operation(
        "GET",
        "shortcomings",
        "shortcoming.list",
        READ_SUPERVISION,
        shortcomings,
        Shortcomings,
        "督查发现的问题 / Shortcomings",
    ),
    Operation("GET", "complaints", "complaint.list", READ_COMPLAINT, complaints, Complaints, "投诉 / Complaints"),
    Operation("GET", "inquiries", "inquiry.list", READ_INQUIRY, inquiries, Inquiries, "追责 / Inquiries"),
)
