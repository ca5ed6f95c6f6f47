"""What a plan is: clauses with targets, duties, procedures, sanctions and numbers, each with its source. Nothing but data."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Binding(StrEnum):
    """How strongly a number binds."""

    LAW = "law"
    """A plan may be stricter, never laxer."""
    PLAN = "plan"
    """It binds where the plan is adopted."""
    SETTING = "setting"
    """The county decides; this is what stands until it does."""


class Stricter(StrEnum):
    """In which direction a number is stricter."""

    LOWER = "lower"
    HIGHER = "higher"
    NONE = "none"


class Every(StrEnum):
    """How often a duty falls due."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    SCHOOL_YEAR = "school_year"
    YEAR = "year"


class Anchor(StrEnum):
    """From which point of its period a due day is counted."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class StepKind(StrEnum):
    """What a step of a procedure does to those whom it is taken against."""

    RECORD = "record"
    OUTREACH = "outreach"
    REPORT = "report"
    ORDER = "order"
    PENALTY = "penalty"
    COURT = "court"
    RETURN = "return"


class SanctionKind(StrEnum):
    """What follows for those who did not do their duty."""

    APPRAISAL = "appraisal"
    HONOURS = "honours"
    PAY = "pay"
    INTERVIEW = "interview"
    CIRCULAR = "circular"
    INQUIRY = "inquiry"
    RECTIFICATION = "rectification"
    REFERRAL = "referral"
    FINE = "fine"


AREAS = frozenset(
    {
        "attendance",
        "campaigns",
        "cases",
        "conduct",
        "documents",
        "indicators",
        "monitoring",
        "organisation",
        "reconcile",
    }
    | {"registry", "reports", "rosters", "special", "supervision", "support", "visits", "warning"}
)
"""What clauses are about, and what one that is pending may wait for."""
NEEDS_BASIS = frozenset({SanctionKind.FINE, SanctionKind.REFERRAL})
"""Sanctions on others than one's own staff: no plan can give itself the power to them (行政处罚法 art. 16)."""
STEPS_NEED_BASIS = frozenset({StepKind.ORDER, StepKind.PENALTY, StepKind.COURT})
"""Steps against a guardian that only a law can allow."""
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?")
_MONTH_DAY = re.compile(r"[0-9]{1,2}-[0-9]{1,2}")
AWAITED = "awaited"
"""What stands in a file where a county must still enter something that no source tells."""


@dataclass(frozen=True, slots=True)
class Words:
    """A title in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a plan. `value` is text as written; `binding` is law, plan or setting; `stricter` names a direction.

    The value of a setting that no source tells is AWAITED: it binds nobody until a county has decided it.

    It stands from `since` until before `until`, or until a later one of the same key. `zh`, `en`: its title.
    """

    key: str
    value: str
    unit: str
    binding: str
    stricter: str
    since: date
    document: str
    clause: str
    zh: str
    en: str
    says: str = ""
    checked: date = date.min
    until: date | None = None
    line: int = 0

    @property
    def is_awaited(self) -> bool:
        """Whether the county still has to decide it."""
        return self.value == AWAITED

    def laxer(self, number: int) -> bool:
        """Whether `number` in place of the value goes against the direction that is stricter."""
        return self.is_laxer(str(number))

    def is_laxer(self, other: str) -> bool:
        """Whether another value of the same unit goes against the direction that is stricter."""
        if self.stricter == Stricter.NONE or self.is_awaited or other == AWAITED:
            return False
        mine, theirs = measured(self.value), measured(other)
        return theirs > mine if self.stricter == Stricter.LOWER else theirs < mine

    def stands(self, day: date) -> bool:
        """Whether it is within its own period."""
        return self.since <= day and (self.until is None or day < self.until)


