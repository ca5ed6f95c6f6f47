"""Which unit leads a case and which supports it (clause 5.18), as the table of its tests has it line by line."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from notoneless.casework.working_groups.rules.parties import Placed


class Basis(StrEnum):
    """Why a unit leads: the child is its pupil, it answers for the home, or no unit is known that would; of a child that has
    come to another school, because that has not accepted the case yet, or because it was named (`rules.arriving`)."""

    ENROLLED = "enrolled"
    HOUSEHOLD = "household"
    NOBODY = "nobody"
    HANDED = "handed"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Lead:
    """Which unit leads, which supports it, and why."""

    unit: UUID | None
    support: UUID | None
    basis: Basis


def lead_of(placed: Placed) -> Lead:
    """Whose pupil leads, and the school of the household supports; of a child schooled elsewhere or nowhere the unit that
    answers for the household leads.
    """
    if placed.school is not None:
        support = placed.accountable if placed.accountable != placed.school else None
        return Lead(placed.school, support, Basis.ENROLLED)
    if placed.accountable is not None:
        return Lead(placed.accountable, None, Basis.HOUSEHOLD)
    return Lead(None, None, Basis.NOBODY)


def settled(now: Lead, found: Lead) -> Lead:
    """What holds where somebody has looked anew: who sees less of the county takes nothing away that was known before."""
    if found.basis is Basis.NOBODY:
        return now
    if found.unit == now.unit and found.support is None:
        return Lead(found.unit, now.support, found.basis)
    return found
