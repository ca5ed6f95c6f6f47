"""To whom a school reports a dropout, and which unit receives for whom."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from notoneless.foundation.access.unit_kinds import UnitKind


class Receiver(StrEnum):
    """The three to whom a report goes, each with a receipt of its own."""

    TOWNSHIP = "township"
    VILLAGE = "village"
    COUNTY = "county"


ON_PAPER = (Receiver.TOWNSHIP, Receiver.COUNTY)
"""Those who are also told on paper."""

BY_KIND: Mapping[str, Receiver] = {
    UnitKind.TOWNSHIP: Receiver.TOWNSHIP,
    UnitKind.VILLAGE: Receiver.VILLAGE,
    UnitKind.COUNTY: Receiver.COUNTY,
}
"""For whom a unit of a kind receives: the township government, the villagers' committee, the bureau."""


def missing(received: Collection[str]) -> tuple[Receiver, ...]:
    """Who has not received yet, in order."""
    return tuple(each for each in Receiver if each not in received)
