"""Children schooled elsewhere as a person sees them: a list with what is to be done, and one record with all that happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, UnitClosure
from notoneless.foundation.access.recording import listed, opened_row
from notoneless.foundation.access.refusals import NotFound
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import Guardian
from notoneless.records.schooling_elsewhere.models import (
    CertificateCopy,
    ElsewhereContact,
    ElsewhereRecord,
    TermConfirmation,
)
from notoneless.records.schooling_elsewhere.rules.kinds import ROLES, Beyond, ContactWay, Proof, Recipient, Said
from notoneless.records.schooling_elsewhere.rules.standing import UNACCOUNTED, Standing, State
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.schooling_elsewhere.selectors.knowing import (
    copies_of,
    homes_on,
    lacks,
    numbered,
    standings_on,
)

TOLD = ("village_secretary", "accountable_officer", "township_leader")
"""The posts that are told what is overdue of a child living there, the nearest first."""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy of a certificate: who keeps it, since when, when it was acknowledged and by whom; not handed in without a day."""

    recipient: Recipient
    id: UUID | None = None
    unit_name: str = ""
    filed_on: date | None = None
    acknowledged_on: date | None = None
    acknowledged_by: str = ""


@dataclass(frozen=True, slots=True)
class AwayLine:
    """A child schooled elsewhere, in a list. `lacks`: missing details; `copies`: of its certificate, if it needs one."""

    id: UUID
    child: UUID
    name: str
    home: str
    beyond: Beyond
    place: str
    school: str
    grade: int | None
    class_name: str
    stage: str
    since_on: date
    standing: Standing
    lacks: tuple[str, ...]
    is_overdue: bool
    copies: tuple[CopyLine, ...]

    @property
    def is_certified(self) -> bool:
        """Whether every copy that is needed was acknowledged."""
        return all(each.acknowledged_on for each in self.copies)

    @property
    def is_unaccounted(self) -> bool:
        """Whether nothing confirms any more that the child is in school."""
        return self.standing.state in UNACCOUNTED


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact with a family."""

    on: date
    guardian: str
    way: ContactWay
    said: Said
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    """A confirmation. `county`: who signed it, where it is a signed one."""

    proof: Proof
    school: str
    issued_on: date
    until_on: date
    county: str
    file: UUID | None
    by: str


@dataclass(frozen=True, slots=True)
class AwayPage:
    """One record. `told`: who is told what is overdue, by role and name."""

    line: AwayLine
    has_number: bool
    has_own_number: bool
    signer: str
    signed_on: date | None
    sealed_on: date | None
    paper: UUID | None
    paper_number: str
    scan: UUID | None
    contacts: tuple[ContactLine, ...]
    confirmations: tuple[ConfirmationLine, ...]
    told: tuple[tuple[str, str], ...]


def rows_in_reach(ctx: Context, code: str = READ_ELSEWHERE) -> QuerySet[ElsewhereRecord]:
    """The records to which `code` may be done."""
    rows = visible_to(ctx, code, ElsewhereRecord).select_related("child", "unit__parent", "signer", "paper")
    return rows.defer("student_number", "child__id_number", "child__student_number")


def list_away(ctx: Context, unit: UUID | None = None) -> tuple[AwayLine, ...]:
    """The open records in reach, those first of whom nothing confirms that the child is in school. The list leaves an entry."""
    rows = rows_in_reach(ctx).filter(ended_on__isnull=True)
    if unit is not None:
        rows = rows.filter(unit__in=UnitClosure.objects.filter(ancestor_id=unit).values("descendant_id"))
    lines = lines_of(ctx, rows.order_by("child__sort_key", "id"))
    listed(ctx, READ_ELSEWHERE, [line.child for line in lines], {"unit": str(unit or "")})
    return tuple(sorted(lines, key=lambda line: (not line.is_unaccounted, line.standing.state is not State.DUE)))


def unaccounted(ctx: Context, unit: UUID | None = None) -> tuple[AwayLine, ...]:
    """Those of them whom nothing confirms any more, for the page of children in no school. The list leaves an entry."""
    return tuple(line for line in list_away(ctx, unit) if line.is_unaccounted)


def away_of_child(ctx: Context, child: UUID) -> tuple[AwayLine, ...]:
    """The records of a child, the latest first; for a page whose opening is recorded."""
    return lines_of(ctx, rows_in_reach(ctx).filter(child_id=child).order_by("-opened_on", "-id"))


def lines_of(ctx: Context, rows: Iterable[ElsewhereRecord]) -> tuple[AwayLine, ...]:
    """Records as lines."""
    found = list(rows)
    if not found:
        return ()
    standings, has_number = standings_on(found, ctx.today), numbered(found)
    copies = copies_of([row.pk for row in found])
    return tuple(
        _line(row, standings[row.pk], lacks(row, row.pk in has_number), copies.get(row.pk, {}), ctx.today)
        for row in found
    )


def _line(
    row: ElsewhereRecord,
    standing: Standing,
    short: tuple[str, ...],
    copies: dict[Recipient, CertificateCopy],
    today: date,
) -> AwayLine:
    needs = Recipient if row.beyond == Beyond.COUNTY else ()
    above = f"{row.unit.parent.name} " if row.unit.parent else ""
    return AwayLine(
        id=row.pk,
        child=row.child_id,
        name=row.child.name,
        home=f"{above}{row.unit.name}",
        beyond=Beyond(row.beyond),
        place=row.place,
        school=row.school,
        grade=row.grade,
        class_name=row.class_name,
        stage=row.stage,
        since_on=row.since_on,
        standing=standing,
        lacks=short,
        is_overdue=standing.is_contact_overdue(today),
        copies=tuple(_copy(each, copies.get(each)) for each in needs),
    )


def _copy(recipient: Recipient, row: CertificateCopy | None) -> CopyLine:
    if row is None:
        return CopyLine(recipient)
    by = row.acknowledged_by.name if row.acknowledged_by else ""
    return CopyLine(recipient, row.pk, row.unit.name, row.filed_on, row.acknowledged_on, by)


def open_away(ctx: Context, record: UUID) -> AwayPage:
    """One record. Opening it leaves an entry. Raises NotFound out of reach."""
    row = record_in_reach(ctx, record, READ_ELSEWHERE)
    opened_row(ctx, READ_ELSEWHERE, row)
    [line] = lines_of(ctx, [row])
    contacts = visible_to(ctx, READ_ELSEWHERE, ElsewhereContact).filter(record=row).select_related("guardian", "by")
    proofs = visible_to(ctx, READ_ELSEWHERE, TermConfirmation).filter(record=row).select_related("key", "by")
    return AwayPage(
        line=line,
        has_number="student_number" not in line.lacks,
        has_own_number=rows_in_reach(ctx).filter(pk=row.pk, student_number__isnull=False).exists(),
        signer=row.signer.name if row.signer else "",
        signed_on=row.signed_on,
        sealed_on=row.sealed_on,
        paper=row.paper_id,
        paper_number=row.paper.number if row.paper else "",
        scan=row.scan_id,
        contacts=tuple(
            ContactLine(each.on, each.guardian.name, ContactWay(each.way), Said(each.said), each.note, each.by.name)
            for each in contacts.order_by("-on", "-at", "-id")
        ),
        confirmations=tuple(
            ConfirmationLine(
                Proof(each.proof),
                each.school,
                each.issued_on,
                each.until_on,
                each.key.county if each.key else "",
                each.file_id,
                each.by.name,
            )
            for each in proofs.order_by("-until_on", "-at", "-id")
        ),
        told=_told(row, ctx.today),
    )


def _told(row: ElsewhereRecord, day: date) -> tuple[tuple[str, str], ...]:
    """Who is told what is overdue: who holds the posts of the child's home today."""
    home = homes_on([row], day)[row.pk]
    above = UnitClosure.objects.filter(descendant_id=home).values("ancestor_id")
    rows = Grant._base_manager.filter(in_force(day), unit_id__in=above, role__in=TOLD, account__is_active=True)
    found = list(rows.order_by("account__name", "id").values_list("role", "account__name"))
    return tuple(sorted(found, key=lambda each: TOLD.index(each[0])))


