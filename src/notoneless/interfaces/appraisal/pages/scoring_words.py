"""The words that pages of rubrics, targets and appraisals show for codes, in the reader's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from notoneless.interfaces.frame.forming import Options
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.oversight.appraisal.rules.facts import FACTS, RATES, WORDS
from notoneless.oversight.appraisal.rules.scoring import Item, ItemKind, Line, Mark, bands_text, plain


def said(code: str, **params: Any) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def fact_words(code: str) -> str:
    """What a fact is called."""
    if code in RATES:
        return f"{said(f'indicators.rate.{RATES[code].value}')}（%）"
    zh, en = WORDS[code]
    return zh if language_of() == "zh" else en


def fact_options(codes: Iterable[str] = FACTS) -> Options:
    """Facts to choose from, in the order of what they are called."""
    return sorted(((code, fact_words(code)) for code in codes), key=lambda each: each[1])


def mark_words(mark: Mark) -> str:
    """A fact with what is wanted of it."""
    return f"{fact_words(mark.fact)}{said(f'rubric.{mark.side.value}', wanted=plain(mark.wanted))}"


def rule_words(item: Item) -> str:
    """By what rule an item is scored."""
    awaited = said("rubric.awaited")
    params = {
        "step": plain(item.step) if item.step else awaited,
        "off": plain(item.off) if item.off else awaited,
        "bands": bands_text(item.bands) or awaited,
    }
    return said(f"rubric.rule_{item.kind.value}", **params)


def of_item(item: Item) -> dict[str, Any]:
    """An item as a row of a page."""
    return {
        "id": item.id,
        "title": item.title,
        "kind": said(f"rubric.kind_{item.kind.value}"),
        "weight": said("rubric.awaited") if item.weight is None else plain(item.weight),
        "marks": [mark_words(mark) for mark in item.marks],
        "rule": rule_words(item),
        "clause": item.clause,
    }


def of_line(line: Line) -> dict[str, Any]:
    """A line of an appraisal as a row of a page: facts, points, why."""
    return {
        "item": line.item,
        "title": line.title,
        "clause": line.clause,
        "weight": "—" if line.kind is ItemKind.VETO else plain(line.weight),
        "facts": [
            f"{fact_words(fact)} {said('rubric.awaited') if value is None else plain(value)}"
            for fact, value in line.facts
        ],
        "points": None if line.points is None else plain(line.points),
        "why": sentence(line.why, language_of()),
    }


def note_words(note: Sequence[str]) -> str:
    """What is told beside a rubric: a target, a seat, what a plan counts."""
    kind, *rest = note
    if kind == "target":
        fact, side, wanted, outcome = rest
        wanted_words = said(f"rubric.{side}", wanted=wanted)
        return said(f"appraising.note_{outcome}", fact=fact_words(fact), wanted=wanted_words)
    if kind == "seat":
        return said("appraising.note_seat", name=rest[0], seat=said(f"organizations.seat_{rest[1]}"))
    return said("appraising.note_counts", title=rest[0], clause=rest[1], times=rest[2])
