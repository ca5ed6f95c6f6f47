"""What a rubric is: its items as text and back, why it cannot be adopted, where it is laxer than the one above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.rules.facts import FACTS
from notoneless.oversight.appraisal.rules.scoring import NOUGHT, Band, Item, ItemKind, Mark, Side, bands_text, plain

MOST_ITEMS = 60
LARGEST = Decimal(10000)
_SCALE = -4


class Subject(StrEnum):
    """Whom or what a rubric scores."""

    SCHOOL = "school"
    CLASS = "class"
    TEACHING_GROUP = "teaching_group"
    HEAD = "school_head"
    DIRECTOR = "school_director"
    CLASS_TEACHER = "class_teacher"


UNITS = frozenset({Subject.SCHOOL, Subject.CLASS, Subject.TEACHING_GROUP})
"""Subjects that are no persons."""

STAFF = frozenset(Subject) - UNITS


class RubricState(StrEnum):
    """Whether a version is still being written."""

    DRAFT = "draft"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a rubric says: whom it scores, how many points it has in all, and its items in order."""

    subject: Subject
    full: Decimal
    items: tuple[Item, ...]


def number_of(text: str) -> Decimal | None:
    """A number of points, percents or counts as typed: at most four decimals, not below nought; None for anything else."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    exponent = found.as_tuple().exponent
    if not found.is_finite() or not NOUGHT <= found <= LARGEST or not isinstance(exponent, int) or exponent < _SCALE:
        return None
    return found


def bands_of(text: str) -> tuple[Band, ...] | None:
    """Bands as they are typed, such as `8-10 4-7 1-3`; None where one is none."""
    found = []
    for token in text.replace("–", "-").replace("，", " ").split():
        least, _, most = (number_of(part) if part != "-" else None for part in token.partition("-"))
        if least is None or most is None or least > most:
            return None
        found.append(Band(least, most))
    return tuple(found)


def marks_of(text: str) -> tuple[Mark, ...] | None:
    """Marks as they are typed, such as `share.net_primary>=100 case.verified_at<=0`; None where one is none."""
    found = []
    for token in text.replace("；", " ").split():
        side = Side.AT_LEAST if ">=" in token else Side.AT_MOST
        fact, _, number = token.partition(">=" if side is Side.AT_LEAST else "<=")
        wanted = number_of(number)
        if not fact or wanted is None:
            return None
        found.append(Mark(fact, side, wanted))
    return tuple(found)


def rule_of(kind: ItemKind, text: str) -> tuple[Decimal | None, Decimal | None, tuple[Band, ...]] | None:
    """Step, points and bands as they are typed for a kind: `0.1=2` of a step, `8-10 4-7` of a band, nothing of others."""
    if kind is ItemKind.BAND:
        bands = bands_of(text)
        return None if bands is None else (None, None, bands)
    if kind not in (ItemKind.STEP, ItemKind.CREDIT):
        return (None, None, ()) if not text.strip() else None
    step, _, off = text.partition("=")
    found = number_of(step), number_of(off)
    return (*found, ()) if all(found) else None


def marks_text(marks: Sequence[Mark]) -> str:
    """Marks as they are typed."""
    sides = {Side.AT_LEAST: ">=", Side.AT_MOST: "<="}
    return " ".join(f"{mark.fact}{sides[mark.side]}{plain(mark.wanted)}" for mark in marks)


def rule_text(item: Item) -> str:
    """The rule of an item as it is typed."""
    if item.kind is ItemKind.BAND:
        return bands_text(item.bands)
    return f"{plain(item.step)}={plain(item.off)}" if item.step and item.off else ""


def kept(item: Item) -> dict[str, Any]:
    """An item as it is kept."""
    return {
        "id": item.id,
        "title": item.title,
        "kind": item.kind.value,
        "weight": None if item.weight is None else plain(item.weight),
        "clause": item.clause,
        "marks": [[mark.fact, mark.side.value, plain(mark.wanted)] for mark in item.marks],
        "step": None if item.step is None else plain(item.step),
        "off": None if item.off is None else plain(item.off),
        "bands": bands_text(item.bands),
    }


def item_of(told: Mapping[str, Any]) -> Item:
    """An item that was kept, or that a file tells; what is `awaited` there nobody has decided. Raises ValueError for others."""
    marks = tuple(Mark(fact, Side(side), _number(wanted)) for fact, side, wanted in told.get("marks") or ())
    bands = bands_of("" if told.get("bands") in (None, "awaited") else str(told["bands"]))
    if bands is None:
        raise ValueError(told["id"])
    return Item(
        id=told["id"],
        title=told["title"],
        kind=ItemKind(told["kind"]),
        weight=_open_number(told.get("weight")),
        clause=told["clause"],
        marks=marks,
        step=_open_number(told.get("step")),
        off=_open_number(told.get("off")),
        bands=bands,
    )


def _open_number(text: str | None) -> Decimal | None:
    return None if text in (None, "", "awaited") else _number(str(text))


def _number(text: str) -> Decimal:
    found = number_of(text)
    if found is None:
        raise ValueError(text)
    return found


def why_unfit(sheet: Sheet) -> Problem | None:
    """Why a rubric cannot be adopted: the first item that is not whole, or weights that are not the full points together."""
    if not sheet.items:
        return Problem("rubric.no_items")
    for item in sheet.items:
        wrong = why_unfit_item(item, sheet.subject)
        if wrong is not None:
            return wrong
        if item.weight is None:
            return Problem("rubric.weight_awaited", {"item": item.title})
        if item.kind is ItemKind.BAND and not item.bands:
            return Problem("rubric.bands_awaited", {"item": item.title})
    total = sum((_weight(item) for item in sheet.items if item.kind is not ItemKind.CREDIT), NOUGHT)
    if total != sheet.full:
        return Problem("rubric.weights_differ", {"total": plain(total), "full": plain(sheet.full)})
    return None


def why_unfit_item(item: Item, subject: Subject) -> Problem | None:
    """Why an item is not as its kind needs it. What is still awaited is no fault of a draft."""
    told: dict[str, str | int | Problem] = {"item": item.title}
    if item.kind is ItemKind.CREDIT and subject not in UNITS:
        return Problem("rubric.credit_of_person", told)
    unknown = [mark.fact for mark in item.marks if mark.fact not in FACTS]
    if unknown:
        return Problem("rubric.unknown_fact", {**told, "fact": unknown[0]})
    if (item.kind is ItemKind.BAND) == bool(item.marks):
        return Problem("rubric.no_mark" if not item.marks else "rubric.band_of_fact", told)
    if item.kind in (ItemKind.STEP, ItemKind.CREDIT) and not (item.step and item.off):
        return Problem("rubric.no_step", told)
    if item.kind is ItemKind.VETO and item.weight:
        return Problem("rubric.veto_weighs", told)
    if item.weight is not None and any(band.most > item.weight for band in item.bands):
        return Problem("rubric.band_beyond", told)
    return None


def _weight(item: Item) -> Decimal:
    return item.weight or NOUGHT


def why_laxer(own: Sheet, above: Sheet) -> Problem | None:
    """Where a rubric asks less than the one of the unit above that scores the same: no item may be left out, weigh less of the
    whole, cost less or be reached sooner."""
    mine = {item.id: item for item in own.items}
    for item in above.items:
        if item.kind is ItemKind.CREDIT:
            continue
        found = mine.get(item.id)
        if found is None:
            return Problem("rubric.item_left_out", {"item": item.title})
        if found.kind is not item.kind or _is_laxer(found, own.full, item, above.full):
            return Problem("rubric.laxer", {"item": item.title})
    return None


def _is_laxer(own: Item, own_full: Decimal, above: Item, above_full: Decimal) -> bool:
    if _weight(own) * above_full < _weight(above) * own_full:
        return True
    if _rate(own) * above_full < _rate(above) * own_full:
        return True
    return any(not _is_held(mark, own.marks) for mark in above.marks)


def _rate(item: Item) -> Decimal:
    """How many points one unit of what is lacking costs."""
    return (item.off or NOUGHT) / item.step if item.step else NOUGHT


def _is_held(mark: Mark, own: Sequence[Mark]) -> bool:
    return any(each.fact == mark.fact and each.side is mark.side and not mark.lacking(each.wanted) for each in own)


def facts_of(items: Iterable[Item]) -> frozenset[str]:
    """The facts that items ask for."""
    return frozenset(mark.fact for item in items for mark in item.marks)
