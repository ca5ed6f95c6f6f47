"""What lies in an envelope, read with distrust: a kind, what it gives, pictures, and when it was written down."""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.store import read
from notoneless.foundation.field_book.models import FieldEvent
from notoneless.foundation.field_book.rules import MOST_BYTES
from notoneless.foundation.sealing.keys import key_ring
from notoneless.interfaces.field_book.pages.kinds import KINDS, Kind
from notoneless.kernel.envelopes import EnvelopeKey, envelope_key, open_envelope, seal_envelope
from notoneless.kernel.problems import Problem

LONGEST = 64 * 1024
"""Characters of one text of an event: a whole class with a note for each pupil is less."""

UNREADABLE = Problem("field_book.unreadable")


@dataclass(frozen=True)
class Content:
    """One event as it was written down. `given`: plain values by parameter; `photos`: pictures by parameter."""

    kind: Kind
    given: Mapping[str, Any]
    photos: Mapping[str, bytes] = field(default_factory=dict)
    told_at: str = ""

    @property
    def slot(self) -> str:
        """What it is about, where only one can stand."""
        return self.kind.slot(self.given) if self.kind.slot else ""

    @property
    def said(self) -> str:
        """What it says, in one form."""
        photos = {name: len(each) for name, each in self.photos.items()}
        said = {"code": self.kind.code, "given": self.kind.said(self.given), "photos": photos}
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


def own_key() -> EnvelopeKey:
    """The pair of this installation. It lies with the key ring, outside the database: a restored server opens what comes."""
    return envelope_key(key_ring().web)


def sealed_here(plain: Any, event: str) -> dict[str, Any]:
    """What a phone could not seal, because its page came without TLS, as an envelope: it lies on disk as the others do."""
    text = json.dumps(plain, ensure_ascii=False).encode()
    return seal_envelope(own_key().public, text, event, token_bytes(12))


def content_in(envelope: Mapping[str, Any], event: str) -> Content:
    """What lies in an envelope. Raises Unusable for what no phone of ours has written, NotonelessError for a broken seal."""
    return _content(open_envelope(own_key(), envelope, event))


def content_of(row: FieldEvent) -> Content:
    """What an event that was received says. Raises as `content_in` does."""
    return content_in(json.loads(read(row.content.content)), str(row.event))


def _content(plain: bytes) -> Content:
    try:
        found = json.loads(plain)
        kind, given, photos = KINDS[found["code"]], found["given"], found.get("photos") or {}
        told_at = str(found.get("made_at") or "")[:40]
        if not isinstance(given, dict) or not isinstance(photos, dict) or set(photos) - set(kind.photos):
            raise ValueError
        if set(given) - kind.fields or not all(map(_is_plain, given.values())):
            raise ValueError
        pictures = {name: b64decode(str(text), validate=True) for name, text in photos.items()}
    except (ValueError, KeyError, TypeError, NotBase64, RecursionError):
        raise Unusable(UNREADABLE) from None
    if sum(map(len, pictures.values())) > MOST_BYTES:
        raise Unusable(Problem("field_book.too_large", {"most": MOST_BYTES // 1024}))
    return Content(kind, given, pictures, told_at)


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST
    return value is None or isinstance(value, bool | int)
