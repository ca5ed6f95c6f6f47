"""Corrections: a later row stands in the place of a record, or says that it does not hold."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from notoneless.casework.visits.models import HomeVisit, VisitPhoto
from notoneless.casework.visits.rules.kinds import Met, VisitKind
from notoneless.casework.visits.rules.recording import Said
from notoneless.casework.visits.services.going import going, went
from notoneless.casework.visits.services.telling import take_back, tell_anew
from notoneless.casework.visits.services.writing import Papers, check, end_plan, plan_anew, record_of, write
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import Problem

ANYBODYS = "visit.settle_doubt"
"""Who may do this may correct what others recorded too."""


@action("visit.correct", words="更正家访记录", english="Correct the record of a visit")
def correct_visit(  # noqa: PLR0913 (what the register of visits asks)
    ctx: Context,
    *,
    visit: HomeVisit,
    kind: VisitKind,
    on: date,
    begun_at: str | None,
    ended_at: str | None,
    visitors: Passage,
    companions: Line | None,
    at_home: bool | None,
    address: Line | None,
    met: Met,
    met_name: str | None,
    reason: str | None,
    note: Passage | None,
    promise: Line | None,
    promised_on: date | None,
    next_step: Line | None,
    confidential: bool | None,
    signatory: str | None,
    signed_on_paper: bool | None,
) -> UUID:
    """Say anew what a record should have said; the new record. Photos, signature and place stay with it.

    A plan that the record made, and tasks that it did as a contact, wait again where what it says now does none of it.
    What is left out is empty, so what was sealed must be entered anew. The exact position stays sealed in the record that
    was corrected. Raises Refused for a record that does not hold, or that somebody else made.
    """
    _may(ctx, visit)
    where = (begun_at or "", ended_at or "", address or "", bool(at_home), "", "")
    words = (reason or "", note or "", promise or "", promised_on, next_step or "")
    said = Said(kind, on, met, *where, *words, signatory or "", bool(signed_on_paper))
    photos = VisitPhoto._base_manager.filter(visit=visit).values("attachment_id")
    kept = tuple(Attachment._base_manager.filter(pk__in=photos).order_by("id"))
    papers = Papers(met_name or "", companions or "", bool(confidential), kept, visit.signature)
    known = {each.pk for each in (*kept, *([visit.signature] if visit.signature else []))}
    check(ctx, visit.child, said, papers, known)
    people = going(ctx, visit.child_id, visitors, visit.pk)
    _let_go(visit)
    made = write(ctx, visit.child_id, said, papers, people, plan_anew(visit, people, said), visit)
    tell_anew(ctx, visit, said)
    return made


@action("visit.withdraw", words="撤销家访记录", english="Withdraw the record of a visit")
def withdraw_visit(ctx: Context, *, visit: HomeVisit, reason: Line) -> UUID:
    """Say that a visit was not made, and why; the row that says so. Its plan waits again, and so do the tasks
    that it did as a contact. Raises Refused as correcting does."""
    _may(ctx, visit)
    _let_go(visit)
    said = Said(VisitKind(visit.kind), visit.on, Met(visit.met), is_at_home=visit.is_at_home, address=visit.address)
    row = record_of(ctx, visit.child_id, replace(said, note=reason), Papers())
    row.planned, row.supersedes, row.is_withdrawal, row.holds = visit.planned, visit, True, False
    row.save(force_insert=True)
    if visit.planned is not None:
        end_plan(visit.planned, None)
    take_back(ctx, visit)
    return row.id


def _may(ctx: Context, visit: HomeVisit) -> None:
    if not visit.holds:
        raise Refused(Problem("visits.corrected_already"))
    if ctx.actor != visit.by and ctx.actor not in went(visit.pk) and not ctx.may(ANYBODYS):
        raise Refused(Problem("visits.not_yours"))


def _let_go(visit: HomeVisit) -> None:
    visit.holds = False
    visit.save(update_fields=["holds"])
