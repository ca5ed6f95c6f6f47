"""Rates in words: values, components, targets, and why there is no value."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.indicators.rules.rates import DEFINITIONS, Definition, Rate, RateValue
from notoneless.oversight.indicators.selectors import UnitRates


def told(code: str, **given: Any) -> str:
    """A sentence of the catalogue in the reader's language."""
    return sentence(Problem(code, given), language_of())


def rate_words(rate: Rate) -> str:
    """What a rate is called."""
    return told(f"indicators.rate.{rate}")


def part_words(code: str) -> str:
    """What a component is called: by its subject, whatever the stage."""
    subject, _, what = code.partition(".")
    return told(f"indicators.part.{subject.partition('_')[0]}.{what}")


def percent_words(percent: Decimal | None) -> str:
    """A rate as it is written; empty where there is none."""
    return "" if percent is None else f"{percent.normalize():f}%" if percent == percent.to_integral() else f"{percent}%"


def cell_of(line: UnitRates, rate: Rate, live_at: datetime | None = None) -> dict[str, Any]:
    """What a cell shows of a rate: value, above and below the line, how far from the target, or why there is no value.

    `live_at`: now, where dropouts are those of this moment; beside rates of the night they say so.
    """
    value, short = line.rates[rate], line.short(rate)
    is_number = not DEFINITIONS[rate].bottom
    return {
        "rate": rate.value,
        "words": rate_words(rate),
        "value": _value(value, is_number=is_number),
        "above": value.above,
        "below": value.below,
        "why": told(f"indicators.why.{value.why}") if value.why else "",
        "short": short,
        "distance": _distance(short, is_number=is_number),
        "moment": told("indicators.moment", at=f"{localtime(live_at):%m-%d %H:%M}")
        if live_at is not None and rate is Rate.DROPOUTS
        else "",
    }


def _value(value: RateValue, *, is_number: bool) -> str:
    if is_number and value.above is not None:
        return told("indicators.people", count=value.above)
    return percent_words(value.percent)


def _distance(short: int | None, *, is_number: bool) -> str:
    if short is None:
        return ""
    if not short:
        return told("indicators.reached")
    return told("indicators.to_return" if is_number else "indicators.short", count=short)


def target_words(line: UnitRates, rate: Rate) -> str:
    """The target with the clause it comes from; empty without one."""
    target = line.targets.get(rate)
    if target is None:
        return ""
    given = {"value": str(target.value), "document": target.document, "clause": target.clause}
    return told("indicators.target.most" if target.is_most else "indicators.target.share", **given)


def parts_of(value: RateValue) -> Iterator[tuple[str, str, int, str]]:
    """Each component of a rate: its code, words, number, and on which side of the line it stands."""
    made = DEFINITIONS[value.rate]
    for code in made.codes:
        yield code, part_words(code), value.parts.get(code, 0), told(f"indicators.side.{_side(made, code)}")


def _side(made: Definition, code: str) -> str:
    if code in made.top and code in made.bottom:
        return "both"
    sides = {
        "top": made.top,
        "less_top": made.less_top,
        "bottom": made.bottom,
        "less_bottom": made.less_bottom,
    }
    return next((side for side, codes in sides.items() if code in codes), "beside")
