"""The register of leavers: it fills itself from cases, the register of arrival, families, reports and their receipts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.casework.cases.models import Case, CaseEvent
from notoneless.casework.cases.rules.standing import OPEN, State
from notoneless.casework.cases.selectors.cases import in_reach
from notoneless.casework.cases.selectors.ledgers import causes_of
from notoneless.casework.cases.selectors.returned import back_since
from notoneless.casework.working_groups.selectors.outreach import acts_of_children
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.exporting import FormRow, home_words, rows_for_form
from notoneless.oversight.reporting.models import DropoutReceipt, DropoutReport, TeacherReport
from notoneless.oversight.reporting.rules.figures import RETURNED
from notoneless.oversight.reporting.rules.leavers import Column, is_listed
from notoneless.oversight.reporting.rules.receivers import Receiver
from notoneless.oversight.reporting.selectors.dropouts import READ_REPORT
from notoneless.oversight.reporting.selectors.openings import (
    NOTHING,
    Opening,
    destinations_of,
    missed_by,
    openings_of,
    taught_at,
)
from notoneless.tabular.fields import Field

MOST = 1000
"""Rows of one register."""

_RECEIVED = {
    Column.VILLAGE_ON: Receiver.VILLAGE,
    Column.TOWNSHIP_ON: Receiver.TOWNSHIP,
    Column.COUNTY_ON: Receiver.COUNTY,
}


@dataclass(frozen=True, slots=True)
class Leaver:
    """A pupil in the register: its values by column, days in ISO form, codes as in `rules.leavers.CODED`."""

    case: UUID
    child: UUID
    values: Mapping[Column, str]


def list_leavers(ctx: Context, school: UUID | None = None) -> tuple[Leaver, ...]:
    """The register of a school, or of all in reach, who left last first. It leaves an entry."""
    begins = year_begins(ctx.today)
    wanted = Q(state__in=OPEN) | Q(verified_on__isnull=False, closed_on__gte=begins)
    rows = in_reach(ctx).filter(wanted).exclude(state=State.NOTHING).select_related("child__household")
    cases = [case for case in rows.order_by("-opened_on", "id") if _stands(case, begins)]
    found = _Register(ctx, cases).rows(school)
    listed(ctx, READ_REPORT, [each.child for each in found], {"register": "leavers", "unit": str(school or "")})
    return tuple(found)


def _stands(case: Case, begins: date) -> bool:
    return is_listed(case.state, case.verified_on, case.closed_on, begins)


def year_begins(day: date) -> date:
    """The first day of the school year of a day."""
    calendar = load_calendar(day, day)
    return calendar.school_year_begins(calendar.school_year_of(day))


def schools_in_reach(ctx: Context) -> list[tuple[UUID, str]]:
    """The schools to whose registers a reader may turn."""
    rows = visible_to(ctx, READ_REPORT, Unit).filter(in_force(ctx.today), kind=UnitKind.SCHOOL)
    return list(rows.order_by("sort_key", "id").values_list("pk", "name"))


def school_of_register(ctx: Context, school: UUID, code: str) -> Unit:
    """A school for whose register somebody may do something. Raises NotFound for all others."""
    row = visible_to(ctx, code, Unit).filter(pk=school, kind=UnitKind.SCHOOL).first()
    if row is None:
        raise NotFound
    return row


class _Register:
    """Everything that the rows need, each kind read once."""

    def __init__(self, ctx: Context, cases: Sequence[Case]) -> None:
        self.ctx, self.cases = ctx, cases
        children = [case.child_id for case in cases]
        self.openings = openings_of([case.pk for case in cases])
        keys = [opening.id for opening in self.openings.values()]
        self.places = taught_at(children, ctx.today)
        told = visible_to(ctx, READ_REPORT, TeacherReport).filter(opening__in=keys)
        self.told = {row.opening: row for row in told}
        sent = visible_to(ctx, READ_REPORT, DropoutReport).filter(opening__in=keys).select_related("school")
        self.sent = {row.opening: row for row in sent}
        self.missed = missed_by(children, ctx.today)
        self.destinations = destinations_of(children, self.missed)
        self.causes = causes_of(ctx, cases)
        self.received = _receipts(ctx, [row.pk for row in self.sent.values()])
        self.efforts = _efforts(ctx, children)
        self.back = back_since(children, ctx.today)
        self.finders = _finders(keys)

    def rows(self, school: UUID | None) -> list[Leaver]:
        """The rows of a school, or of all, numbered."""
        kept = [(case, *found) for case in self.cases if (found := self._at(case, school)) is not None][:MOST]
        forms = rows_for_form(self.ctx, [case.child for case, _, _ in kept])
        return [
            Leaver(case.pk, case.child_id, self._values(number, case, opening, unit, form))
            for number, ((case, opening, unit), form) in enumerate(zip(kept, forms, strict=True), start=1)
        ]

    def _at(self, case: Case, school: UUID | None) -> tuple[Opening, Unit] | None:
        """How a case began and of which school its pupil is: the one that reported it, else where it is taught today."""
        opening = self.openings.get(case.pk)
        sent = self.sent.get(opening.id) if opening else None
        unit = sent.school if sent else self.places[case.child_id][1] if case.child_id in self.places else None
        if opening is None or unit is None or (school is not None and unit.pk != school):
            return None
        return opening, unit

    def _values(self, number: int, case: Case, opening: Opening, school: Unit, form: FormRow) -> dict[Column, str]:
        told, sent = self.told.get(opening.id), self.sent.get(opening.id)
        missed = self.missed.get(case.child_id, NOTHING)
        # what was reported stands, whatever registers are reported or corrected later
        left = (sent.missed_since if sent else None) or (told.missed_since if told else None) or missed.since
        made = sum(day >= opening.on for day in self.efforts.get(case.child_id, ()))
        where = self.destinations.get(case.child_id) or (sent.destination if sent else "")
        given = form.values
        received = self.received.get(sent.pk, {}) if sent else {}
        closed_on = case.closed_on if case.state == State.CLOSED_OUT and case.reason == RETURNED else None
        return {
            Column.SERIAL: str(number),
            Column.SCHOOL: school.name,
            Column.ROOM: given.get(Field.CLASS_NAME, ""),
            Column.NAME: given.get(Field.NAME, ""),
            Column.SEX: given.get(Field.SEX, ""),
            Column.BORN_ON: given.get(Field.DOB, ""),
            Column.GUARDIAN: _guardian(given),
            Column.HOME: home_words(given),
            Column.LEFT_ON: (left or opening.on).isoformat(),
            Column.STATE: case.state,
            Column.REASON: self.causes.get(case.pk, ""),
            Column.DESTINATION: where,
            Column.FOUND_BY: self.finders.get(opening.id, ""),
            Column.TOLD_ON: _day(told.sent_on if told else None),
            Column.SENT_ON: _day(sent.sent_on if sent else None),
            **{column: _day(received.get(kind)) for column, kind in _RECEIVED.items()},
            Column.EFFORTS: str(made) if made else "",
            Column.BACK_ON: _day(self.back.get(case.child_id, closed_on)),
        }


def _guardian(given: Mapping[Field, str]) -> str:
    name, relation = given.get(Field.GUARDIAN_NAME, ""), given.get(Field.GUARDIAN_REL, "")
    return f"{name}（{relation}）" if name and relation else name


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _receipts(ctx: Context, reports: Collection[UUID]) -> Mapping[UUID, Mapping[str, date]]:
    rows = visible_to(ctx, READ_REPORT, DropoutReceipt).filter(dropout_report__in=reports)
    found: dict[UUID, dict[str, date]] = {}
    for report, kind, on in rows.values_list("dropout_report_id", "kind", "received_on"):
        found.setdefault(report, {})[kind] = on
    return found


def _efforts(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, Sequence[date]]:
    """On which days somebody has turned to the family of each child, be it by a visit, for whoever may see that."""
    found: dict[UUID, list[date]] = defaultdict(list)
    for act in acts_of_children(ctx, children):
        found[act.child].append(act.on)
    return found


def _finders(openings: Collection[UUID]) -> Mapping[UUID, str]:
    """Who entered each opening: who found that the pupil was missing."""
    rows = dict(CaseEvent._base_manager.filter(pk__in=openings).values_list("pk", "by"))
    names = dict(Account._base_manager.filter(pk__in=set(rows.values())).values_list("pk", "name"))
    return {opening: names.get(by, "") for opening, by in rows.items()}
