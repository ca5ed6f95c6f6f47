"""What happened in a procedure, as dated facts that nobody edits, and what law asks to be known of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from notoneless.casework.procedures.rules.moves import Move


class Authority(StrEnum):
    """Who acts. Law names two for an order: the township government and the county's education department."""

    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    COUNTY_EDUCATION = "county_education"
    COUNTY_OTHER = "county_other"
    SCHOOL = "school"
    VILLAGE = "village"


class Means(StrEnum):
    """How a paper was served."""

    IN_PERSON = "in_person"
    RELATIVE = "relative"
    LEFT = "left"
    POST = "post"
    ELECTRONIC = "electronic"
    PUBLISHED = "published"


PROVED: frozenset[Means] = frozenset({Means.RELATIVE, Means.LEFT, Means.ELECTRONIC, Means.PUBLISHED})
"""Means that ask for a proof: an adult of the same home, a witness or a recording, signed consent, the cause noted."""


class Text(StrEnum):
    """What kind of text a penalty is founded on. OTHER: whatever law lets set none."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    LOCAL_REGULATION = "local_regulation"
    GOVERNMENT_RULE = "government_rule"
    OTHER = "other"


class Item(StrEnum):
    """The six things that a decision must say."""

    PARTY = "party"
    FACTS = "facts"
    KIND_AND_BASIS = "kind_and_basis"
    PERFORMANCE = "performance"
    REMEDIES = "remedies"
    AUTHORITY_AND_DAY = "authority_and_day"


class Grave(StrEnum):
    """What has to be told to another authority at once."""

    CHILD_LABOUR = "child_labour"
    HARM = "harm"
    MARRIAGE = "marriage"
    CRIME = "crime"


class Side(StrEnum):
    """Who took part in an effort."""

    SCHOOL = "school"
    VILLAGE = "village"
    TOWNSHIP = "township"
    POLICE = "police"


class How(StrEnum):
    """How an effort was made."""

    HOME = "home"
    PHONE = "phone"
    MEETING = "meeting"


class Attitude(StrEnum):
    """What who was met thinks of it."""

    AGREES = "agrees"
    HESITATES = "hesitates"
    REFUSES = "refuses"
    NOT_MET = "not_met"


class Outcome(StrEnum):
    """How something ended."""

    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    DEATH = "death"
    UPHELD = "upheld"
    ANNULLED = "annulled"
    GRANTED = "granted"
    REJECTED = "rejected"
    JUDGED = "judged"
    MEDIATED = "mediated"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"
    CONCLUDED = "concluded"


OUTCOMES: dict[Move, tuple[Outcome, ...]] = {
    Move.DECIDE_REVIEW: (Outcome.UPHELD, Outcome.ANNULLED, Outcome.WITHDRAWN),
    Move.DECIDE_SUIT: (Outcome.UPHELD, Outcome.ANNULLED, Outcome.WITHDRAWN),
    Move.RULE: (Outcome.GRANTED, Outcome.REJECTED),
    Move.SETTLE_SUIT: (Outcome.JUDGED, Outcome.MEDIATED, Outcome.REJECTED, Outcome.WITHDRAWN),
    Move.ANSWER_REFERRAL: (Outcome.TAKEN_UP, Outcome.DECLINED, Outcome.CONCLUDED),
    Move.END: (Outcome.RETURNED, Outcome.WITHDRAWN, Outcome.DEATH),
}
"""How each move that ends something may end it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """The legal basis of a penalty as the operator entered it; amounts in yuan."""

    kind: Text
    name: str
    article: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Officer:
    """Who inquires: name and the number of the enforcement certificate."""

    name: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Effort:
    """One return effort: how and where, who took part, whom they met, what was said and agreed."""

    how: How
    where: str
    sides: frozenset[Side]
    attitude: Attitude
    met: str = ""
    law_explained: str = ""
    difficulty: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One move that was made, with what law asks to be known of it; what does not belong to the move stays empty.

    party: whom an order is for, name and relation; every later paper is for the same. home: where the party lives, as the paper
    will say; registered: as the child's home was registered when it was proposed, so that a change after it is noticed.
    until: an order's deadline, the day of a hearing, the last day to perform a decision. delegated: the text that hands the
    power to whoever acts. proved: what the means of service asks for is there. amount: in yuan; added: to it, for delay.
    by: the account that did it. head: who leads the authority and signs. case_number: that of a court or an authority.
    """

    move: Move
    on: date
    by: UUID | None = None
    effort: Effort | None = None
    authority: Authority | None = None
    delegated: str = ""
    until: date | None = None
    means: Means | None = None
    proved: bool = False
    basis: Basis | None = None
    officers: tuple[Officer, ...] = ()
    amount: int | None = None
    added: int | None = None
    items: frozenset[Item] = frozenset()
    outcome: Outcome | None = None
    signed_by_head: bool = False
    grave: Grave | None = None
    told_to: str = ""
    party: str = ""
    home: str = ""
    registered: str = ""
    head: str = ""
    court: str = ""
    case_number: str = ""
