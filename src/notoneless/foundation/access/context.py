"""`Context`: who acts, with which grants, when, by what channel. The first argument of every read and write."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from notoneless.foundation.access.roles import ROLES, Roles
from notoneless.foundation.audit.rules import day_of
from notoneless.kernel.identifiers import IdSource, derived

CHANNELS = ("web", "api", "cli", "import", "sync", "system")
"""How somebody may reach us."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held on a unit, from a day until before another."""

    role: str
    unit: UUID
    from_on: date
    until_on: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is held on `day`."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, kw_only=True)
class Context:
    """One request's view of who acts.

    `strong`: signed in with a second factor. `confirmed_at`: when the person last proved again who it is. `narrowed`: the only
    permissions a token may use, None for all of its owner's. `request`: the client's id of this request, None for reads.
    `bounded`: within a larger transaction, whose owner records refusals after it was undone.
    """

    actor: UUID | None
    held: tuple[Holding, ...] = ()
    at: datetime
    channel: str
    ids: IdSource
    request: UUID | None = None
    strong: bool = False
    confirmed_at: datetime | None = None
    narrowed: frozenset[str] | None = None
    address: str = ""
    bounded: bool = False
    roles: Roles = field(default=ROLES)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise TypeError("an instant has a time zone")
        if self.channel not in CHANNELS:
            raise TypeError(f"no such channel: {self.channel}")

    @property
    def today(self) -> date:
        """The legal day, in China."""
        return day_of(self.at)

    def holdings(self) -> Iterable[Holding]:
        """What is held today, and usable: a role that asks for a second factor counts only with one."""
        for holding in self.held:
            role = self.roles.table.get(holding.role)
            if role is not None and holding.on(self.today) and (self.strong or not role.second_factor):
                yield holding

    def units_for(self, code: str) -> frozenset[UUID]:
        """The units on which, with all beneath them, `code` may be done. Empty: nowhere."""
        if self.narrowed is not None and code not in self.narrowed:
            return frozenset()
        allowing = self.roles.allowing(code)
        return frozenset(holding.unit for holding in self.holdings() if holding.role in allowing)

    def may(self, code: str) -> bool:
        """Whether `code` may be done anywhere."""
        return bool(self.units_for(code))

    def lacks_second_factor(self, code: str) -> bool:
        """Whether `code` would be allowed had the person signed in with a second factor."""
        return not self.may(code) and replace(self, strong=True).may(code)

    def within(self, step: str) -> "Context":
        """The context of a step of this request: its id is derived from the request's."""
        return replace(self, request=derived(self.request, step) if self.request else None, bounded=True)

    def within_page(self) -> "Context":
        """The same context inside a transaction that is not an action's own."""
        return replace(self, bounded=True)

    def with_request(self, request: UUID) -> "Context":
        """The same person with another request."""
        return replace(self, request=request)

    def confirmed_within(self, span: timedelta) -> bool:
        """Whether the person has proved again who it is, not longer ago than `span`."""
        return self.confirmed_at is not None and timedelta(0) <= self.at.astimezone(UTC) - self.confirmed_at <= span
