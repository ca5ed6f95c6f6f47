"""A fact as a row keeps it, and back: what the rules ask of it as JSON, without the words of people."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.procedures.rules.facts import Authority, Basis, Fact, Grave, Means, Officer, Outcome, Text
from notoneless.casework.procedures.rules.moves import Move


def kept(fact: Fact) -> dict[str, Any]:
    """What a row keeps of a fact; what is empty is left out. An effort keeps how it went, not what was said."""
    found: dict[str, Any] = {
        "authority": fact.authority,
        "delegated": fact.delegated,
        "until": fact.until.isoformat() if fact.until else None,
        "means": fact.means,
        "proved": fact.proved,
        "amount": fact.amount,
        "added": fact.added,
        "outcome": fact.outcome,
        "signed_by_head": fact.signed_by_head,
        "grave": fact.grave,
        "told_to": fact.told_to,
        "party": fact.party,
        "home": fact.home,
        "registered": fact.registered,
        "head": fact.head,
        "court": fact.court,
        "case_number": fact.case_number,
        "officers": [[each.name, each.certificate] for each in fact.officers],
    }
    if fact.basis is not None:
        basis = fact.basis
        found["basis"] = [basis.kind, basis.name, basis.article, basis.least, basis.most]
    if fact.effort is not None:
        effort = fact.effort
        found |= {"how": effort.how, "sides": sorted(effort.sides), "attitude": effort.attitude}
        found["agreed_on"] = effort.agreed_on.isoformat() if effort.agreed_on else None
    return {name: value for name, value in found.items() if value not in (None, "", False, [])}


def fact_of(move: str, on: date, by: UUID, details: Mapping[str, Any]) -> Fact:
    """The fact that a row has kept, without its effort, on which nothing later depends."""
    told = details.get
    return Fact(
        move=Move(move),
        on=on,
        by=by,
        authority=Authority(details["authority"]) if "authority" in details else None,
        delegated=told("delegated", ""),
        until=date.fromisoformat(details["until"]) if "until" in details else None,
        means=Means(details["means"]) if "means" in details else None,
        proved=told("proved", False),
        basis=_basis(details["basis"]) if "basis" in details else None,
        officers=tuple(Officer(*each) for each in told("officers", ())),
        amount=told("amount"),
        added=told("added"),
        outcome=Outcome(details["outcome"]) if "outcome" in details else None,
        signed_by_head=told("signed_by_head", False),
        grave=Grave(details["grave"]) if "grave" in details else None,
        told_to=told("told_to", ""),
        party=told("party", ""),
        home=told("home", ""),
        registered=told("registered", ""),
        head=told("head", ""),
        court=told("court", ""),
        case_number=told("case_number", ""),
    )


def _basis(values: list[Any]) -> Basis:
    kind, name, article, least, most = values
    return Basis(Text(kind), name, article, least, most)
