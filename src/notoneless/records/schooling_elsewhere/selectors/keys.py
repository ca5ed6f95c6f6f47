"""Whose signatures count here, and the key by which others check ours. Keys hold nothing of any person but who entered them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.signing import fingerprint, own_public_key
from notoneless.records.schooling_elsewhere.models import PartnerKey
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE

_GROUP = 4


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key of another county. `fingerprint`: in groups of four, as it is read out on the telephone."""

    id: UUID
    county: str
    fingerprint: str
    compared_with: str
    by: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class OwnKey:
    """Our own key as another county enters it."""

    public_key: str
    fingerprint: str


def own_key() -> OwnKey:
    """The key by which others check what is signed here."""
    public_key = own_public_key(key_ring())
    return OwnKey(public_key, grouped(fingerprint(public_key)))


def list_keys(ctx: Context) -> tuple[KeyLine, ...]:
    """The keys of other counties, those that count first."""
    rows = visible_to(ctx, READ_ELSEWHERE, PartnerKey).select_related("by").order_by("county", "-from_on", "id")
    found = [
        KeyLine(row.pk, row.county, grouped(row.fingerprint), row.compared_with, row.by.name, row.from_on, row.until_on)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: each.until_on is not None))


def grouped(digits: str) -> str:
    """A fingerprint in groups of four."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
