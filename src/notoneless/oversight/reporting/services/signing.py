"""A month explained and signed; a correction is signed again, with its reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.kernel.problems import Problem
from notoneless.oversight.reporting.models import MonthlyReturn, ReturnExplanation
from notoneless.oversight.reporting.rules.figures import children_of
from notoneless.oversight.reporting.rules.freezing import digest_of
from notoneless.oversight.reporting.rules.months import is_near, why_not_signed
from notoneless.oversight.reporting.selectors.facts import MonthFacts, month_facts
from notoneless.oversight.reporting.selectors.returns import EXPLAIN, SIGN, explanations


@action("monthly_return.explain", words="说明月报中的矛盾", english="Explain a contradiction of a monthly return")
def explain_contradiction(ctx: Context, *, unit: Unit, month: date, contradiction: Line, explanation: Line) -> UUID:
    """Say why a contradiction stands, as it is told now; said again, the later words count.

    Raises Refused where there is no such contradiction any more, Unusable for anything but a school's month.
    """
    facts = _facts(ctx, unit, month)
    if contradiction not in {each.key for each in facts.found}:
        raise Refused(Problem("reporting.contradiction_gone"))
    rows = visible_to(ctx, EXPLAIN, ReturnExplanation).select_for_update(of=("self",))
    row = rows.filter(unit=unit, month=month, key=contradiction).first()
    if row is None:
        row = ReturnExplanation(id=ctx.ids.new(), unit=unit, month=month, key=contradiction)
    row.text, row.by_id, row.on = explanation, ctx.actor, ctx.today  # type: ignore[assignment]
    row.save()
    return row.pk


@action("monthly_return.sign", words="签发月报", english="Sign a monthly return")
def sign_return(ctx: Context, *, unit: Unit, month: date, seen: Line, reason: Line | None) -> UUID:
    """Sign a school's month as the facts stand, and freeze them; where it is signed already, as a correction with a reason.

    `seen`: the digest of the facts that the signer saw. Raises Refused where they have changed since, a contradiction is not
    explained, the month has not come to its end, or a correction would change nothing; Unusable without its reason, and for
    anything but a school's month.
    """
    facts = _facts(ctx, unit, month)
    wrong = why_not_signed(month, facts.opens_on, ctx.today)
    if wrong:
        raise Refused(wrong)
    if facts.digest() != seen:
        raise Refused(Problem("reporting.facts_changed"))
    said = explanations(ctx, unit.pk, month, SIGN)
    open_ones = [each for each in facts.found if not said.get(each.key)]
    if open_ones:
        raise Refused(Problem("reporting.not_explained", {"count": len(open_ones)}))
    before = visible_to(ctx, SIGN, MonthlyReturn).filter(unit=unit, month=month, is_current=True)
    return _freeze(ctx, unit, facts, said, before.select_for_update(of=("self",)).first(), reason)


def _facts(ctx: Context, unit: Unit, month: date) -> MonthFacts:
    if unit.kind != UnitKind.SCHOOL or not is_near(month, ctx.today):
        raise Unusable(Problem("reporting.no_month"))
    return month_facts(ctx, unit, month)


def _freeze(
    ctx: Context,
    unit: Unit,
    facts: MonthFacts,
    said: Mapping[str, str],
    before: MonthlyReturn | None,
    reason: str | None,
) -> UUID:
    row = MonthlyReturn(id=ctx.ids.new(), unit=unit, month=facts.month, version=1, is_nil=facts.is_nil)
    row.as_of, row.counted_on, row.reason = facts.as_of, facts.counted_on, ""
    row.figures, row.children, row.explained = facts.figures(), dict(children_of(facts.pupils)), _explained(facts, said)
    if before is not None:
        _follow(row, before, reason)
    row.signed_on, row.signed_by_id, row.signed_at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    row.digest = digest_of(content_of(row))
    row.save(force_insert=True)
    return row.pk


def _follow(row: MonthlyReturn, before: MonthlyReturn, reason: str | None) -> None:
    """Let a version take the place of another. Raises Unusable without a reason, Refused where nothing differs."""
    if not reason:
        raise Unusable(Problem("reporting.reason_missing"))
    told = [(each.as_of, each.figures, each.children, each.explained) for each in (row, before)]
    if told[0] == told[1]:
        raise Refused(Problem("reporting.nothing_changed"))
    row.version, row.reason = before.version + 1, reason
    before.is_current = False
    before.save(update_fields=["is_current"])


def _explained(facts: MonthFacts, said: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key,
            "kind": each.kind.value,
            "subject": str(each.subject),
            "is_of_child": each.is_of_child,
            "name": each.name,
            "count": each.count,
            "text": said[each.key],
        }
        for each in facts.found
    ]


def content_of(row: MonthlyReturn) -> dict[str, Any]:
    """All that a version says, as its digest is made of it."""
    return {
        "unit": str(row.unit_id),
        "month": row.month.isoformat(),
        "version": row.version,
        "as_of": row.as_of.isoformat(),
        "counted_on": row.counted_on.isoformat() if row.counted_on else "",
        "figures": row.figures,
        "children": row.children,
        "explained": row.explained,
        "reason": row.reason,
        "signed_on": row.signed_on.isoformat(),
        "signed_by": str(row.signed_by_id),
    }
