"""A plan as its page shows it: clauses with numbers, rules and papers, all in the reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.plans.rules import law_floor
from notoneless.foundation.plans.selectors import ChangeLine, OpenVersion
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.policy import telling
from notoneless.policy.changing import ChangeKind, Difference, Side
from notoneless.policy.model import (
    Clause,
    Duty,
    Form,
    Parameter,
    Plan,
    Procedure,
    Sanction,
    Step,
    Target,
    Words,
    in_force,
)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number: its value in words, what the file says where it was changed, and why."""

    key: str
    title: str
    value: str
    since: date
    until: date | None
    direction: str
    says: str
    is_setting: bool
    is_changed: bool
    file_value: str
    reason: str
    change: UUID | None
    law: str
    source: str
    """Document and clause, of a number that belongs to no clause of its plan."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A duty, target or sanction: its title, and what it comes to, line by line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a procedure. `is_closed`: its basis is still to be entered."""

    title: str
    kind: str
    who: str
    within: str
    basis: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as it is shown."""

    id: str
    area: str
    area_words: str
    title: str
    place: str
    says: str
    pending: str
    numbers: tuple[NumberLine, ...]
    duties: tuple[RuleLine, ...]
    targets: tuple[RuleLine, ...]
    procedures: tuple[tuple[str, tuple[StepLine, ...]], ...]
    sanctions: tuple[RuleLine, ...]
    papers: tuple[str, ...]
    measures: tuple[str, ...]
    omitted: ChangeLine | None

    @property
    def is_changed(self) -> bool:
        """Whether anything of it is not as in the file."""
        return self.omitted is not None or any(each.is_changed for each in self.numbers)


def told(problem: Problem | str) -> str:
    """A phrase in the reader's language."""
    return sentence(problem, language_of()) if isinstance(problem, Problem) else problem


def said(code: str, **params: str | int | Problem) -> str:
    """A sentence of the catalogue."""
    return sentence(Problem(code, params), language_of())


def title_of(words: Words) -> str:
    """A title in the reader's language."""
    return words.zh if language_of() == "zh" else words.en


@dataclass(frozen=True, slots=True)
class Shower:
    """What lines are made with: the plan, its file, its changes, and the numbers that stand on the day."""

    plan: Plan
    file: Plan
    changes: Mapping[tuple[str, str], ChangeLine]
    numbers: Mapping[str, Parameter]
    day: date

    def clauses(self) -> list[ClauseLine]:
        """All clauses, as the file orders them."""
        return [self._clause(each) for each in self.plan.clauses]

    def own(self) -> list[NumberLine]:
        """The numbers that belong to no clause."""
        return [self.number(each) for each in self.plan.own]

    def _clause(self, one: Clause) -> ClauseLine:
        return ClauseLine(
            id=one.id,
            area=one.area,
            area_words=told(telling.area(one.area)),
            title=title_of(one.title),
            place=one.place,
            says=one.says,
            pending=told(telling.area(one.pending)) if one.pending else "",
            numbers=tuple(self.number(each) for each in one.parameters),
            duties=tuple(self._duty(each) for each in one.duties),
            targets=tuple(self._target(each) for each in one.targets),
            procedures=tuple(self._procedure(each) for each in one.procedures),
            sanctions=tuple(self._sanction(each) for each in one.sanctions),
            papers=tuple(_paper(each) for each in one.papers),
            measures=tuple(told(telling.measure(each)) for each in one.measures),
            omitted=self.changes.get((ChangeKind.OMIT, one.id)),
        )

    def number(self, one: Parameter) -> NumberLine:
        """One number."""
        change = self.changes.get((ChangeKind.NUMBER, one.key))
        before = next((each for each in self.file.parameters if (each.key, each.since) == (one.key, one.since)), one)
        law = law_floor(one.key, self.day)
        return NumberLine(
            key=one.key,
            title=one.zh if language_of() == "zh" else one.en,
            value=told(telling.amount(one)).strip(),
            since=one.since,
            until=one.until,
            direction=told(telling.direction(one)),
            says=one.says,
            is_setting=one.binding == "setting",
            is_changed=change is not None,
            file_value=told(telling.amount(before)).strip(),
            reason=change.reason if change else "",
            change=change.id if change else None,
            law=_with_source(law) if law else "",
            source=source_of(one) if one in self.plan.own else "",
        )

    def _duty(self, one: Duty) -> RuleLine:
        needs = [told(telling.needs(each, self.numbers)) for each in one.requires]
        who, each = told(telling.who(one.bearer)), told(telling.kind_of_unit(one.each))
        lines = (
            said("telling.owed_by", who=who, each=each),
            said("telling.due_when", when=telling.when(one.trigger, self.numbers)),
            said("telling.discharged_by", needs=told(telling.joined(needs))),
        )
        return RuleLine(title_of(one.title), lines)

    def _target(self, one: Target) -> RuleLine:
        return RuleLine(title_of(one.title), (told(telling.rule(one, self.numbers)),))

    def _sanction(self, one: Sanction) -> RuleLine:
        after = self._title(one.on)
        lines = [told(telling.rule(one, self.numbers)), said("telling.follows", what=after)]
        return RuleLine(title_of(one.title), (*lines, *([said("telling.basis", basis=one.basis)] if one.basis else [])))

    def _title(self, name: str) -> str:
        """What a sanction follows: a duty or a target of the plan, or an event."""
        for clause in self.plan.clauses:
            for each in clause.rules:
                if each.id == name:
                    return title_of(each.title)
        return told(telling.measure(name))

    def _procedure(self, one: Procedure) -> tuple[str, tuple[StepLine, ...]]:
        return title_of(one.title), tuple(self._step(each) for each in one.steps)

    def _step(self, one: Step) -> StepLine:
        return StepLine(
            title=title_of(one.title),
            kind=said(f"telling.step_{one.kind}"),
            who=told(telling.who(one.bearer)) if one.bearer else "",
            within=told(telling.amount(self.numbers[one.within])).strip() if one.within in self.numbers else "",
            basis=one.basis,
            is_closed=one.is_awaited,
        )


