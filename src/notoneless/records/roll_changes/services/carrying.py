"""What was approved at the last level is written on the roll, by the rules of the roll itself."""

from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.codes.rolls import Movement
from notoneless.kernel.problems import Problem
from notoneless.records.enrolment.models import RollEntry, RollEvent
from notoneless.records.enrolment.rules.standing import Fact, Step
from notoneless.records.enrolment.services.entering import write_deferral, write_entry
from notoneless.records.enrolment.services.moving import write_leaving, write_sending
from notoneless.records.enrolment.services.recording import Papers
from notoneless.records.enrolment.services.staying import write_repetition, write_resumption, write_study_suspension
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.selectors.knowing import papers_of


def carry(ctx: Context, row: ChangeRequest) -> UUID | None:
    """Write an approved change; its event. None for what leaves the entry as it is. The reason stays with the application,
    where it was looked at. Raises Refused as the roll does: not before its day, not as the entry stands by now."""
    papers = Papers(filed=_proof(row))
    match ChangeKind(row.kind):
        case ChangeKind.DEFERRAL:
            entry = write_deferral(ctx, row.child, row.unit, row.on, row.until_on or row.on, papers)
            return _last(entry)
        case ChangeKind.FOREIGN_RETURN:
            if row.room is None:
                raise Unusable(Problem("roll_changes.no_such_class"))
            fact = Fact(Step.ENTER, row.on, Movement.TRANSFER_IN, grade=row.grade)
            return _last(write_entry(ctx, row.child, row.room, fact, papers))
        case ChangeKind.OFF_ROLL:
            return None
        case _:
            return _of_entry(ctx, row, _entry(row), papers)


def _of_entry(ctx: Context, row: ChangeRequest, entry: RollEntry, papers: Papers) -> UUID:
    match ChangeKind(row.kind):
        case ChangeKind.STUDY_SUSPENSION:
            return write_study_suspension(ctx, entry, row.on, row.until_on or row.on, papers)
        case ChangeKind.TRANSFER:
            return write_sending(ctx, entry, row.on, row.destination, papers)
        case ChangeKind.DEATH:
            return write_leaving(ctx, entry, Fact(Step.LEAVE, row.on, Movement.DEATH), papers)
    if row.room is None:
        raise Unusable(Problem("roll_changes.no_such_class"))
    write = write_resumption if row.kind == ChangeKind.RESUMPTION else write_repetition
    return write(ctx, entry, row.on, row.room, row.grade or 0, papers)


def _entry(row: ChangeRequest) -> RollEntry:
    """The entry, held until the change is written."""
    rows = RollEntry._base_manager.select_for_update(of=("self",))
    found = rows.filter(pk=row.entry_id).first() if row.entry_id is not None else None
    if found is None:
        raise Unusable(Problem("roll_changes.no_entry"))
    return found


def _last(entry: UUID) -> UUID | None:
    return RollEvent._base_manager.filter(entry=entry).order_by("-number").values_list("pk", flat=True).first()


def _proof(row: ChangeRequest) -> UUID | None:
    """What the event shows as its proof: that of an office, else the application."""
    papers = papers_of([row.pk]).get(row.pk, {})
    found = papers.get(PaperKind.PROOF) or papers.get(PaperKind.APPLICATION)
    return found.file_id if found is not None else None