def measured(value: str) -> Decimal:
    """A value as a number that can be compared: a day of the year as month times a hundred and day.

    Raises ValueError for all but plain figures: whoever reckons with a value must neither wait for it nor misread it.
    """
    if _NUMBER.fullmatch(value):
        return Decimal(value)
    if _MONTH_DAY.fullmatch(value):
        month, _, day = value.partition("-")
        return Decimal(int(month) * 100 + int(day))
    raise ValueError(value)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who owes: holders of a role at a unit of a kind."""

    role: str
    of: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a duty falls due. Either `every` period, counted from its `at`, in some `months`, or at a day `on` of the year;
    or after each `event`. `within` is what is added; names of numbers are keys of parameters. `days`: working, school or all.
    """

    every: str = ""
    event: str = ""
    at: str = Anchor.END
    on: str = ""
    months: str = ""
    within: str = ""
    days: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Requirement:
    """A measure that must reach a number, or must not pass it; the number is the key of a parameter."""

    measure: str
    number: str
    is_most: bool
    line: int = 0


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody must have done by a day, for `each` unit of a kind or for each thing that an event brings."""

    id: str
    title: Words
    bearer: Bearer
    each: str
    trigger: Trigger
    requires: tuple[Requirement, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What units of a kind are to reach, judged for each period."""

    id: str
    title: Words
    of: str
    every: str
    requires: Requirement
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a procedure: it may be taken once those named in `after` were, and on a `basis` where it needs one.

    A basis that the county must still enter is `awaited`: until then the step is closed.
    """

    id: str
    title: Words
    kind: str
    after: tuple[str, ...]
    within: str
    basis: str
    is_awaited: bool
    bearer: Bearer | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Procedure:
    """Steps in an order."""

    id: str
    title: Words
    steps: tuple[Step, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sanction:
    """What follows for whom when a duty was not done, a target not reached, or an event happened."""

    id: str
    title: Words
    kind: str
    on: str
    whom: Bearer
    basis: str
    amount: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A paper or form that the clause asks for: its key in the registry of papers, and for what each is made."""

    key: str
    title: Words
    each: str
    line: int = 0


Rule = Duty | Target | Procedure | Sanction
"""What a clause comes to and others may name."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a plan in our own words, and what it comes to. `pending`: the area whose room is still to be built.

    `is_omitted`: whoever adopted the plan has left it out, so that nothing is to come of it.
    """

    id: str
    area: str
    title: Words
    place: str
    says: str
    pending: str
    parameters: tuple[Parameter, ...]
    duties: tuple[Duty, ...]
    targets: tuple[Target, ...]
    procedures: tuple[Procedure, ...]
    sanctions: tuple[Sanction, ...]
    papers: tuple[Form, ...]
    measures: tuple[str, ...]
    line: int = 0
    is_omitted: bool = False

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its duties, targets, procedures and sanctions."""
        return (*self.duties, *self.targets, *self.procedures, *self.sanctions)

    def has_binding(self) -> bool:
        """Whether it comes to anything that can be judged, made or counted."""
        return any((self.rules, self.papers, self.measures, self.parameters))


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. `level`: the kinds of units that may adopt it; none for law and settings, which stand without adoption."""

    key: str
    title: Words
    version: str
    level: tuple[str, ...]
    since: date | None
    document: str
    own: tuple[Parameter, ...]
    clauses: tuple[Clause, ...]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All numbers, those of clauses included."""
        return (*self.own, *(each for clause in self.clauses for each in clause.parameters))

    @property
    def duties(self) -> tuple[Duty, ...]:
        """All duties."""
        return tuple(each for clause in self.clauses for each in clause.duties)

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets."""
        return tuple(each for clause in self.clauses for each in clause.targets)

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """All procedures."""
        return tuple(each for clause in self.clauses for each in clause.procedures)

    @property
    def sanctions(self) -> tuple[Sanction, ...]:
        """All sanctions."""
        return tuple(each for clause in self.clauses for each in clause.sanctions)

    def named(self) -> Iterator[tuple[str, Clause]]:
        """Every duty, target, procedure and sanction by its id, with its clause."""
        for clause in self.clauses:
            for each in clause.rules:
                yield each.id, clause

    def clause_of(self, name: str) -> Clause:
        """The clause that a duty, target, procedure or sanction stands in. Raises KeyError."""
        return dict(self.named())[name]


def in_force(parameters: Iterable[Parameter], day: date) -> dict[str, Parameter]:
    """The parameters that stand on a day, by key: of several the latest."""
    found: dict[str, Parameter] = {}
    for each in sorted(parameters, key=lambda one: one.since):
        if each.stands(day):
            found[each.key] = each
    return found
