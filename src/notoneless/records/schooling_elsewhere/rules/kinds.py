"""How far away a child is schooled, how a family is reached and what it says, who keeps a copy of the certificate."""

from collections.abc import Mapping
from enum import StrEnum


class Beyond(StrEnum):
    """Beyond which border the school lies: of the township, or of the county."""

    TOWNSHIP = "township"
    COUNTY = "county"


class ContactWay(StrEnum):
    """How a guardian was spoken with."""

    PHONE = "phone"
    ONLINE = "online"
    VISIT = "visit"


class Said(StrEnum):
    """What came of a contact. NOT_REACHED sets no clock back."""

    ATTENDING = "attending"
    NOT_ATTENDING = "not_attending"
    NOT_REACHED = "not_reached"


class Recipient(StrEnum):
    """Who keeps a copy of the certificate."""

    GOVERNMENT = "government"
    CENTRE_SCHOOL = "centre_school"
    BUREAU = "bureau"


class Proof(StrEnum):
    """What confirms that a child attends in a term: a sealed paper, or a confirmation signed by another county's program."""

    PAPER = "paper"
    SIGNED = "signed"


class EndReason(StrEnum):
    """Why a record ends. NOT_ATTENDING: the child is in no school there."""

    BACK = "back"
    FINISHED = "finished"
    MOVED = "moved"
    NOT_ATTENDING = "not_attending"


ROLES: Mapping[Recipient, str] = {
    Recipient.GOVERNMENT: "township_leader",
    Recipient.CENTRE_SCHOOL: "school_head",
    Recipient.BUREAU: "county_officer",
}
"""The role that acknowledges a copy."""
