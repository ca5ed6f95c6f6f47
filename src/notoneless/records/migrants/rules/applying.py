"""What an application lacks, by when it has an outcome, why an outcome cannot be entered, and whether terms are equal."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from notoneless.kernel.calendar import Calendar, Span, SpanUnit, deadline
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.policy.model import Parameter
from notoneless.records.migrants.rules.kinds import BARRED, Ground, PaperKind, State

PLAN = "local/migrants"
_A_YEAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class MigrantNumbers:
    """What the county has set: by when an application has an outcome, its papers, and those of a local child's."""

    within: Span
    papers: frozenset[PaperKind]
    local_papers: frozenset[PaperKind]

    @property
    def demanded_more(self) -> tuple[PaperKind, ...]:
        """What is asked of migrant children beyond as many papers as local ones bring; nothing where terms are equal.

        Residence stands in the place of the household booklet: it is no more, but another paper.
        """
        asked, local = self.papers, self.local_papers
        over = len(asked) - len(local)
        extra = [each for each in PaperKind if each in asked - local]
        return tuple(extra[-over:]) if over > 0 else ()


def numbers_of(plan: Mapping[str, Parameter]) -> MigrantNumbers:
    """What a county has. Raises NotonelessError where something is missing."""

    def parameter(key: str) -> Parameter:
        if key not in plan:
            raise NotonelessError(Problem("policy.no_plan", {"plan": f"{PLAN} {key}"}))
        return plan[key]

    within = parameter("registry.placing_within")
    return MigrantNumbers(
        within=Span(int(within.value), SpanUnit(within.unit)),
        papers=frozenset(PaperKind(each) for each in parameter("migrant.papers").value.split()),
        local_papers=frozenset(PaperKind(each) for each in parameter("migrant.local_papers").value.split()),
    )


def outcome_due(applied_on: date, within: Span, calendar: Calendar) -> date:
    """By when an application has an outcome: so long after the term has begun, or after it was made within one."""
    term = calendar.term_of(applied_on)
    if term is not None:
        return deadline(max(applied_on, term.first_day - timedelta(days=1)), within, calendar, legal=False).day
    later = calendar.terms_between(applied_on, applied_on + _A_YEAR)
    begins = min((each.first_day for each in later if each.first_day > applied_on), default=applied_on)
    return deadline(begins - timedelta(days=1), within, calendar, legal=False).day


def why_not_refused(ground: Ground) -> Problem | None:
    """Why an application cannot be refused on such a ground: equal terms forbid it."""
    return Problem("migrants.barred", {"ground": Problem(f"migrants.ground_{ground}")}) if ground in BARRED else None


def why_not_placed(missing: Collection[PaperKind], is_nearest: bool, reason: str) -> Problem | None:
    """Why a child cannot be placed: a paper is missing, or another school than the nearest is given no reason."""
    if missing:
        return Problem("migrants.papers_missing")
    return None if is_nearest or reason else Problem("migrants.no_reason")


def why_not_taught(school: str, taught: tuple[int | None, int | None], grade: int) -> Problem | None:
    """Why a child of a grade cannot be placed at a school of these first and last grades; what is not known forbids nothing."""
    first, last = taught
    if (first is None or first <= grade) and (last is None or grade <= last):
        return None
    return Problem(
        "migrants.not_taught", {"school": school, "first": first or 1, "last": last or grade, "grade": grade}
    )


def lacking(needed: Collection[PaperKind], there: Collection[PaperKind]) -> tuple[PaperKind, ...]:
    """Which papers are missing, in their usual order."""
    return tuple(each for each in PaperKind if each in needed and each not in there)


def placed(is_nearest: bool) -> State:
    """As what a placed child is counted."""
    return State.NEAREST if is_nearest else State.OTHER
