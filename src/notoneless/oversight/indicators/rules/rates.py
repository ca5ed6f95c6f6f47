"""The rates: what each is made of, its value to two decimals, and why there is none where there is none.

Definitions are those of county practice (plans/national/indicators.yaml). They differ between offices, so the components
stand beside each value and both definitions are offered: whoever reads can count another way. A suspension of studies that
was approved and lessons at home are no dropout in the first definition; the second, by movements, subtracts whoever is gone
for whatever reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import ceil

from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.oversight.indicators.rules.board import OF_SCHOOLS
from notoneless.oversight.indicators.rules.rolls import COHORT, End, Origin, Stage
from notoneless.oversight.indicators.rules.schooling import COUNTED, IN_SCHOOL, Schooling

WHOLE = Decimal(100)
_STEP = Decimal("0.01")


class Group(StrEnum):
    """What rates stand together."""

    ENROLMENT = "enrolment"
    RETENTION = "retention"
    DROPOUT = "dropout"


class Rate(StrEnum):
    """The rates, and DROPOUTS, the number of children who have dropped out or never entered and are not back in school."""

    ENROLMENT = "enrolment"
    NET_PRIMARY = "net_primary"
    NET_JUNIOR = "net_junior"
    GROSS_PRIMARY = "gross_primary"
    GROSS_JUNIOR = "gross_junior"
    DISABILITY = "disability"
    ANNUAL_PRIMARY = "annual_primary"
    ANNUAL_JUNIOR = "annual_junior"
    STAGE_PRIMARY = "stage_primary"
    STAGE_JUNIOR = "stage_junior"
    NINE_YEARS = "nine_years"
    DROPOUTS = "dropouts"
    DROPOUT_PRIMARY = "dropout_primary"
    DROPOUT_JUNIOR = "dropout_junior"
    MOVED_PRIMARY = "moved_primary"
    MOVED_JUNIOR = "moved_junior"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a rate is made of: codes of measures that are added and taken away above and below the line.

    `beside`: codes shown with it that change nothing. `is_part`: those above the line are some of those below. `is_capped`:
    it comes to no more than the plan's cap. `why_none`: the reason where nothing stands below the line.
    """

    group: Group
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    less_top: tuple[str, ...] = ()
    less_bottom: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_part: bool = False
    is_capped: bool = False
    why_none: str = "nobody"

    @property
    def codes(self) -> tuple[str, ...]:
        """All measures it is made of or shown with, each once."""
        every = (*self.top, *self.less_top, *self.bottom, *self.less_bottom, *self.beside)
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, slots=True)
class RateValue:
    """A rate of one unit: above and below the line, per cent, or the reason (`why`) for which there is no value.

    Of a number that is no rate `below` and `percent` are None and `why` is empty. `parts`: the value of every measure it is
    made of.
    """

    rate: Rate
    above: int | None
    below: int | None
    percent: Decimal | None
    why: str
    parts: Mapping[str, int]


def _net(group: str) -> Definition:
    return Definition(
        Group.ENROLMENT,
        top=tuple(f"{group}.{kind}" for kind in COUNTED if kind in IN_SCHOOL),
        bottom=tuple(f"{group}.{kind}" for kind in COUNTED),
        beside=("enrol_all.under_suspicion", "enrol_all.no_home") if group == "enrol_all" else (),
        is_part=True,
    )


def _gross(stage: Stage) -> Definition:
    return Definition(
        Group.ENROLMENT,
        top=(f"gross_{stage}.here", f"gross_{stage}.elsewhere"),
        bottom=tuple(f"enrol_{stage}.{kind}" for kind in COUNTED),
    )


_BASE = (Origin.AT_START, Origin.ENTRANTS, Origin.TAKEN_OVER)
_GONE = (End.SUSPENDED, End.SENT, End.LEFT, End.DECEASED)
_ARRIVED = (Origin.CAME, Origin.RESUMED)


