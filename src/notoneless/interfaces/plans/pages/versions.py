"""Versions of plans as lists and cards show them: which adoption, how it stands, its days, who drafted it and when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from notoneless.foundation.plans.selectors.versions import VersionLine, VersionState
from notoneless.interfaces.plans.pages.wording import said, title_of, told
from notoneless.policy import telling

_KINDS = {VersionState.DRAFT: "warning", VersionState.COMING: "info", VersionState.IN_FORCE: "success"}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in words. `kind`: the colour of its state; `may_end`: the adoption that this person may end."""

    line: VersionLine
    title: str
    state: str
    kind: str
    number: str
    period: str
    may_end: UUID | None


def version_row(line: VersionLine, may_end: Collection[UUID] = ()) -> VersionRow:
    """A version in words. `may_end`: the adoptions that this person may end."""
    return VersionRow(
        line=line,
        title=title_of(line.plan.title),
        state=said(f"plans.state_{line.state}"),
        kind=_KINDS.get(line.state, ""),
        number=said("plans.number", n=line.number) if line.number else "",
        period=_period(line),
        may_end=line.adoption if line.adoption in may_end and line.until_on is None else None,
    )


def version_rows(lines: Iterable[VersionLine], may_end: Collection[UUID] = ()) -> list[VersionRow]:
    """Versions in words."""
    return [version_row(each, may_end) for each in lines]


def _period(line: VersionLine) -> str:
    if line.from_on is None:
        return ""
    if line.state == VersionState.WITHDRAWN:
        return said("plans.never", day=line.from_on.isoformat())
    return period(line.from_on, line.until_on)


def period(from_on: date, until_on: date | None) -> str:
    """The days on which a version binds, the last one included."""
    return told(telling.days_bound(from_on, until_on))


def last_day(until_on: date) -> str:
    """The last day before one."""
    return (until_on - timedelta(days=1)).isoformat()
