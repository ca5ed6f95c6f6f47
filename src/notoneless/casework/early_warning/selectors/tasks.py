"""Tasks in reach: those of one's own posts, all, the county's list, one with its contacts, those of a child."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from notoneless.casework.early_warning.models import Contact, FollowUp
from notoneless.casework.early_warning.rules.following import OPEN, Answered, TaskState, done_by, state_of
from notoneless.casework.early_warning.rules.triggers import ASKED, Trigger, next_rung, owed_by, standing
from notoneless.casework.early_warning.selectors import READ_FOLLOW_UP
from notoneless.casework.early_warning.selectors.due import RECKON_CHILD
from notoneless.casework.early_warning.selectors.facts import together
from notoneless.casework.early_warning.selectors.gathering import contacts_of, gathered
from notoneless.casework.early_warning.selectors.rungs import highest, rungs_of
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account, Unit, UnitClosure
from notoneless.foundation.access.outbox import still_to_come
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import Sight, in_force, sight, visible_to
from notoneless.foundation.organizations.models import Post
from notoneless.foundation.organizations.selectors import READ as READ_ORGANIZATION
from notoneless.foundation.people.models import Child
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.selectors import let_go

PAGE = 50
"""Tasks on one page of a list."""

MINE, ALL = "mine", "all"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a list is narrowed to: whose tasks, a trigger, a unit, whether ended ones too; `after`: the last before."""

    whose: str = MINE
    trigger: str = ""
    unit: UUID | None = None
    past: bool = False
    after: UUID | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in a list. `holders`: who holds the bearing post today, as far as that is in reach; `is_vacant`: nobody does.
    `last`: the last contact of the child.

    `rung`: of one that looks for a new pupil, on which of the days; `begun`: on the first of them, else as `since`.
    """

    id: UUID
    child: UUID
    name: str
    trigger: str
    since: date
    stands_on: date
    due_on: date
    days_left: int
    state: str
    done_on: date | None
    ended_on: date | None
    end: str
    unit: UUID
    unit_name: str
    role: str
    holders: tuple[str, ...]
    is_vacant: bool
    is_own: bool
    last: "ContactLine | None"
    rung: int | None = None
    begun: date | None = None


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact. What was said is told apart, to who may open it."""

    id: UUID
    child: UUID
    on: date
    how: str
    whom: str
    answered: str
    has_note: bool
    next_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskList:
    """A page of tasks, how many are open of each trigger, and where the next page begins."""

    lines: tuple[TaskLine, ...]
    counts: Mapping[str, int]
    following: UUID | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task, the others of the child, and all contacts, the latest first."""

    task: TaskLine
    others: tuple[TaskLine, ...]
    contacts: tuple[ContactLine, ...]


def list_tasks(ctx: Context, wanted: TaskFilter = TaskFilter()) -> TaskList:
    """Tasks in reach, the most urgent first, each new pupil who is looked for once. The list leaves an entry."""
    rows = highest(_whose(ctx, wanted.whose))
    if wanted.unit is not None:
        beneath = UnitClosure._base_manager.filter(ancestor_id=wanted.unit).values("descendant_id")
        rows = rows.filter(unit_id__in=beneath)
    open_now = rows.filter(state__in=OPEN).order_by()
    counts = dict(open_now.values_list("trigger").annotate(number=Count("pk")))
    if wanted.trigger in set(Trigger):
        rows = rows.filter(trigger=wanted.trigger)
    rows = rows if wanted.past else rows.filter(state__in=(*OPEN, TaskState.DONE))
    if wanted.after is not None:
        last = rows.filter(pk=wanted.after).first()
        if last is None:
            raise NotFound
        rows = rows.filter(Q(due_on__gt=last.due_on) | Q(due_on=last.due_on, id__gt=last.id))
    page = list(rows.select_related("child", "unit").order_by("due_on", "id")[: PAGE + 1])
    lines = _lines(ctx, page[:PAGE])
    listed(ctx, READ_FOLLOW_UP, [line.id for line in lines], {"whose": wanted.whose, "trigger": wanted.trigger})
    return TaskList(lines, counts, lines[-1].id if len(page) > PAGE else None)


def is_being_listed(ctx: Context) -> bool:
    """Whether something was told of a child in reach that the worker is still to reckon: a list may lack its tasks so long."""
    waiting = {UUID(child) for child in still_to_come(RECKON_CHILD, "child")}
    reached = visible_to(ctx, READ_FOLLOW_UP, Child)
    return any(reached.filter(pk__in=part).exists() for part in together(waiting))


def own_tasks(ctx: Context, most: int) -> tuple[TaskLine, ...]:
    """The open tasks of one's own posts that nothing else on the list of today tells, the most urgent first.

    Where there are any, the list leaves an entry.
    """
    found = _mine(*_asked(ctx), most)
    lines = _lines(ctx, found) if found else ()
    if lines:
        listed(ctx, READ_FOLLOW_UP, [line.id for line in lines], {"whose": MINE})
    return lines


def count_own(ctx: Context) -> int:
    """How many of these tasks there are. A number names nobody."""
    return _mine.as_queryset(*_asked(ctx), None).count()


def _asked(ctx: Context) -> tuple[Sight, Sight, list[UUID], list[str]]:
    held = list(ctx.holdings())
    tasks, entries = sight(ctx, READ_FOLLOW_UP, FollowUp), sight(ctx, "roll.transfer_in", RollEntry)
    return tasks, entries, [each.unit for each in held], [each.role for each in held]


@prepared
def _mine(
    seen: Sight, entries: Sight, units: Sequence[UUID], roles: Sequence[str], most: int | None
) -> QuerySet[FollowUp]:
    """The open tasks of one's posts, without the pupils whose transfer waits for this person on the roll: they wait once."""
    if not units:
        return seen.of(FollowUp).none()
    held = reduce(or_, (Q(unit_id=unit, role=role) for unit, role in zip(units, roles, strict=True)))
    on_the_roll = let_go(entries).values("child_id")
    rows = seen.of(FollowUp).filter(held, state__in=OPEN)
    rows = rows.exclude(trigger=Trigger.TRANSFER_UNCONFIRMED, child_id__in=on_the_roll)
    named = rows.select_related("child", "unit").defer("child__id_number", "child__student_number")
    return named.order_by("due_on", "id")[:most]