def _of_year(stage: Stage, parts: Sequence[StrEnum]) -> tuple[str, ...]:
    return tuple(f"year_{stage}.{part}" for part in parts)


def _annual(stage: Stage) -> Definition:
    return Definition(
        Group.RETENTION,
        top=_of_year(stage, (End.HERE, End.COMPLETED)),
        bottom=_of_year(stage, _BASE),
        beside=_of_year(stage, (*_ARRIVED, *_GONE)),
        why_none="no_roll",
    )


def _cohort(name: str, graduates: str) -> Definition:
    return Definition(
        Group.RETENTION,
        top=(graduates,),
        bottom=(f"{name}.entrants", f"{name}.came"),
        less_bottom=(f"{name}.sent",),
        beside=(f"{name}.taken_over",),
        is_capped=True,
        why_none="cohort_not_here",
    )


def _dropout(stage: Stage) -> Definition:
    return Definition(
        Group.DROPOUT,
        top=(f"dropout_{stage}.verified",),
        less_top=(f"dropout_{stage}.returned",),
        bottom=_of_year(stage, _BASE),
        beside=(f"dropout_{stage}.closed", f"dropout_{stage}.off_roll"),
        why_none="no_roll",
    )


def _moved(stage: Stage) -> Definition:
    return Definition(
        Group.DROPOUT,
        top=_of_year(stage, _GONE),
        less_top=_of_year(stage, _ARRIVED),
        bottom=_of_year(stage, _BASE),
        why_none="no_roll",
    )


DEFINITIONS: Mapping[Rate, Definition] = {
    Rate.ENROLMENT: _net("enrol_all"),
    Rate.NET_PRIMARY: _net("enrol_primary"),
    Rate.NET_JUNIOR: _net("enrol_junior"),
    Rate.GROSS_PRIMARY: _gross(Stage.PRIMARY),
    Rate.GROSS_JUNIOR: _gross(Stage.JUNIOR),
    Rate.DISABILITY: Definition(
        Group.ENROLMENT,
        top=("disabled.here", "disabled.elsewhere"),
        bottom=("disabled.listed",),
        beside=("disabled.missing", "disabled.unknown"),
        is_part=True,
        why_none="no_list",
    ),
    Rate.ANNUAL_PRIMARY: _annual(Stage.PRIMARY),
    Rate.ANNUAL_JUNIOR: _annual(Stage.JUNIOR),
    Rate.STAGE_PRIMARY: _cohort("stage_primary", "stage_primary.graduates"),
    Rate.STAGE_JUNIOR: _cohort("stage_junior", "stage_junior.graduates"),
    Rate.NINE_YEARS: _cohort("nine", "stage_junior.graduates"),
    Rate.DROPOUTS: Definition(
        Group.DROPOUT, top=("dropouts.dropped_out", "dropouts.out_of_school"), bottom=(), beside=("case.suspected",)
    ),
    Rate.DROPOUT_PRIMARY: _dropout(Stage.PRIMARY),
    Rate.DROPOUT_JUNIOR: _dropout(Stage.JUNIOR),
    Rate.MOVED_PRIMARY: _moved(Stage.PRIMARY),
    Rate.MOVED_JUNIOR: _moved(Stage.JUNIOR),
}
"""What each rate is made of."""

_OF_COUNTY = frozenset({Rate.NINE_YEARS, Rate.DISABILITY})
_BY_HOME = frozenset(rate for rate in Rate if DEFINITIONS[rate].group is Group.ENROLMENT) - _OF_COUNTY
_HOMES_ALONE = frozenset({UnitKind.VILLAGE, UnitKind.GROUP})
_COHORTS = frozenset({Rate.STAGE_PRIMARY, Rate.STAGE_JUNIOR, Rate.NINE_YEARS})

