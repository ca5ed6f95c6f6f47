"""A target in words: what is wanted, what the unit looked at has reached, and which units beneath are behind."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import resolve_url

from notoneless.interfaces.duties.pages.wording import Asked, told
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.duties.rules.targets import Beneath, TargetLine
from notoneless.policy import telling

_BADGES = {True: "success", False: "danger", None: ""}
_UNIT_MOST = 20
"""Units that are named at once; the rest are opened by whoever wants them."""


_DROPOUTS = "case.open_verified"


def target(line: TargetLine, wanted: Asked, is_print: bool, may_list: bool) -> dict[str, Any]:
    """A target as the page shows it. On paper, which goes from hand to hand, no number stands that may not be published.

    `may_list`: whether the children who are counted now may be seen by name: then it leads to their list, which counts as many
    and is the one that the list of today leads to.
    """
    is_listed = may_list and not is_print and line.target.requires.measure == _DROPOUTS and line.value is not None
    bound = "duties.at_most" if line.target.requires.is_most else "duties.at_least"
    return {
        "of": told(f"unit_kind.{line.target.of}"),
        "wanted": told(bound, number=telling.amount(line.wanted)),
        "value": _number(line, is_print),
        "href": _list_of(line.here.id) if is_listed else "",
        "apart": _apart(line, is_print),
        "distance": _missing(line, is_print),
        "badge": _BADGES[line.reached],
        "reached": told(f"duties.reached_{line.verdict}"),
        "beneath": _beneath(line.beneath, wanted, is_print, line.sign) if line.beneath is not None else None,
    }


def _list_of(unit: UUID) -> str:
    return f"{resolve_url('cases')}?{urlencode({'state': 'not_back', 'unit': str(unit)})}"


def _apart(line: TargetLine, is_print: bool) -> str:
    """Why the number of the unit itself is not that of all beneath it together; on paper without the numbers."""
    more = line.differs
    if more is None or line.value is None or line.beneath is None:
        return ""
    named: dict[str, str | int | Problem] = {"unit": line.here.name, "kind": Problem(f"unit_kind.{line.target.of}")}
    if is_print:
        return told("duties.counted_apart", **named)
    named |= {"own": f"{line.value.number}", "total": f"{line.beneath.total}"}
    return told("duties.counted_more", **named, more=f"{more}") if more > 0 else told("duties.counted_fewer", **named)


def _number(line: TargetLine, is_print: bool) -> str:
    if line.value is None:
        return ""
    return told("duties.not_published") if is_print and line.value.is_few else f"{line.value.number}{line.sign}"


def _missing(line: TargetLine, is_print: bool) -> str:
    if line.distance is None or line.value is None:
        return ""
    return told("duties.not_published") if is_print and line.value.is_few else f"{line.distance}{line.sign}"


def _beneath(found: Beneath, wanted: Asked, is_print: bool, sign: str) -> dict[str, Any]:
    """Counts, and who is behind with value and address; on paper the names alone."""
    rows = [
        {
            "name": unit.name,
            "href": replace(wanted, unit=unit.id, version=None).address("compliance"),
            "value": "" if is_print else f"{value.number}{sign}",
            "distance": "" if is_print else f"{missing}{sign}",
        }
        for unit, value, missing in found.behind
    ]
    return {
        "counts": sentence(found.told, language_of()),
        "rows": rows,
        "is_open": is_print or len(rows) <= _UNIT_MOST,
    }
