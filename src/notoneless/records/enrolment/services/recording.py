"""How a step is written down: the event, what the entry keeps of it, and the membership that follows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import ChildUnit
from notoneless.foundation.people.services import place_child
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.events import RollChanged, RollWithdrawn
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.refusing import why_not
from notoneless.records.enrolment.rules.standing import Fact, Standing, State, Step, closing, standing_on
from notoneless.records.enrolment.selectors import facts_of, standing_of

WITHDRAWN = "withdrawn"
"""How an entry ended of which no event holds any more."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What an event carries besides its fact: the reason, which is sealed, and the proof; `filed`: the proof by its id, where
    whoever writes need not see the file, because another level has filed it."""

    reason: str | None = None
    proof: Attachment | None = None
    filed: UUID | None = None

    @property
    def proof_id(self) -> UUID | None:
        """The file that proves it, if any."""
        return self.filed if self.proof is None else self.proof.pk


def refuse(problem: Problem | None) -> None:
    """Raise Refused where there is a problem."""
    if problem is not None:
        raise Refused(problem)


def may_follow(ctx: Context, entry: RollEntry, step: Step, on: date) -> Standing:
    """The standing of an entry, on which a step may follow. Raises Refused where it may not."""
    standing = standing_of(entry)
    refuse(why_not(standing, step, on, ctx.today))
    return standing


def write(
    ctx: Context, entry: RollEntry, fact: Fact, papers: Papers = Papers(), supersedes: RollEvent | None = None
) -> UUID:
    """Write an event of an entry, and what follows from it; its id."""
    event = _row(ctx, entry, fact, papers)
    event.supersedes = supersedes
    event.save(force_insert=True)
    settle(entry)
    if fact.place is not None:
        move(ctx, entry.child_id, fact.place, fact.on)
    publish(ctx, RollChanged(child=entry.child_id, entry=entry.pk, step=fact.step, on=fact.on))
    return event.id


def withdraw(ctx: Context, entry: RollEntry, event: RollEvent, papers: Papers) -> UUID:
    """Write that an event does not hold; the child goes back to where it was before."""
    fact = Fact(Step(event.step), event.on, event.movement, grade=event.grade, destination=event.destination)
    row = _row(ctx, entry, fact, papers)
    row.supersedes, row.is_withdrawal = event, True
    row.save(force_insert=True)
    settle(entry)
    before = standing_of(entry)
    if before.place is not None:
        move(ctx, entry.child_id, before.place, event.on)
    publish(ctx, RollChanged(child=entry.child_id, entry=entry.pk, step=fact.step, on=event.on))
    publish(ctx, RollWithdrawn(event=event.pk))
    return row.id


def _row(ctx: Context, entry: RollEntry, fact: Fact, papers: Papers, number: int | None = None) -> RollEvent:
    return RollEvent(
        id=ctx.ids.new(),
        entry=entry,
        child_id=entry.child_id,
        number=number or RollEvent._base_manager.filter(entry=entry).count() + 1,
        step=fact.step,
        movement=fact.movement,
        on=fact.on,
        until_on=fact.until,
        grade=fact.grade,
        place_id=fact.place,
        reason=Plain(papers.reason) if papers.reason else None,
        destination=fact.destination,
        proof_id=papers.proof_id,
        by=who(ctx),
        at=ctx.at,
    )


def who(ctx: Context) -> UUID:
    """Who acts. Raises Unusable for nobody, whom no action lets in anyway."""
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    return ctx.actor


def settle(entry: RollEntry) -> None:
    """Let an entry repeat what its events say. Raises Refused where the child has another open one."""
    standing = standing_of(entry)
    left_on, how = closing(standing)
    if standing.state is State.NOTHING:
        left_on, how = entry.entered_on, WITHDRAWN
    if left_on is None and entry.left_on is not None:
        not_on_the_roll(entry.child_id)
    entry.left_on, entry.how_left, entry.state, entry.place_id = left_on, how, standing.state, standing.place
    entry.save(update_fields=["left_on", "how_left", "state", "place"])


def in_future(ctx: Context, on: date) -> Problem | None:
    """What is wrong with a day that has not come."""
    return Problem("enrolment.future", {"day": on.isoformat()}) if on > ctx.today else None


def enter_many(ctx: Context, children: Sequence[UUID], school: UUID, fact: Fact) -> None:
    """New entries of children who are on no roll and belong to the place of `fact` already, each with this first event."""
    standing = standing_on([fact])
    entries = [
        RollEntry(
            id=ctx.ids.new(),
            child_id=child,
            unit_id=school,
            entered_on=fact.on,
            how_entered=fact.movement,
            number_kind="",
            state=standing.state,
            place_id=standing.place,
        )
        for child in children
    ]
    RollEntry._base_manager.bulk_create(entries)
    RollEvent._base_manager.bulk_create([_row(ctx, entry, fact, Papers(), number=1) for entry in entries])
    for entry in entries:
        publish(ctx, RollChanged(child=entry.child_id, entry=entry.pk, step=fact.step, on=fact.on))


def not_on_the_roll(child: UUID) -> None:
    """Raise Refused where a child has an open entry."""
    held = RollEntry._base_manager.select_related("unit").filter(child_id=child, left_on__isnull=True).first()
    if held is not None:
        raise Refused(Problem("enrolment.on_roll_already", {"school": held.unit.name}))


def open_entry(ctx: Context, child: UUID, unit: Unit, on: date, movement: str, number_kind: str) -> RollEntry:
    """A new entry of a child at a school, still without events."""
    row = RollEntry(id=ctx.ids.new(), child_id=child, unit=school_of(unit), entered_on=on, how_entered=movement)
    row.number_kind, row.state = number_kind, State.NOTHING
    row.save(force_insert=True)
    return row


def school_of(unit: Unit) -> Unit:
    """The school that a class or school stands for. Raises Unusable for a unit of another kind."""
    if unit.kind == UnitKind.CLASS and unit.parent is not None:
        return unit.parent
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("enrolment.no_school", {"unit": unit.name}))
    return unit


def class_in(unit: Unit, school: UUID) -> UUID:
    """A class, as one of that school. Raises Unusable where it is none."""
    if unit.kind != UnitKind.CLASS or unit.parent_id != school:
        raise Unusable(Problem("enrolment.class_of_other_school", {"unit": unit.name}))
    return unit.pk


def move(ctx: Context, child: UUID, unit: UUID, on: date) -> None:
    """Let the school track follow the roll. A membership begins no earlier than the one that it follows."""
    rows = ChildUnit._base_manager.filter(child_id=child, track=Track.SCHOOL, until_on__isnull=True)
    former = rows.first()
    if former is not None and former.unit_id == unit:
        return
    from_on = max(on, former.from_on) if former else on
    place_child(ctx.within(f"place {child} {unit}"), child=child, unit=unit, from_on=from_on)


def facts_before(entry: RollEntry, event: UUID) -> Iterable[Fact]:
    """The facts of an entry without one event."""
    return [fact for each, fact in facts_of(entry) if each != event]


def standing_before(entry: RollEntry, event: UUID) -> Standing:
    """The standing of an entry as if one event had not been."""
    return standing_on(facts_before(entry, event))