def _whose(ctx: Context, whose: str) -> QuerySet[FollowUp]:
    rows = visible_to(ctx, READ_FOLLOW_UP, FollowUp)
    if whose == ALL:
        return rows
    held = [Q(unit_id=each.unit, role=each.role) for each in ctx.holdings()]
    return rows.filter(reduce(or_, held)) if held else rows.none()


def open_task(ctx: Context, follow_up: UUID) -> TaskPage:
    """One task with what was done for the child. It leaves an entry. Raises NotFound out of reach."""
    row = visible_to(ctx, READ_FOLLOW_UP, FollowUp).select_related("child", "unit").filter(pk=follow_up).first()
    if row is None:
        raise NotFound
    opened_row(ctx, READ_FOLLOW_UP, row)
    others = visible_to(ctx, READ_FOLLOW_UP, FollowUp).filter(child_id=row.child_id).exclude(pk=row.pk)
    shown = list(others.select_related("child", "unit").order_by("-stands_on", "id")[:PAGE])
    [task], more = _lines(ctx, [row]), _lines(ctx, shown)
    return TaskPage(task, more, tuple(_contacts(ctx, [row.child_id])))


def tasks_of_child(ctx: Context, child: UUID) -> tuple[TaskLine, ...]:
    """The tasks of a child that are not ended, as a part of the child's page, whose opening is recorded."""
    rows = visible_to(ctx, READ_FOLLOW_UP, FollowUp).filter(child_id=child).exclude(state=TaskState.ENDED)
    return _lines(ctx, list(rows.select_related("child", "unit").order_by("due_on", "id")))