def record_in_reach(ctx: Context, record: UUID, code: str) -> ElsewhereRecord:
    """A record to which `code` may be done. Raises NotFound."""
    row = rows_in_reach(ctx, code).filter(pk=record).first()
    if row is None:
        raise NotFound
    return row


def guardians_of(ctx: Context, child: UUID) -> list[tuple[str, str]]:
    """The guardians of a child, to choose from; for a form whose child is in reach."""
    rows = visible_to(ctx, READ_ELSEWHERE, Guardian).filter(child_id=child).order_by("id")
    return [(str(row.pk), f"{row.name}（{row.relation}）") for row in rows.defer("phone")]


@dataclass(frozen=True, slots=True)
class CopyToKeep:
    """A copy that waits to be acknowledged, as whoever keeps it sees it: the child may live out of its reach."""

    id: UUID
    name: str
    recipient: Recipient
    unit_name: str
    filed_on: date
    by: str


def copies_waiting(ctx: Context, code: str) -> tuple[CopyToKeep, ...]:
    """The copies that wait for whoever asks to acknowledge them, the earliest first. The list leaves an entry."""
    held = {(each.role, each.unit) for each in ctx.holdings()}
    rows = visible_to(ctx, code, CertificateCopy).filter(acknowledged_on__isnull=True).exclude(by_id=ctx.actor)
    rows = rows.filter(unit_id__in={unit for _, unit in held}).select_related("unit", "by").order_by("filed_on", "id")
    found = [row for row in rows if (ROLES[Recipient(row.recipient)], row.unit_id) in held]
    listed(ctx, code, [row.child_id for row in found], {})
    return tuple(
        CopyToKeep(row.pk, row.name, Recipient(row.recipient), row.unit.name, row.filed_on, row.by.name)
        for row in found
    )
