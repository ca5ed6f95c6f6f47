"""A confirmation of attendance that one county signs and another checks without a network: one line of text, also as a QR code.

`NOO1.<content>.<signature>`, both in URL-safe base64. Of the child it holds neither name nor number: a slow salted digest of
name and birth date, which only who knows both can compare. Beside it stand school, grade, class and the last day it speaks of.
"""

import json
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import scrypt
from hmac import compare_digest
from uuid import UUID

from notoneless.kernel.problems import NotonelessError, Problem

MARK = "NOO1"
_COST = 2**14
_DIGEST = 16
_TEXT = 60
_MOST = 1500
_GRADES = range(1, 13)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a confirmation says. `key`: the fingerprint of who signed; `who`: the digest of the child, `salt`: with what."""

    serial: str
    county: str
    key: str
    school: str
    grade: int
    class_name: str
    since: str
    issued: str
    until: str
    salt: str
    who: str

    @property
    def issued_on(self) -> date:
        """The day on which it was signed."""
        return date.fromisoformat(self.issued)

    @property
    def until_on(self) -> date:
        """The last day that it speaks of."""
        return date.fromisoformat(self.until)


def digest_of(salt: str, name: str, born_on: date) -> str:
    """The digest of a child: the same however the name was written in width, with spaces or dots between its parts."""
    folded = "".join(each for each in unicodedata.normalize("NFKC", name) if each.isalnum())
    told = f"{folded}|{born_on.isoformat()}".encode()
    return _text(scrypt(told, salt=_bytes(salt), n=_COST, r=8, p=1, dklen=_DIGEST))


def salt_of(drawn: UUID) -> str:
    """A salt of a drawn number."""
    return _text(drawn.bytes)


def written(told: Confirmation, sign: Callable[[bytes], bytes]) -> str:
    """A confirmation as one line, signed."""
    content = json.dumps(asdict(told), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return f"{MARK}.{_text(content)}.{_text(sign(content))}"


@dataclass(frozen=True, slots=True)
class Read:
    """A confirmation as it came: what it says, and the content that its signature is to be of."""

    told: Confirmation
    content: bytes
    signature: bytes


def read(text: str) -> Read:
    """A confirmation out of a file or a scanned code. Raises NotonelessError where it is none."""
    parts = "".join(text.split()).split(".")
    if len(parts) != 3 or parts[0] != MARK or len(text) > _MOST:
        raise NotonelessError(Problem("schooling_elsewhere.unreadable"))
    try:
        content, signature = _bytes(parts[1]), _bytes(parts[2])
        found = json.loads(content)
        told = Confirmation(**found)
        _checked(told)
    except (ValueError, TypeError, KeyError, RecursionError) as error:  # the last: brackets within brackets
        raise NotonelessError(Problem("schooling_elsewhere.unreadable")) from error
    return Read(told, content, signature)


def _checked(told: Confirmation) -> None:
    """Raise ValueError where something in it is not of its kind."""
    texts = (told.county, told.key, told.school, told.class_name, told.salt, told.who)
    if any(not isinstance(each, str) or len(each) > _TEXT for each in texts) or type(told.grade) is not int:
        raise ValueError("not of its kind")
    if told.grade not in _GRADES or any(sign < " " for each in (*texts, told.serial) for sign in each):
        raise ValueError("not of its kind")
    UUID(told.serial)
    _bytes(told.salt)
    for day in (told.since, told.issued, told.until):
        date.fromisoformat(day)


def is_of(told: Confirmation, name: str, born_on: date) -> bool:
    """Whether a confirmation speaks of a child."""
    return compare_digest(told.who, digest_of(told.salt, name, born_on))


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _bytes(text: str) -> bytes:
    """What was written as text. Raises ValueError for any other writing of it: one text has one content, none is skipped."""
    found = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if _text(found) != text:
        raise ValueError("not as it was written")
    return found
