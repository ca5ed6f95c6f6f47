"""Payments come in by hand or as the paying office's list; the same one counts once, what is nobody's stays in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.casework.aid.models import AidList, AidPayment, AidStray
from notoneless.casework.aid.rules.judging import fen_of
from notoneless.casework.aid.rules.sheets import PaidRow
from notoneless.casework.aid.selectors.sheets import paid_rows
from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.matching import How, Match, matched
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain, opened, search_keys
from notoneless.kernel.names import clean_name
from notoneless.kernel.problems import Problem

BRING = "aid.bring_list"

_LONGEST_AGO = timedelta(days=1100)
"""Payments are entered within three years; what is earlier is a mistyped year."""


@dataclass(frozen=True, slots=True)
class _Paid:
    """What was paid for a term, and how it was told whose it is."""

    fen: int
    item: str
    paid_on: date
    term_from: date

    def said(self, whose: str) -> str:
        """By which the same payment is known again."""
        return f"{whose}|{self.item}|{self.fen}|{self.paid_on.isoformat()}|{self.term_from.isoformat()}"


@action("aid.pay", words="登记资助发放", english="Enter a payment of aid")
def pay(ctx: Context, *, child: Child, aid_amount: str, aid_item: Line, paid_on: date, term_day: date) -> UUID:
    """Enter by hand what a pupil was paid for the term of a day; the payment.

    Raises Unusable for no amount and for a day to come, Refused for a payment that is entered already.
    """
    fen = fen_of(aid_amount)
    if fen is None:
        raise Unusable(Problem("aid.no_amount"))
    _must_be_near(ctx, paid_on, term_day)
    paid = _Paid(fen, aid_item, paid_on, begins_on(term_day))
    if _known(AidPayment, paid.said(str(child.pk))):
        raise Refused(Problem("aid.same_payment"))
    return _pay(ctx, child.pk, paid, How.HAND, None)


@action("aid.bring_list", words="导入资助发放名单", english="Bring a list of payments")
def bring_list(ctx: Context, *, unit: Unit, attachment: Attachment, list_title: Line, term_day: date) -> UUID:
    """Bring the list of the paying office for the term of a day; the list, with what became of its rows.

    Each row is a pupil's by number and name or by linkage, or nobody's. Rows that were entered before are counted and enter
    nothing. Raises Unusable, naming the first cell, where one cannot be read.
    """
    _must_be_near(ctx, term_day)
    rows = paid_rows(ctx, BRING, attachment.pk)
    found = AidList(id=ctx.ids.new(), unit=unit, title=list_title, term_from=begins_on(term_day), file=attachment)
    found.count, found.paid, found.strays, found.same = len(rows), 0, 0, 0
    found.on, found.by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    found.save(force_insert=True)
    _enter(ctx, found, rows, matched(ctx, BRING, [row.person for row in rows]))
    found.save(update_fields=["paid", "strays", "same"])
    return found.pk


@action("aid.settle_stray", words="处理对不上的发放", english="Settle a payment that is nobody's")
def settle_stray(ctx: Context, *, aid_stray: AidStray, child: Child | None, reason: Line | None) -> None:
    """Say whose a payment is, or why it is nobody's here.

    Raises Refused for one that is settled, or whose payment is entered already; Unusable without a child and a reason.
    """
    row = aid_stray
    if row.settled_on is not None:
        raise Refused(Problem("aid.settled_already"))
    if child is None and not reason:
        raise Unusable(Problem("aid.whose_or_why"))
    row.settled_on, row.settled_by_id, row.because = ctx.today, ctx.actor, reason or ""
    if child is not None:
        paid = _Paid(row.fen, opened(row, "item") or "", row.paid_on, row.list.term_from)
        if _known(AidPayment, paid.said(str(child.pk))):
            raise Refused(Problem("aid.same_payment"))
        row.payment_id = _pay(ctx, child.pk, paid, How.HAND, row.list)
    row.save(update_fields=["settled_on", "settled_by", "payment", "because"])


@action("aid.take_back", words="撤回资助发放登记", english="Take back a payment of aid")
def take_back(ctx: Context, *, aid_payment: AidPayment, reason: Line) -> None:
    """Let a payment that was entered wrongly count no more, with the reason; the right one can then be entered.

    A row of a list that was said to be this pupil's is nobody's again. Raises Refused for what was taken back.
    """
    row = aid_payment
    if row.taken_back_on is not None:
        raise Refused(Problem("aid.taken_back_already"))
    row.said = Plain(f"{opened(row, 'said')}|{row.pk}")
    row.taken_back_on, row.because, row.taken_back_by_id = ctx.today, reason, ctx.actor
    row.save(update_fields=["said", "said_index", "taken_back_on", "because", "taken_back_by"])
    strays = AidStray._base_manager.filter(payment=row)
    strays.update(payment=None, settled_on=None, settled_by=None, because="")


def _must_be_near(ctx: Context, *days: date) -> None:
    """Raise Unusable for a day to come, and for one so long ago that it is a mistyped year."""
    if any(day > ctx.today for day in days):
        raise Unusable(Problem("aid.day_to_come"))
    if any(day < ctx.today - _LONGEST_AGO for day in days):
        raise Unusable(Problem("aid.long_ago"))


def _enter(ctx: Context, found: AidList, rows: Sequence[PaidRow], matches: Sequence[Match]) -> None:
    for row, match in zip(rows, matches, strict=True):
        paid = _Paid(row.fen, row.item, row.paid_on, found.term_from)
        whose = str(match.child) if match.child else f"{clean_name(row.person.name)}/{row.person.id_no.strip()}"
        if _known(AidPayment if match.child else AidStray, paid.said(whose)):
            found.same += 1
        elif match.child is not None:
            _pay(ctx, match.child, paid, match.how, found)
            found.paid += 1
        else:
            _stray(ctx, found, row, paid.said(whose), match.nearest)
            found.strays += 1


def _pay(ctx: Context, child: UUID, paid: _Paid, how: How, found: AidList | None) -> UUID:
    row = AidPayment(id=ctx.ids.new(), child_id=child, said=Plain(paid.said(str(child))), fen=paid.fen, how=how)
    row.paid_on, row.term_from, row.on, row.list = paid.paid_on, paid.term_from, ctx.today, found
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _stray(ctx: Context, found: AidList, row: PaidRow, said: str, nearest: UUID | None) -> None:
    made = AidStray(id=ctx.ids.new(), unit_id=found.unit_id, list=found, name=clean_name(row.person.name)[:60])
    made.said, made.item, made.fen, made.paid_on = Plain(said), Plain(row.item), row.fen, row.paid_on
    made.nearest_id = nearest
    made.save(force_insert=True)


def _known(model: type[AidPayment] | type[AidStray], said: str) -> bool:
    return model._base_manager.filter(said_index__in=search_keys(model, "said", said)).exists()
