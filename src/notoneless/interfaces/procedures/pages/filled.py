"""What the fields of a form are filled with before anybody types: nobody types a fact twice."""

from collections.abc import Callable, Mapping

from notoneless.casework.procedures.rules.facts import Fact, Grave, How, Means, Side
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import (
    authorities_of,
    earliest_hearing,
    guardians_of,
    home_of,
    kinds_held,
    last_details,
    most_to_add,
    paid_to,
)
from notoneless.casework.procedures.selectors.procedures import ProcedurePage
from notoneless.casework.procedures.services import open_penalty, propose_order, record_effort
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.interfaces.procedures.pages.fields import Asked

_SIDE_OF = {
    UnitKind.SCHOOL: Side.SCHOOL,
    UnitKind.TEACHING_POINT: Side.SCHOOL,
    UnitKind.CLASS: Side.SCHOOL,
    UnitKind.VILLAGE: Side.VILLAGE,
    UnitKind.GROUP: Side.VILLAGE,
    UnitKind.TOWNSHIP: Side.TOWNSHIP,
}


_TOLD_TO = {Grave.CHILD_LABOUR: "县人力资源和社会保障局", Grave.HARM: "县公安局", Grave.CRIME: "县公安局"}
"""Whose matter it is."""


def known(ctx: Context, asked: Asked) -> dict[str, str]:
    """What the fields are filled with before anybody types: nobody types a fact twice."""
    values = {"on": ctx.today.isoformat(), **_of_move(ctx, asked)}
    return {name: value for name, value in values.items() if name in asked.form.fields and value}


def _of_move(ctx: Context, asked: Asked) -> Mapping[str, str]:
    home, guardians = home_of(ctx, asked.child), guardians_of(ctx, asked.child.pk)
    first = guardians[0] if guardians else ("", "")
    if asked.found is None or asked.move is Move.RECORD_EFFORT:
        return {"how": How.HOME, "place": home, "met": first[1], "sides": _side(ctx)}
    if asked.move in _PENALTY:
        return _PENALTY[asked.move](ctx, asked)
    if asked.move is Move.PROPOSE_ORDER:
        units = authorities_of(ctx, asked.child.pk, propose_order.code)
        return {"unit": str(units[0][0]) if units else "", "guardian": str(first[0]), "address": home}
    if asked.move is Move.ISSUE_ORDER:
        return {"until": _agreed(ctx, asked.found)}
    if asked.move is Move.REFER:
        clues = sorted(asked.found.standing.clues)
        return {"grave": clues[0], "told_to": _TOLD_TO.get(clues[0], "")} if clues else {}
    if asked.move is Move.ANSWER_REFERRAL:
        waiting = sorted(asked.found.standing.referred)
        return {"grave": waiting[0] if waiting else ""}
    if asked.form.is_entered:
        return {}
    order = asked.found.standing.facts.get(Move.ISSUE_ORDER)
    return {
        "means": Means.IN_PERSON,
        "receiver": order.party if order is not None else "",
        "place": _served_at(order, home),
    }


def _served_at(order: Fact | None, home: str) -> str:
    """Where a paper is served: as the order says, where that is another place than the registered home."""
    return order.home if order is not None and order.home != order.registered else home


def _basis(ctx: Context, asked: Asked) -> dict[str, str]:
    """The basis that was entered last, and the county, whose the penalty is unless a text hands it down."""
    units = authorities_of(ctx, asked.child.pk, open_penalty.code)
    values = {"unit": str(units[-1][0]) if units else ""}
    basis = last_details(ctx, Move.OPEN_PENALTY).get("basis")
    if basis:
        values |= dict(zip(("text_kind", "law", "article", "least", "most"), map(str, basis), strict=True))
    return values


def _officers(ctx: Context, asked: Asked) -> dict[str, str]:
    """The officers who were entered last."""
    names = ("officer", "certificate", "second_officer", "second_certificate")
    entered = [part for officer in last_details(ctx, Move.INQUIRE).get("officers", ()) for part in officer]
    return dict(zip(names, entered, strict=False))


def _hearing(ctx: Context, asked: Asked) -> dict[str, str]:
    return {"hearing_on": earliest_hearing(ctx).isoformat()}


def _amount(ctx: Context, asked: Asked) -> dict[str, str]:
    """The amount that the party was told."""
    told_of = asked.found.standing.facts.get(Move.ISSUE_NOTICE) if asked.found is not None else None
    return {"amount": str(told_of.amount) if told_of is not None and told_of.amount is not None else ""}


def _demanded(ctx: Context, asked: Asked) -> dict[str, str]:
    """What law lets be added until today, and where the decision says that the fine is paid."""
    if asked.found is None:
        return {}
    return {"added": str(most_to_add(ctx, asked.found.standing)), "pay_to": paid_to(ctx, asked.found.line.id)}


def _applying(ctx: Context, asked: Asked) -> dict[str, str]:
    """Court and head as they were entered last; of what the party has said that it has said nothing."""
    entered = last_details(ctx, Move.APPLY_TO_COURT)
    return {
        "court": entered.get("court", ""),
        "head": entered.get("head", ""),
        "views": "收到催告书以后没有陈述、申辩。",
    }


_PENALTY: Mapping[Move, Callable[[Context, Asked], dict[str, str]]] = {
    Move.OPEN_PENALTY: _basis,
    Move.INQUIRE: _officers,
    Move.ISSUE_NOTICE: _amount,
    Move.CALL_HEARING: _hearing,
    Move.PROPOSE_DECISION: _amount,
    Move.ISSUE_DECISION: lambda ctx, asked: {},  # noqa: ARG005
    Move.ISSUE_DEMAND: _demanded,
    Move.APPLY_TO_COURT: _applying,
}
"""What the forms of the third and the fourth step are filled with."""


def _side(ctx: Context) -> str:
    """The side of whoever records an effort."""
    kinds = kinds_held(ctx, record_effort.code)
    return " ".join(dict.fromkeys(_SIDE_OF[kind] for kind in kinds if kind in _SIDE_OF))


def _agreed(ctx: Context, found: ProcedurePage) -> str:
    """The day on which the family has agreed to bring the child back, where it is still to come."""
    days = [each.details.get("agreed_on") for each in found.held if each.move == Move.RECORD_EFFORT]
    agreed = next((day for day in reversed(days) if day), "")
    return agreed if agreed > ctx.today.isoformat() else ""