def source_of(number: Parameter) -> str:
    """Document and clause of a number."""
    return f"{number.document} {number.clause}".strip()


def _with_source(number: Parameter) -> str:
    source = f"{number.document}{number.clause}"
    return said("plans.value_of", value=told(telling.amount(number)).strip(), source=source)


def _paper(one: Form) -> str:
    return said("telling.paper", title=title_of(one.title), each=telling.kind_of_unit(one.each))


def shower(plan: Plan, today: date, file: Plan | None = None, changes: Sequence[ChangeLine] = ()) -> Shower:
    """What the lines of a plan are made with."""
    day = max(today, plan.since or today)
    by_place = {(each.kind.value, each.key): each for each in changes}
    return Shower(plan, file or plan, by_place, in_force(plan.parameters, day), day)


def shower_of(version: OpenVersion, today: date) -> Shower:
    """The same of a version."""
    return shower(version.plan, today, version.file, version.changes)


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A difference, both sides in words. `is_laxer`, `is_stricter`: it asks for less or more; `reason`: why it was changed."""

    clause: str
    title: str
    before: str
    after: str
    is_laxer: bool
    is_stricter: bool
    reason: str


def difference_lines(
    found: Sequence[Difference],
    before: Plan,
    after: Plan,
    day: date,
    reasons: Mapping[tuple[ChangeKind, str], str],
) -> list[DifferenceLine]:
    """Differences in words, each side with the numbers of its own plan. `reasons`: of changes, by kind and key."""
    earlier, later = in_force(before.parameters, day), in_force(after.parameters, day)
    return [
        DifferenceLine(
            clause=each.clause,
            title=title_of(each.title),
            before=_side(each.before, earlier),
            after=_side(each.after, later),
            is_laxer=each.is_laxer,
            is_stricter=each.is_stricter,
            reason=_reason(each, reasons),
        )
        for each in found
    ]


def _reason(found: Difference, reasons: Mapping[tuple[ChangeKind, str], str]) -> str:
    side = found.after or found.before
    if isinstance(side, Parameter):
        return reasons.get((ChangeKind.NUMBER, side.key), "")
    return reasons.get((ChangeKind.OMIT, found.clause), "") if found.after is None else ""


def _side(side: Side, numbers: Mapping[str, Parameter]) -> str:
    if side is None or isinstance(side, str):
        return side or ""
    if isinstance(side, Parameter):
        return told(telling.amount(side)).strip()
    return told(telling.rule(side, numbers))
