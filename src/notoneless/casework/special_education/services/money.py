"""The money of home lessons: entered as it comes and goes, and made undone with a reason."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from notoneless.casework.special_education.models import HomeboundMoney
from notoneless.casework.special_education.rules.homebound import MoneyFlow, home_numbers, yuan_of
from notoneless.casework.special_education.rules.refusing import why_not_day
from notoneless.casework.special_education.selectors.homebound import least_left
from notoneless.casework.special_education.selectors.knowing import numbers_of
from notoneless.casework.special_education.services.checking import refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.kernel.problems import Problem


@action("homebound.account", words="登记送教经费", english="Enter money of homebound instruction")
def account_money(
    ctx: Context, *, unit: Unit, on: date, money_flow: MoneyFlow, money_use: str, yuan: str, voucher: str | None
) -> UUID:
    """Enter money that a unit was given or has spent on home lessons; the entry. Raises Refused for more than there is, a use
    that the plan does not name, an amount that is none, and a day to come or long past."""
    amount = yuan_of(yuan)
    if amount is None:
        raise Refused(Problem("special_education.no_amount"))
    refuse(why_not_day(on, None, ctx.today))
    Unit._base_manager.select_for_update(of=("self",)).filter(pk=unit.pk).first()  # whoever spends the same waits here
    if money_flow is MoneyFlow.SPENT:
        refuse(_why_not_spent(ctx, unit.pk, money_use, amount, on))
    row = HomeboundMoney(id=ctx.ids.new(), unit=unit, on=on, flow=money_flow, purpose=money_use, yuan=amount)
    row.voucher, row.at = voucher or "", ctx.at
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _why_not_spent(ctx: Context, unit: UUID, purpose: str, amount: Decimal, on: date) -> Problem | None:
    uses = home_numbers(numbers_of(unit, ctx.today)).fund_uses
    if uses and purpose not in uses:
        return Problem("special_education.strange_use", {"uses": "、".join(uses)})
    left = least_left(unit, on)
    return Problem("special_education.overspent", {"left": f"{left:.2f}"}) if amount > left else None


@action("homebound.reverse", words="冲销送教经费", english="Reverse an entry of money of homebound instruction")
def reverse_money(ctx: Context, *, money: HomeboundMoney, reason: Line) -> UUID:
    """Make an entry undone by one of the same amount below nought, today, with the reason; the new entry. Both stay.

    Raises Refused for what is reversed already, what is itself a reversal, and money that came and is spent by now.
    """
    row = money
    Unit._base_manager.select_for_update(of=("self",)).filter(
        pk=row.unit_id
    ).first()  # whoever spends the same waits here
    refuse(_why_not_reversed(ctx, row))
    undone = HomeboundMoney(id=ctx.ids.new(), unit_id=row.unit_id, on=ctx.today, flow=row.flow, purpose=row.purpose)
    undone.yuan, undone.voucher, undone.at = -row.yuan, row.voucher, ctx.at
    undone.reverses, undone.why = row, reason
    undone.by_id = ctx.actor  # type: ignore[assignment]
    undone.save(force_insert=True)
    return undone.pk


def _why_not_reversed(ctx: Context, row: HomeboundMoney) -> Problem | None:
    if row.reverses_id is not None:
        return Problem("special_education.is_reversal")
    if HomeboundMoney._base_manager.filter(reverses=row).exists():
        return Problem("special_education.reversed_already")
    left = least_left(row.unit_id, ctx.today)
    if row.flow == MoneyFlow.RECEIVED and row.yuan > left:
        return Problem("special_education.overspent", {"left": f"{left:.2f}"})
    return None
