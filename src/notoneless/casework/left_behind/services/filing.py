"""A left-behind child gets a file; what it says is entered anew when it changes; it ends with a reason."""

from dataclasses import dataclass
from uuid import UUID

from notoneless.casework.aid.selectors.knowing import rooms_of
from notoneless.casework.left_behind.models import ContactPerson, LeftBehindFile, LeftBehindVersion
from notoneless.casework.left_behind.rules.kinds import Away, Carer, Closing, Family, Trait
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class _Said:
    """What a file says."""

    away: Away
    is_other_able: bool
    carer: Carer
    traits: str
    family: str
    adults: str | None


@action("left_behind.open", words="建留守儿童档案", english="Open a left-behind child's file", law="未成年人保护法 29")
def open_file(
    ctx: Context,
    *,
    child: Child,
    parents_away: Away,
    is_other_able: bool,
    carer: Carer,
    traits: str,
    family: str,
    adults: Passage | None,
) -> UUID:
    """Open the file of a pupil of whom a parent works away; the file.

    is_other_able: whether the parent at home is able to care; traits, family: codes of Trait and Family with blanks between;
    adults: names, workplaces, addresses and telephones of parents and carer. Raises Refused for a child that has an open file
    or is no pupil here, Unusable for a code that is none.
    """
    if not rooms_of([child.pk], ctx.today):
        raise Refused(Problem("left_behind.no_pupil"))
    if LeftBehindFile._base_manager.filter(child=child, closed_on__isnull=True).exists():
        raise Refused(Problem("left_behind.filed_already"))
    row = LeftBehindFile(id=ctx.ids.new(), child=child, opened_on=ctx.today, at=ctx.at)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    _write(ctx, row, _Said(parents_away, is_other_able, carer, traits, family, adults))
    return row.pk


@action("left_behind.revise", words="变更留守儿童档案", english="Enter a left-behind child's file anew")
def revise(
    ctx: Context,
    *,
    left_behind_file: LeftBehindFile,
    parents_away: Away,
    is_other_able: bool,
    carer: Carer,
    traits: str,
    family: str,
    adults: Passage | None,
) -> UUID:
    """Say what holds from today on; what the file said before stays in it. Raises Refused for a file that is closed."""
    must_be_open(left_behind_file)
    rows = LeftBehindVersion._base_manager.filter(file=left_behind_file, until_on__isnull=True)
    rows.update(until_on=ctx.today)
    return _write(ctx, left_behind_file, _Said(parents_away, is_other_able, carer, traits, family, adults))


@action("left_behind.close", words="结束留守儿童档案", english="Close a left-behind child's file")
def close(ctx: Context, *, left_behind_file: LeftBehindFile, closing: Closing) -> None:
    """Close a file: a parent is back, the child has left, has finished, or never was left behind."""
    must_be_open(left_behind_file)
    left_behind_file.closed_on, left_behind_file.closing = ctx.today, closing
    left_behind_file.save(update_fields=["closed_on", "closing"])
    ContactPerson._base_manager.filter(file=left_behind_file, until_on__isnull=True).update(until_on=ctx.today)


def must_be_open(row: LeftBehindFile) -> None:
    """Raise Refused for a file that is closed."""
    if row.closed_on is not None:
        raise Refused(Problem("left_behind.closed"))


def _write(ctx: Context, file: LeftBehindFile, said: _Said) -> UUID:
    traits, family = _codes(said.traits, Trait), _codes(said.family, Family)
    row = LeftBehindVersion(id=ctx.ids.new(), file=file, child_id=file.child_id, away=said.away, carer=said.carer)
    row.is_other_able = said.is_other_able and said.away is not Away.BOTH
    row.traits, row.family = Plain(traits), Plain(family)
    row.adults = Plain(said.adults) if said.adults else None
    row.from_on, row.at, row.by_id = ctx.today, ctx.at, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _codes(text: str, kinds: type[Trait] | type[Family]) -> str:
    """Codes in their usual order, each once. Raises Unusable for one that is none, and for nothing at all."""
    given = set(text.split())
    if not given or given - {each.value for each in kinds}:
        raise Unusable(Problem("left_behind.no_code"))
    return " ".join(each.value for each in kinds if each.value in given)
