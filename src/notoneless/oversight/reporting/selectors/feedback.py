"""What is to be fed back to townships and villages, what was, and who has received it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.selectors import READ_CASE
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import listed
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.selectors import READ
from notoneless.kernel.counting_order import counting_order
from notoneless.oversight.reporting.models import Feedback
from notoneless.oversight.reporting.rules.feeding import OUT, Subject
from notoneless.oversight.reporting.selectors.disability import disability_files, taught_at_home
from notoneless.oversight.reporting.selectors.facts import own_units

READ_FEEDBACK = reading("feedback.read", words="查看信息反馈", english="See what was fed back")
REVEAL_FEEDBACK = reading(
    "feedback.reveal", words="查看反馈中的残疾学生", english="Reveal whom a feedback names by need"
)
ISSUE_FEEDBACK, ACKNOWLEDGE_FEEDBACK = "feedback.issue", "feedback.acknowledge"
ISSUERS = frozenset({UnitKind.SCHOOL, UnitKind.COUNTY})


@dataclass
class Place:
    """What goes to one township or village: by village the children of each subject, and who is told of by need."""

    villages: dict[str, dict[Subject, list[UUID]]] = field(default_factory=dict)
    by_need: list[dict[str, str]] = field(default_factory=list)

    def add(self, village: str, subject: Subject, child: UUID) -> None:
        """Tell of a child."""
        self.villages.setdefault(village, defaultdict(list))[subject].append(child)

    def rows(self) -> list[dict[str, Any]]:
        """The children by village and subject, as they are kept."""
        return [
            {"village": name, "children": {subject.value: [str(each) for each in ids] for subject, ids in told.items()}}
            for name, told in sorted(self.villages.items(), key=lambda each: counting_order(each[0]))
        ]


def gathered(ctx: Context, unit: Unit) -> Mapping[UUID, Place]:
    """What a school or the bureau feeds back today, by township and village; where nobody's home is known, to the school's
    township, which hears of nobody too.
    """
    told = _told(ctx, unit)
    children = [child for ids in told.values() for child in ids]
    homes, names = _homes(children, ctx.today), _names(ctx, children)
    learn = _learn(children, ctx.today)
    own = _above(unit.pk, UnitKind.TOWNSHIP)
    found: dict[UUID, Place] = {own: Place()} if own is not None else {}
    for subject, ids in told.items():
        for child in sorted(ids & names.keys(), key=lambda each: (names[each], str(each))):
            township, village, name = homes.get(child, (own, None, ""))
            for place in filter(None, (township, village)):
                there = found.setdefault(place, Place())
                if subject is Subject.DISABILITY:
                    there.by_need.append({"name": names[child], "village": name, "learns": learn.get(child, "")})
                else:
                    there.add(name, subject, child)
    return found


def _told(ctx: Context, unit: Unit) -> Mapping[Subject, set[UUID]]:
    """The children of a unit whom each subject is about."""
    cases = visible_to(ctx, READ_CASE, Case).filter(state__in=OUT)
    out = set(cases.values_list("child_id", flat=True))
    told = {
        Subject.DROPOUT: out - accounted_among(out, ctx.today),
        Subject.TAUGHT_AT_HOME: set(taught_at_home(ctx)),
        Subject.DISABILITY: set(disability_files(ctx)),
    }
    if unit.kind == UnitKind.SCHOOL:
        places = visible_to(ctx, READ, ChildUnit).filter(in_force(ctx.today), unit__in=own_units(unit.pk))
        mine = set(places.filter(track=Track.SCHOOL).values_list("child_id", flat=True))
        told = {subject: ids & mine for subject, ids in told.items()}
    return told


def _homes(children: Collection[UUID], day: date) -> Mapping[UUID, tuple[UUID | None, UUID | None, str]]:
    """Township and village where each child lives, of those whose home is known, and the name of the village."""
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.HOUSEHOLD)
    units = dict(places.order_by("from_on", "id").values_list("child_id", "unit_id"))
    kinds = (UnitKind.TOWNSHIP, UnitKind.VILLAGE)
    above: dict[UUID, dict[str, Unit]] = defaultdict(dict)
    rows = UnitClosure.objects.filter(descendant_id__in=set(units.values()), ancestor__kind__in=kinds)
    for row in rows.select_related("ancestor"):
        above[row.descendant_id][row.ancestor.kind] = row.ancestor
    found = {}
    for child, unit in units.items():
        township, village = (above[unit].get(kind) for kind in kinds)
        ids = (township.pk if township else None, village.pk if village else None)
        found[child] = (*ids, village.name if village else "")
    return found


def _names(ctx: Context, children: Collection[UUID]) -> Mapping[UUID, str]:
    return dict(visible_to(ctx, READ, Child).filter(pk__in=children).values_list("pk", "name"))


def _learn(children: Collection[UUID], day: date) -> Mapping[UUID, str]:
    """Where each child learns: school and class."""
    places = ChildUnit._base_manager.filter(in_force(day), child_id__in=children, track=Track.SCHOOL)
    rows = places.values_list("child_id", "unit__parent__name", "unit__name", "unit__kind")
    return {child: f"{above}{name}" if kind == UnitKind.CLASS else name for child, above, name, kind in rows}


def _above(unit: UUID, kind: UnitKind) -> UUID | None:
    rows = UnitClosure.objects.filter(descendant_id=unit, ancestor__kind=kind)
    return rows.values_list("ancestor_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """What was fed back to a place: by village and subject the children in reach, and how many others; its receipt."""

    id: UUID
    unit: str
    place: str
    on: date
    by: str
    note: str
    is_nil: bool
    has_needs: bool
    rows: tuple[tuple[str, Subject, tuple[tuple[UUID, str], ...], int], ...]
    received_on: date | None
    receiver: str
    may_acknowledge: bool


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """A month: what was fed back in reach, and the units that have fed back nothing yet."""

    month: date
    lines: tuple[FeedbackLine, ...]
    to_issue: tuple[tuple[UUID, str], ...]


def list_feedback(ctx: Context, month: date) -> FeedbackPage:
    """A month of feedback in reach, what nobody has received first. It leaves an entry."""
    rows = (
        visible_to(ctx, READ_FEEDBACK, Feedback).filter(month=month).select_related("unit", "place", "by", "receiver")
    )
    found = list(rows.order_by("unit__sort_key", "unit_id", "place__kind", "place__sort_key", "id"))
    ids = {each for row in found for told in row.rows for some in told["children"].values() for each in some}
    children = visible_to(ctx, READ, Child).filter(pk__in=ids).order_by("sort_key", "id")
    names = {str(pk): (pk, name) for pk, name in children.values_list("pk", "name")}
    mine = ctx.units_for(ACKNOWLEDGE_FEEDBACK)
    lines = [_line(row, names, row.received_on is None and row.place_id in mine) for row in found]
    listed(ctx, READ_FEEDBACK, [row.pk for row in found], {"month": month.isoformat()})
    done = {row.unit_id for row in found}
    units = Unit._base_manager.filter(pk__in=ctx.units_for(ISSUE_FEEDBACK) - done, kind__in=ISSUERS)
    to_issue = tuple(units.order_by("sort_key", "id").values_list("pk", "name"))
    return FeedbackPage(month, tuple(sorted(lines, key=lambda line: not line.may_acknowledge)), to_issue)


def _line(row: Feedback, names: Mapping[str, tuple[UUID, str]], may: bool) -> FeedbackLine:
    told = tuple(
        (
            each["village"],
            subject,
            tuple(names[one] for one in ids if one in names),
            sum(one not in names for one in ids),
        )
        for each in row.rows
        for subject in Subject
        if (ids := each["children"].get(subject.value, ()))
    )
    return FeedbackLine(
        id=row.pk,
        unit=row.unit.name,
        place=row.place.name,
        on=row.issued_on,
        by=row.by.name,
        note=row.note,
        is_nil=not told and row.by_need is None,
        has_needs=row.by_need is not None,
        rows=told,
        received_on=row.received_on,
        receiver=row.receiver.name if row.receiver else "",
        may_acknowledge=may,
    )


def count_feedback_to_take(ctx: Context) -> int:
    """How many feedbacks wait for the receipt of one's own township or village."""
    rows = visible_to(ctx, ACKNOWLEDGE_FEEDBACK, Feedback).filter(received_on__isnull=True)
    return rows.filter(place__in=ctx.units_for(ACKNOWLEDGE_FEEDBACK)).count()