CODES: tuple[str, ...] = (
    *(f"{group}.{kind}" for group in ("enrol_all", "enrol_primary", "enrol_junior") for kind in COUNTED),
    "enrol_all.under_suspicion",
    "enrol_all.no_home",
    *(f"gross_{stage}.{where}" for stage in Stage for where in ("here", "elsewhere")),
    *(f"year_{stage}.{part}" for stage in Stage for part in (*Origin, *End)),
    *(f"dropout_{stage}.{part}" for stage in Stage for part in ("verified", "returned", "closed", "off_roll")),
    *(f"stage_{stage}.{part}" for stage in Stage for part in COHORT),
    *(f"nine.{part}" for part in COHORT if part != "graduates"),
    "dropouts.dropped_out",
    "dropouts.out_of_school",
)
"""The measures that are counted for the rates alone."""


def applies_to(rate: Rate, kind: UnitKind) -> str:
    """Why a rate says nothing of a kind of unit; empty where it does."""
    if rate in _OF_COUNTY and kind is not UnitKind.COUNTY:
        return "of_county"
    if rate in _BY_HOME and kind in OF_SCHOOLS:
        return "of_homes"
    if rate is not Rate.DROPOUTS and rate not in _BY_HOME and kind in _HOMES_ALONE:
        return "of_schools"
    return ""


def rate_of(rate: Rate, values: Mapping[str, int] | None, kind: UnitKind, cap: int) -> RateValue:
    """A rate of a unit from its measures; None: it was not counted. `cap`: per cent that a capped rate does not exceed."""
    made = DEFINITIONS[rate]
    if values is None:
        return RateValue(rate, None, None, None, "not_counted", {})
    parts = {code: values.get(code, 0) for code in made.codes}
    if why := applies_to(rate, kind):
        return RateValue(rate, None, None, None, why, parts)
    above, below = _sum(parts, made.top, made.less_top), _sum(parts, made.bottom, made.less_bottom)
    if not made.bottom:
        return RateValue(rate, above, None, None, "", parts)
    why = _why_none(rate, made, parts, above, below)
    percent = None if why else percent_of(above, below)
    if percent is not None and made.is_capped:
        percent = min(percent, Decimal(cap))
    return RateValue(rate, above, below, percent, why, parts)


def _sum(parts: Mapping[str, int], plus: Sequence[str], minus: Sequence[str]) -> int:
    return sum(parts[code] for code in plus) - sum(parts[code] for code in minus)


def _why_none(rate: Rate, made: Definition, parts: Mapping[str, int], above: int, below: int) -> str:
    if rate in _COHORTS:
        if any(parts[code] for code in made.beside):
            return "cohort_taken_over"
        if not parts[made.bottom[0]]:
            return "cohort_not_here"
    if below <= 0:
        return made.why_none
    return "more_came" if above < 0 else ""


def percent_of(above: int, below: int) -> Decimal:
    """Per cent to two decimals, half up, but never 100.00 where it is not the whole, nor 0.00 where somebody is.

    Of 25,000 children one in no school makes 99.99, not 100.00. Raises ValueError unless below > 0 and above >= 0.
    """
    if below <= 0 or above < 0:
        raise ValueError("a rate has somebody below the line, and nobody less than none above it")
    rounded = (WHOLE * above / below).quantize(_STEP, ROUND_HALF_UP)
    if rounded == WHOLE and above != below:
        return WHOLE - _STEP if above < below else WHOLE + _STEP
    return _STEP if rounded == 0 and above else rounded


def short_of(value: RateValue, target: Decimal) -> int | None:
    """How many children a rate is away from a target per cent that it should reach; None where it has no value."""
    if value.percent is None or value.above is None or value.below is None:
        return None
    return max(0, ceil(target * value.below / WHOLE) - value.above)


def not_in(kinds: Sequence[Schooling]) -> tuple[Schooling, ...]:
    """Those of some kinds that are not in school."""
    return tuple(kind for kind in kinds if kind not in IN_SCHOOL)
