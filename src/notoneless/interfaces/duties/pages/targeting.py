"""A target in words: what is wanted, what the unit looked at has reached, and which units beneath are behind."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from notoneless.interfaces.duties.pages.wording import Asked, told
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import sentence
from notoneless.oversight.duties.rules.targets import Beneath, TargetLine, Value
from notoneless.policy import telling

_BADGES = {True: "success", False: "danger", None: ""}
_UNIT_MOST = 20
"""Units that are named at once; the rest are opened by whoever wants them."""


def target(line: TargetLine, wanted: Asked, is_print: bool) -> dict[str, Any]:
    """A target as the page shows it. On paper, which goes from hand to hand, no number stands that may not be published."""
    bound = "duties.at_most" if line.target.requires.is_most else "duties.at_least"
    return {
        "of": told(f"unit_kind.{line.target.of}"),
        "wanted": told(bound, number=telling.amount(line.wanted)),
        "value": _number(line.value, is_print),
        "distance": _missing(line.distance, line.value, is_print),
        "badge": _BADGES[line.reached],
        "reached": told(f"duties.reached_{line.verdict}"),
        "beneath": _beneath(line.beneath, wanted, is_print) if line.beneath is not None else None,
    }


def _number(value: Value | None, is_print: bool) -> str:
    if value is None:
        return ""
    return told("duties.not_published") if is_print and value.is_few else f"{value.number}"


def _missing(distance: Decimal | None, value: Value | None, is_print: bool) -> str:
    if distance is None or value is None:
        return ""
    return told("duties.not_published") if is_print and value.is_few else f"{distance}"


def _beneath(found: Beneath, wanted: Asked, is_print: bool) -> dict[str, Any]:
    """Counts, and who is behind with value and address; on paper the names alone."""
    rows = [
        {
            "name": unit.name,
            "href": replace(wanted, unit=unit.id, version=None).address("compliance"),
            "value": "" if is_print else f"{value.number}",
            "distance": "" if is_print else f"{missing}",
        }
        for unit, value, missing in found.behind
    ]
    return {
        "counts": sentence(found.told, language_of()),
        "rows": rows,
        "is_open": is_print or len(rows) <= _UNIT_MOST,
    }
