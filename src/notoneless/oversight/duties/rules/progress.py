"""How far each of the things that a duty asks for has come, as its row keeps it: one text, written and read here alone."""

from collections.abc import Sequence
from decimal import Decimal

Part = tuple[str, str]
"""Counted and needed of one thing."""


def packed(parts: Sequence[tuple[Decimal, Decimal]]) -> str:
    """The text of several things; of one alone nothing, as the row has its numbers."""
    return " ".join(f"{counted}/{needed}" for counted, needed in parts) if len(parts) > 1 else ""


def parts_of(text: str, first: Part) -> tuple[Part, ...]:
    """Each thing in the order of the duty; `first`: of the first, which is all where nothing is written."""
    found = tuple((counted, needed) for counted, _, needed in (each.partition("/") for each in text.split()))
    return found or (first,)
