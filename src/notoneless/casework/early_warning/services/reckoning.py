"""The projection of tasks: made again from facts, as often as one likes; and the cases that must be open."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID, uuid5

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.services import suspect
from notoneless.casework.early_warning.models import FollowUp
from notoneless.casework.early_warning.rules.following import (
    TaskState,
    case_needed,
    done_by,
    put_off_too_long,
    state_of,
)
from notoneless.casework.early_warning.rules.known import CaseFacts, End, PupilFacts
from notoneless.casework.early_warning.rules.triggers import OPENING, Stood, owed_by, triggers
from notoneless.casework.early_warning.selectors.due import last_reckoned, told_since
from notoneless.casework.early_warning.selectors.facts import together
from notoneless.casework.early_warning.selectors.gathering import Gathered, contacts_of, gathered
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.bulk import insert_many
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Longest
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import reading_long, tell_database, visible_to
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem, sentence

_ROWS = UUID("1b0b4c1c-6a0e-5c0a-8f3a-8f7b5b1d2e60")
"""The namespace of the ids of tasks: what a trigger asks for of a child has the same id however often it is reckoned."""

_FIELDS = (
    "id",
    "child",
    "trigger",
    "since",
    "stands_on",
    "due_on",
    "unit",
    "role",
    "state",
    "done_on",
    "ended_on",
    "end",
    "contact",
)
Row = tuple[Any, ...]

TOLD_AGAIN = timedelta(days=14)
"""So long before the last reckoning what is over is told again."""


@action("follow_up.reckon", words="核算缺课跟踪", english="Reckon the follow-up of absences")
def reckon(ctx: Context, *, unit: Unit) -> None:
    """Tell anew what stands for the children of the county today, and open the cases that must be open.

    Raises Unusable for a unit that is not the county.
    """
    if unit.parent_id is not None:
        raise Unusable(Problem("early_warning.county_only"))
    # what was gathered before is good once: a second attempt, after somebody else was faster, gathers for itself
    ready = (_READY.get() or {}).pop(ctx.today, None)
    _settle(ctx, _renewed(ctx, ready) if ready is not None else gathered(ctx.today, since=_told_since(ctx)))


_READY: ContextVar[dict[date, Gathered] | None] = ContextVar("gathered", default=None)
"""What was gathered before the transaction, by day."""


@contextmanager
def gathered_before(ctx: Context) -> Iterator[None]:
    """Within, what is gathered here is found by the action, so that no class teacher waits for it with a report."""
    ready: dict[date, Gathered] = {}
    mark = _READY.set(ready)
    try:
        if ctx.may(reckon.code):
            with reading_long():
                tell_database(ctx)
                ready[ctx.today] = gathered(ctx.today, since=_told_since(ctx))
        yield
    finally:
        _READY.reset(mark)


def _renewed(ctx: Context, before: Gathered) -> Gathered:
    """What was gathered, with those gathered again of whom something was told since: what is newer stands."""
    late = told_since(ctx)
    if not late:
        return before
    fresh = gathered(ctx.today, late)
    pupils = [facts for facts in before.pupils if facts.child not in late]
    return replace(before, pupils=[*pupils, *fresh.pupils], first={**before.first, **fresh.first})


def _told_since(ctx: Context) -> date | None:
    """Before which day all is told that is over: some days before the last time, when registers may still have been corrected.

    None once a week, where nothing is there, and where the clock was set back: then everything is told anew.
    """
    last = last_reckoned(ctx)
    if last is None or last.isocalendar()[:2] != ctx.today.isocalendar()[:2] or not FollowUp._base_manager.exists():
        return None
    return last - TOLD_AGAIN


Others = Annotated[str, Longest(37 * 100)]
"""The ids of up to a hundred children, with spaces between."""


@action("follow_up.reckon_child", words="核算一名学生的缺课跟踪", english="Reckon the follow-up of one child")
def reckon_child(ctx: Context, *, child: Child, others: Others | None) -> None:
    """Tell anew what stands for one child today, and for `others` of whom the same was told, and open cases that must be open.

    Raises Unusable where `others` are no ids.
    """
    also: set[UUID] = set()
    if others:
        reached = visible_to(ctx, "follow_up.reckon_child", Child).filter(pk__in=_ids(others))
        also.update(reached.values_list("pk", flat=True))
    _settle(ctx, gathered(ctx.today, {child.pk, *also}))


def _ids(text: str) -> list[UUID]:
    try:
        return [UUID(each) for each in text.split()]
    except ValueError:
        raise Unusable(Problem("access.wrong_kind", {"name": Problem("parameter.others")})) from None


def _settle(ctx: Context, found: Gathered) -> None:
    stood = {facts.child: triggers(facts, found.rules) for facts in found.pupils}
    for number, facts in enumerate(found.pupils):
        opened = _open_case(ctx, facts, stood[facts.child])
        if opened is not None:  # a case takes over at once what is to be done for its child
            found.pupils[number] = replace(facts, case=opened)
            stood[facts.child] = triggers(found.pupils[number], found.rules)
    kept = {row[0]: row for row in _kept(found.first)}
    written, gone = [], []
    for row in _rows(found, stood):
        was = kept.pop(row[0], None)
        if was != row:
            written.append(row)
            gone += [row[0]] if was is not None else []
    excused = {(facts.child, each.on) for facts in found.pupils for each in facts.absences if each.excused}
    ends = {pk: End.EXPLAINED if (row[_CHILD], row[_SINCE]) in excused else End.LAPSED for pk, row in kept.items()}
    lapsed = [
        _lapsed(row, ctx.today, ends[pk])
        for pk, row in kept.items()
        if _lapses(row, ctx.today) or ends[pk] is End.EXPLAINED
    ]
    gone += kept
    for start in range(0, len(gone), 500):
        FollowUp._base_manager.filter(pk__in=gone[start : start + 500]).delete()
    insert_many(FollowUp, _FIELDS, map(_bare, [*written, *lapsed]))


# the case


def _open_case(ctx: Context, facts: PupilFacts, stood: Collection[Stood]) -> CaseFacts | None:
    """Open the case of a child for the first thing that asks for one and has none; the case, where it was opened now."""
    for each in sorted(stood, key=lambda known: known.stands_on):
        opens = each.trigger in OPENING or put_off_too_long(each, facts, ctx.today)
        if opens and case_needed(each, facts.case):
            # between the gathering of facts and now somebody may have opened it by hand
            row = Case._base_manager.filter(child_id=facts.child).first()
            if row is not None and row.closed_on is None:
                return None
            seen = sentence(Problem(f"early_warning.seen_{each.trigger}", {"since": each.since.isoformat()}))
            inner = ctx.within(f"suspect {facts.child} {each.trigger} {each.since}")
            suspect(inner, child=facts.child, seen=seen, on=each.stands_on)
            return CaseFacts(each.stands_on)
    return None


# the rows


def _rows(found: Gathered, stood: Mapping[UUID, Collection[Stood]]) -> Iterator[Row]:
    contacts = contacts_of([facts.child for facts in found.pupils if stood[facts.child]], found.rules.day)
    day = found.rules.day
    for facts in found.pupils:
        for each in stood[facts.child]:
            if each.since < found.first[facts.child] and each.ended_on is not None:
                continue  # what was over before stays as it was told then
            done = done_by(each, [one for one in contacts.get(facts.child, ()) if one.on <= day], facts.case)
            owed = owed_by(each.trigger, facts, found.county)
            yield (
                task_id(facts.child, each),
                facts.child,
                str(each.trigger),
                each.since,
                each.stands_on,
                each.due_on,
                owed.unit,
                owed.role,
                str(state_of(each, done, day)),
                done.on if done else None,
                each.ended_on,
                str(each.end) if each.end else "",
                done.id if done else None,
            )


def task_id(child: UUID, stood: Stood) -> UUID:
    """The id of what a trigger asks for of a child."""
    return uuid5(_ROWS, f"{child.hex}|{stood.trigger}|{stood.since.isoformat()}")


def _kept(first: Mapping[UUID, date]) -> Iterator[Row]:
    """The rows that are told anew: of the children asked about, those still open, and those of the days looked back upon."""
    columns = tuple(f"{name}_id" if name in ("child", "unit") else name for name in _FIELDS)
    for part in together(first.keys()):
        for row in FollowUp._base_manager.filter(child_id__in=part).values_list(*columns):
            if row[_STATE] != TaskState.ENDED or row[_SINCE] >= first[row[_CHILD]]:
                yield row


_CHILD, _SINCE, _STANDS, _STATE = (_FIELDS.index(name) for name in ("child", "since", "stands_on", "state"))
_ENDED, _END = _FIELDS.index("ended_on"), _FIELDS.index("end")


def _lapses(row: Row, day: date) -> bool:
    """Whether a row that does not stand any more is kept as ended: what somebody had to do yesterday does not vanish."""
    return bool(row[_STANDS] < day)


def _lapsed(row: Row, day: date, end: End) -> Row:
    """A row as it ended: explained where leave covers by now the day on which it began."""
    if row[_STATE] == TaskState.ENDED:
        return row
    changed = {_STATE: str(TaskState.ENDED), _ENDED: day, _END: str(end)}
    return tuple(changed.get(number, value) for number, value in enumerate(row))


def _bare(row: Row) -> Row:
    """A row as it is inserted: ids as hexadecimal digits, days as ISO 8601."""
    return tuple(
        value.hex if isinstance(value, UUID) else value.isoformat() if isinstance(value, date) else value
        for value in row
    )
