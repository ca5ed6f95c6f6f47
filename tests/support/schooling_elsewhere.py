"""Children schooled elsewhere as tests of several floors need them: recorded, spoken with, certified, confirmed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from notoneless.kernel.sealing import KeyRing, fresh_ring
from notoneless.kernel.signing import fingerprint, own_public_key, signed
from notoneless.records.schooling_elsewhere.models import CertificateCopy
from notoneless.records.schooling_elsewhere.rules.confirmation import Confirmation, digest_of, salt_of, written
from notoneless.records.schooling_elsewhere.services import certify, contact, file_copy, open_record, trust_key
from support.cases import proof
from support.county import DAY, County
from support.databases import the

CHILD = "group_only"
UNTIL = date(2027, 1, 20)
"""The last day of the autumn term."""

SCHOOL: Mapping[str, Any] = {
    "beyond": "county",
    "away_place": "外省临江市河东区",
    "since_on": DAY,
    "school": "河东实验小学",
    "stage": "primary",
    "grade": 3,
    "class_name": "三（2）班",
}


def away(county: County, key: str = CHILD, who: str = "周支书", **given: Any) -> UUID:
    """A record of a child that is schooled outside the county, all on file."""
    return open_record(county.ctx(who), child=county.children[key], **{**SCHOOL, **given})


def spoken(county: County, record: UUID, said: str = "attending", who: str = "周支书", key: str = CHILD) -> UUID:
    """A contact with the family today."""
    given = {"guardian": county.guardians[key], "way": "phone", "family_said": said}
    return contact(county.ctx(who), elsewhere_record=record, on=county.time.at.date(), **given)


def certified(county: County, record: UUID | None = None, key: str = CHILD, until: date = UNTIL) -> UUID:
    """A record whose certificate was signed and sealed today."""
    record, today = record or away(county, key), county.time.at.date()
    days = {"signed_on": today, "sealed_on": today, "until_on": until}
    scan = proof(county, "周支书", "village_a")
    certify(county.ctx("周支书"), elsewhere_record=record, guardian=county.guardians[key], proof=scan, **days)
    return record


def filed(county: County, recipient: str = "government", record: UUID | None = None) -> UUID:
    """A copy of a certificate that waits to be acknowledged."""
    given = {"centre_school": county.units["school_a"]} if recipient == "centre_school" else {}
    made = file_copy(
        county.ctx("周支书"),
        elsewhere_record=record or certified(county),
        recipient=recipient,
        filed_on=county.time.at.date(),
        **given,
    )
    return the(CertificateCopy, pk=made).pk  # type: ignore[no-any-return]


class Partner:
    """Another county that signs confirmations: a key ring of its own."""

    def __init__(self, name: str = "临江市河东区", ring: KeyRing | None = None) -> None:
        self.name, self.ring = name, ring or fresh_ring()

    @property
    def public_key(self) -> str:
        """Its key as others enter it."""
        return own_public_key(self.ring)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of its key."""
        return fingerprint(self.public_key)

    def trusted(self, county: County) -> UUID:
        """Its key, entered by the bureau."""
        told = {"county": self.name, "public_key": self.public_key, "key_fingerprint": self.fingerprint}
        return trust_key(county.ctx("陈局长"), unit=county.units["county"], compared_with="河东区教育局 刘科长", **told)

    def signs(self, county: County, child: str = CHILD, **changed: Any) -> str:
        """A confirmation that a child attends, signed today until the end of the term."""
        name, salt = county.markers[child][0], salt_of(uuid4())
        born = date(2017, 1, list(county.children).index(child) % 28 + 1)
        told = {
            "serial": str(uuid4()),
            "county": self.name,
            "key": self.fingerprint,
            "school": "河东实验小学",
            "grade": 3,
            "class_name": "三（2）班",
            "since": DAY.isoformat(),
            "issued": county.time.at.date().isoformat(),
            "until": UNTIL.isoformat(),
            "salt": salt,
            "who": digest_of(salt, name, born),
        }
        return written(Confirmation(**{**told, **changed}), lambda content: signed(self.ring, content))


def long_after(county: County) -> None:
    """Let time pass until the spring term is under way and the days to confirm it are over."""
    county.time.pass_by(days=(date(2027, 4, 10) - county.time.at.date()).days)