def task_in_reach(ctx: Context, follow_up: UUID, code: str) -> FollowUp:
    """A task on which `code` may be done, to show a form. Raises NotFound out of reach."""
    row = visible_to(ctx, code, FollowUp).select_related("child").filter(pk=follow_up).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next of a child: what is asked for, by when, and whose post bears it, with who holds that today."""

    trigger: Trigger
    due_on: date
    unit_name: str
    role: str
    holders: tuple[str, ...]


def coming_after(ctx: Context, task: TaskLine, answered: str, *, by_visit: bool) -> Coming | None:
    """What comes at once where a contact that was recorded led nowhere; None where nothing does for that.

    Told by the rules and facts by which the task is written within a minute, so that day and bearer are those of the lists.
    """
    leads_on = answered == Answered.REFUSES or (answered == Answered.UNREACHED and not by_visit)
    asked = {Trigger.VISIT} if by_visit else ASKED
    reached = visible_to(ctx, READ_FOLLOW_UP, Child).filter(pk=task.child)
    if not leads_on or task.trigger not in asked or not reached.exists():
        return None
    found = gathered(ctx.today, {task.child})
    trigger = next_rung(by_visit)
    contacts = contacts_of([task.child], ctx.today).get(task.child, [])
    for facts in found.pupils:
        stood = [each for each in standing(facts, found.rules) if each.trigger is trigger]
        still = [
            each.due_on for each in stood if state_of(each, done_by(each, contacts, facts.case), ctx.today) in OPEN
        ]
        if still:
            owed = owed_by(trigger, facts, found.county)
            name = Unit._base_manager.values_list("name", flat=True).get(pk=owed.unit)
            holders = _holders(ctx, [owed.unit]).get((owed.unit, owed.role), ())
            return Coming(trigger, min(still), name, owed.role, holders)
    return None


def contact_in_reach(ctx: Context, contact: UUID, code: str) -> Contact:
    """A contact on which `code` may be done. Raises NotFound out of reach."""
    row = visible_to(ctx, code, Contact).select_related("child").filter(pk=contact).first()
    if row is None:
        raise NotFound
    return row


def _lines(ctx: Context, rows: Collection[FollowUp]) -> tuple[TaskLine, ...]:
    units = {row.unit_id for row in rows}
    holders, known = _holders(ctx, units), _known(ctx, units)
    own = {(each.unit, each.role) for each in ctx.holdings()}
    rungs = rungs_of(rows)
    last: dict[UUID, ContactLine] = {}
    for each in reversed(_contacts(ctx, {row.child_id for row in rows})):
        last[each.child] = each
    return tuple(
        TaskLine(
            id=row.pk,
            child=row.child_id,
            name=row.child.name,
            trigger=row.trigger,
            since=row.since,
            stands_on=row.stands_on,
            due_on=row.due_on,
            days_left=(row.due_on - ctx.today).days,
            state=row.state,
            done_on=row.done_on,
            ended_on=row.ended_on,
            end=row.end,
            unit=row.unit_id,
            unit_name=row.unit.name,
            role=row.role,
            holders=holders.get((row.unit_id, row.role), ()),
            is_vacant=row.unit_id in known and (row.unit_id, row.role) not in holders,
            is_own=(row.unit_id, row.role) in own,
            last=last.get(row.child_id),
            rung=rungs[row.pk].number if row.pk in rungs else None,
            begun=rungs[row.pk].begun if row.pk in rungs else row.since,
        )
        for row in rows
    )


def _holders(ctx: Context, units: Iterable[UUID]) -> Mapping[tuple[UUID, str], tuple[str, ...]]:
    """Who holds the posts of some units today, by unit and role, as far as they are in reach: a task goes with the post."""
    posts = visible_to(ctx, READ_ORGANIZATION, Post).filter(in_force(ctx.today), unit_id__in=set(units))
    found: dict[tuple[UUID, str], tuple[str, ...]] = {}
    for unit, role, name in posts.order_by("from_on", "id").values_list("unit_id", "grant__role", "holder__name"):
        found[unit, role] = (*found.get((unit, role), ()), name)
    return found


def _known(ctx: Context, units: Collection[UUID]) -> set[UUID]:
    """Those of some units whose posts are in reach: of the others it is not known whether somebody holds them."""
    return set(visible_to(ctx, READ_ORGANIZATION, Unit).filter(pk__in=units).values_list("pk", flat=True))


def _contacts(ctx: Context, children: Collection[UUID]) -> list[ContactLine]:
    """The contacts of some children, the latest first."""
    rows = list(visible_to(ctx, READ_FOLLOW_UP, Contact).filter(child_id__in=children).order_by("-on", "-at", "-id"))
    people = dict(Account._base_manager.filter(pk__in={row.by for row in rows}).values_list("pk", "name"))
    return [
        ContactLine(
            row.pk,
            row.child_id,
            row.on,
            row.how,
            row.whom,
            row.answered,
            row.note is not None,
            row.next_on,
            people.get(row.by, ""),
            row.at,
        )
        for row in rows
    ]
