"""Points by a rubric: facts of one unit or person in, one explained line for each item out.

The kinds of rule are those of the rubrics that were read (考核评分): points deducted step by step, nothing beneath a line, a
grade given within a band, a veto. Credit comes on top and is a unit's alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from notoneless.kernel.problems import Problem

NOUGHT = Decimal(0)
CENT = Decimal("0.01")


class ItemKind(StrEnum):
    """What rule an item goes by."""

    STEP = "step"
    """For each whole step that is lacking so many points go."""
    THRESHOLD = "threshold"
    """All points where every mark is reached, else none."""
    BAND = "band"
    """A named person gives a grade, and points within its band."""
    VETO = "veto"
    """Where a mark is not reached, all points go."""
    CREDIT = "credit"
    """For each whole step of the fact so many points come on top, up to the weight."""


class Side(StrEnum):
    """On which side of the wanted number a fact is well."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact and the number that is wanted of it."""

    fact: str
    side: Side
    wanted: Decimal

    def lacking(self, value: Decimal) -> Decimal:
        """How much a value is away from what is wanted; nought where it is reached."""
        gap = self.wanted - value if self.side is Side.AT_LEAST else value - self.wanted
        return max(gap, NOUGHT)


@dataclass(frozen=True, slots=True)
class Band:
    """The fewest and most points of a grade, both within; the best grade stands first."""

    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `weight`: its most points, None while nobody has decided them; nought of a veto. `step` and `off`: of what is
    lacking so much costs so many points, of credit so much brings so many. `clause`: of which plan or document."""

    id: str
    title: str
    kind: ItemKind
    weight: Decimal | None
    clause: str
    marks: tuple[Mark, ...] = ()
    step: Decimal | None = None
    off: Decimal | None = None
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an appraisal: the facts as they were, the points and why. `points`: None while a person has to give them."""

    item: str
    title: str
    clause: str
    kind: ItemKind
    weight: Decimal
    facts: tuple[tuple[str, Decimal | None], ...]
    points: Decimal | None
    why: Problem


@dataclass(frozen=True, slots=True)
class Score:
    """The lines, and what they come to. `total`: None while a line has no points; nought where a veto struck (`is_barred`)."""

    lines: tuple[Line, ...]
    total: Decimal | None
    is_barred: bool


Facts = Mapping[str, Decimal | None]
"""What was counted, by fact; None where it cannot be said."""


def scored(items: Sequence[Item], facts: Facts) -> Score:
    """The points of one unit or person. A fact that is not known is nobody's fault: a person gives those points."""
    lines = tuple(_line(item, facts) for item in items)
    return Score(lines, *total_of(lines))


def total_of(lines: Sequence[Line]) -> tuple[Decimal | None, bool]:
    """What lines come to, and whether a veto struck; None while one has no points."""
    if any(line.kind is ItemKind.VETO and line.why.code == "scoring.vetoed" for line in lines):
        return NOUGHT, True
    points = [line.points for line in lines]
    if None in points:
        return None, False
    return sum((each for each in points if each is not None), NOUGHT), False


def _line(item: Item, facts: Facts) -> Line:
    known = tuple((mark.fact, facts.get(mark.fact)) for mark in item.marks)
    points, why = _points(item, known)
    told = item.id, item.title, item.clause, item.kind, item.weight or NOUGHT, known
    return Line(*told, None if points is None else points.quantize(CENT, ROUND_HALF_UP), why)


def _points(item: Item, known: Sequence[tuple[str, Decimal | None]]) -> tuple[Decimal | None, Problem]:
    if item.kind is ItemKind.BAND:
        return None, Problem("scoring.to_judge", {"bands": bands_text(item.bands)})
    values = [value for _, value in known if value is not None]
    if len(values) < len(item.marks):
        return None, Problem("scoring.not_known")
    if item.kind is ItemKind.CREDIT:
        return _credit(item, values)
    lacking = [mark.lacking(value) for mark, value in zip(item.marks, values, strict=True)]
    if item.kind is ItemKind.STEP:
        return _deducted(item, lacking)
    reached = not any(lacking)
    if item.kind is ItemKind.VETO:
        return NOUGHT, Problem("scoring.not_vetoed" if reached else "scoring.vetoed")
    weight = item.weight or NOUGHT
    if reached:
        return weight, Problem("scoring.reached", {"weight": plain(weight)})
    return NOUGHT, Problem("scoring.not_reached")


def _deducted(item: Item, lacking: Sequence[Decimal]) -> tuple[Decimal, Problem]:
    """Whole steps alone cost points: what is less than a step is in favour of who is appraised."""
    weight, step, off = item.weight or NOUGHT, item.step or Decimal(1), item.off or NOUGHT
    steps = sum((each // step for each in lacking), NOUGHT)
    lost = min(steps * off, weight)
    if not lost:
        return weight, Problem("scoring.reached", {"weight": plain(weight)})
    told = {"steps": plain(steps), "step": plain(step), "off": plain(off), "lost": plain(lost)}
    return weight - lost, Problem("scoring.deducted", told)


def _credit(item: Item, values: Sequence[Decimal]) -> tuple[Decimal, Problem]:
    weight, step, off = item.weight or NOUGHT, item.step or Decimal(1), item.off or NOUGHT
    steps = sum((value // step for value in values), NOUGHT)
    won = min(steps * off, weight)
    return won, Problem("scoring.credited", {"steps": plain(steps), "off": plain(off), "won": plain(won)})


def plain(number: Decimal) -> str:
    """A number as a person writes it: no needless noughts, no exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bands_text(bands: Sequence[Band]) -> str:
    """Bands as they are typed, such as `8-10 4-7 1-3`."""
    return " ".join(f"{plain(band.least)}-{plain(band.most)}" for band in bands)


def why_not_points(line: Line, bands: Sequence[Band], points: Decimal) -> Problem | None:
    """Why a person cannot give a line these points: the program gave them, or they lie in no band or beyond the weight.

    Of a veto of which a fact is not known a person says that it did not strike: nought alone.
    """
    if line.points is not None:
        return Problem("scoring.given_already")
    if line.kind is ItemKind.BAND:
        fits = any(band.least <= points <= band.most for band in bands)
        return None if fits else Problem("scoring.no_band", {"bands": bands_text(bands)})
    return None if NOUGHT <= points <= line.weight else Problem("scoring.beyond", {"weight": plain(line.weight)})
