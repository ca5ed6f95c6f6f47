"""Roles as data: what each may do, on which kind of unit, and which roles never meet in one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Track(StrEnum):
    """The two independent ways of accounting for each child."""

    HOUSEHOLD = "household"
    SCHOOL = "school"


class UnitKind(StrEnum):
    """The kinds of units in a county's tree."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GROUP = "group"
    SCHOOL = "school"
    CLASS = "class"


TRACK_OF: Mapping[UnitKind, Track | None] = {
    UnitKind.COUNTY: None,
    UnitKind.TOWNSHIP: None,
    UnitKind.VILLAGE: Track.HOUSEHOLD,
    UnitKind.GROUP: Track.HOUSEHOLD,
    UnitKind.SCHOOL: Track.SCHOOL,
    UnitKind.CLASS: Track.SCHOOL,
}
"""The track on which children belong to a unit of a kind; a county and a township see both."""

PARENTS: Mapping[UnitKind, frozenset[UnitKind]] = {
    UnitKind.COUNTY: frozenset(),
    UnitKind.TOWNSHIP: frozenset({UnitKind.COUNTY}),
    UnitKind.VILLAGE: frozenset({UnitKind.TOWNSHIP}),
    UnitKind.GROUP: frozenset({UnitKind.VILLAGE}),
    UnitKind.SCHOOL: frozenset({UnitKind.COUNTY, UnitKind.TOWNSHIP, UnitKind.SCHOOL}),
    UnitKind.CLASS: frozenset({UnitKind.SCHOOL}),
}
"""What may stand above what. A teaching point stands under its central school; a school of the bureau under the county."""


WIDTH: Mapping[UnitKind, int] = {
    UnitKind.COUNTY: 0,
    UnitKind.TOWNSHIP: 1,
    UnitKind.VILLAGE: 2,
    UnitKind.SCHOOL: 2,
    UnitKind.GROUP: 3,
    UnitKind.CLASS: 3,
}
"""How wide a kind of unit is, the widest first."""


@dataclass(frozen=True)
class Role:
    """One role. `alone` names its side: nobody holds roles of two sides (separation of the three administrators)."""

    code: str
    kinds: frozenset[UnitKind]
    may: frozenset[str]
    second_factor: bool = True
    alone: str = ""


@dataclass(frozen=True)
class Roles:
    """A table of roles by code."""

    table: Mapping[str, Role] = field(default_factory=dict)

    def allowing(self, code: str) -> frozenset[str]:
        """The codes of the roles that may do `code`."""
        return frozenset(role.code for role in self.table.values() if code in role.may)

    def clash(self, held: frozenset[str], wanted: str) -> str | None:
        """A held role that may not meet `wanted` in one person, if there is one."""
        new = self.table[wanted]
        for code in sorted(held - {wanted}):
            old = self.table.get(code)
            if old is not None and old.alone != new.alone and "" not in {old.alone, new.alone}:
                return code
        return None


_READ = frozenset({"child.read", "child.find", "unit.read"})
_FAMILY = frozenset({"child.reveal", "guardian.reveal", "guardian.correct_phone"})
_KEEPING = frozenset(
    {"unit.found", "household.register", "child.register", "child.place", "guardian.add"}
    | {"token.read", "token.make", "token.end"}
    | {"attachment.add", "attachment.read"}
)
_FORMS = frozenset({"form.fill", "form.remember", "attachment.add"})
_EXPORT = frozenset({"child.export"})
_READ_STAFF = frozenset({"unit.read", "account.read"})
_HOUSEHOLD = frozenset({UnitKind.VILLAGE, UnitKind.GROUP})
_ADMINISTERED = frozenset({UnitKind.COUNTY})

_ALL = (
    Role("class_teacher", frozenset({UnitKind.CLASS}), _READ | _FAMILY | _FORMS, second_factor=False),
    Role("school_head", frozenset({UnitKind.SCHOOL}), _READ | _FAMILY | _FORMS | _EXPORT),
    Role("township_leader", frozenset({UnitKind.TOWNSHIP}), _READ | _FAMILY | _FORMS),
    Role("village_secretary", frozenset({UnitKind.VILLAGE}), _READ | _FAMILY | _FORMS, second_factor=False),
    Role("group_head", frozenset({UnitKind.GROUP}), _READ | _FAMILY, second_factor=False),
    Role("accountable_officer", _HOUSEHOLD, _READ | _FAMILY, second_factor=False),
    Role("county_officer", frozenset({UnitKind.COUNTY}), _READ | _FAMILY | _KEEPING | _FORMS | _EXPORT),
    Role(
        "system_administrator",
        _ADMINISTERED,
        _READ_STAFF | {"outbox.read", "outbox.retry", "account.open", "account.renew_slip"},
        alone="system",
    ),
    Role(
        "security_administrator",
        _ADMINISTERED,
        _READ_STAFF
        | {"grant.read", "grant.give", "grant.end", "post.take", "post.leave"}
        | {"account.disable", "account.enable", "account.drop_second_factor"},
        alone="security",
    ),
    # who lets the security administrator in again, if there is one alone? Not whoever gives passwords
    Role(
        "audit_administrator",
        _ADMINISTERED,
        frozenset({"unit.read", "audit.read", "account.drop_second_factor"}),
        alone="audit",
    ),
    Role("system", _ADMINISTERED, frozenset({"attachment.sweep"}), second_factor=False, alone="machine"),
)

ROLES = Roles({role.code: role for role in _ALL})
"""The roles there are. Their words are in the catalogue as `role.<code>`."""
