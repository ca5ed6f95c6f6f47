"""Sealed text: authenticated encryption under a ring of keys, and keyed indexes for exact search.

A box is: one byte for the format, two for the number of the key, twelve for the nonce, then ciphertext and tag. The place a box
lies in (table, row, field) is authenticated with it, so that a box moved elsewhere does not open. Two suites: AES-256-GCM with
HMAC-SHA-256, and SM4-GCM with HMAC-SM3 for those whom GB/T 39786 binds.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hmac import HMAC
from hmac import new as new_keyed

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from notoneless.kernel.problems import NotonelessError, Problem

_FORMAT = 1
_NONCE = 12
_TAG = 16
_HEAD = 3
_SEARCH_KEY = 16
_LABELS_KEPT = 1024

SUITES = ("aes-256-gcm", "sm4-gcm")
"""The suites a key may belong to, the default first."""


@dataclass(frozen=True, repr=False)
class Key:
    """One key of a ring: `seal` closes boxes, `index` makes search keys. Its number never changes and is never used again."""

    number: int
    suite: str
    seal: bytes
    index: bytes

    @cached_property
    def box(self) -> AESGCM:
        """What closes and opens boxes in the default suite: laid out once, for there are boxes by the hundred thousand."""
        return AESGCM(self.seal)

    @cached_property
    def keyed(self) -> HMAC:
        """The beginning of every search key in the default suite; a copy of it goes on."""
        return new_keyed(self.index, digestmod="sha256")


@dataclass(frozen=True, repr=False)
class KeyRing:
    """All keys of one installation, oldest first. The last closes new boxes; all of them open old ones."""

    keys: tuple[Key, ...]
    web: bytes
    """The secret of cookies and signed links."""

    def close(self, text: str, place: str) -> bytes:
        """`text` as a box for one `place`."""
        return self.close_bytes(text.encode(), place)

    def close_bytes(self, plain: bytes, place: str) -> bytes:
        """Bytes as a box for one `place`."""
        key = self.keys[-1]
        return _closed(key, _head(key), plain, place.encode())

    def open(self, box: bytes, place: str) -> str:
        """The text of a box that lies in `place`. Raises NotonelessError if it was altered, moved, or its key is gone."""
        return self.open_bytes(box, place).decode()

    def open_bytes(self, box: bytes, place: str) -> bytes:
        """The bytes of a box that lies in `place`. Raises as `open` does."""
        key = self._key_of(box)
        nonce, body = box[_HEAD : _HEAD + _NONCE], box[_HEAD + _NONCE :]
        try:
            return _decrypt(key, nonce, body, box[:_HEAD] + place.encode())
        except InvalidTag as error:
            raise NotonelessError(Problem("sealing.altered", {"place": place.partition("/")[0]})) from error

    def is_current(self, box: bytes) -> bool:
        """Whether the newest key has closed this box."""
        return self._key_of(box) is self.keys[-1]

    def index(self, text: str, label: str) -> bytes:
        """The search key of a text in the column that `label` names, under the newest key."""
        return _index(self.keys[-1], text, label)

    def indexes(self, text: str, label: str) -> list[bytes]:
        """The search keys of a text under every key, for a search while columns are being re-keyed."""
        return [_index(key, text, label) for key in self.keys]

    def _key_of(self, box: bytes) -> Key:
        number = int.from_bytes(box[1:_HEAD], "big")
        for key in self.keys:
            if key.number == number and box[:1] == bytes((_FORMAT,)) and len(box) >= _HEAD + _NONCE + _TAG:
                return key
        raise NotonelessError(Problem("sealing.no_key"))


class ColumnSealing:
    """Search keys and boxes of many cells of one column: what they have in common is worked out once.

    `label` names the column among search keys; `table` and `field` are the parts of a place around the id of its row.
    """

    def __init__(self, ring: KeyRing, label: str, table: str, field: str) -> None:
        self._ring, self._key, self._label = ring, ring.keys[-1], label
        self._before, self._after = f"{table}/", f"/{field}"
        self._head = _head(self._key)
        self._keyed = self._key.keyed.copy() if self._key.suite == SUITES[0] else None
        if self._keyed is not None:
            self._keyed.update(_labelled(label))

    def index(self, text: str) -> bytes:
        """As `KeyRing.index`."""
        if self._keyed is None:
            return _index(self._key, text, self._label)
        keyed = self._keyed.copy()
        keyed.update(_counted(text.encode()))
        return keyed.digest()[:_SEARCH_KEY]

    def indexes(self, text: str) -> list[bytes]:
        """As `KeyRing.indexes`."""
        return self._ring.indexes(text, self._label) if len(self._ring.keys) > 1 else [self.index(text)]

    def close(self, text: str, row: str) -> bytes:
        """As `KeyRing.close`; `row`: the id of its row as places have it."""
        return _closed(self._key, self._head, text.encode(), f"{self._before}{row}{self._after}".encode())


def fresh_key(number: int, suite: str = SUITES[0]) -> Key:
    """A new random key."""
    if suite not in SUITES:
        raise NotonelessError(Problem("sealing.unknown_suite", {"suite": suite, "suites": ", ".join(SUITES)}))
    return Key(number, suite, secrets.token_bytes(32 if suite == SUITES[0] else 16), secrets.token_bytes(32))


def fresh_ring(suite: str = SUITES[0]) -> KeyRing:
    """A new ring with one key."""
    return KeyRing((fresh_key(1, suite),), secrets.token_bytes(32))


def with_new_key(ring: KeyRing, suite: str = SUITES[0]) -> KeyRing:
    """The ring with one more key, which from now on closes new boxes."""
    return KeyRing((*ring.keys, fresh_key(ring.keys[-1].number + 1, suite)), ring.web)


def ring_as_text(ring: KeyRing) -> str:
    """The ring as its file holds it."""
    keys = [
        {"number": key.number, "suite": key.suite, "seal": _text(key.seal), "index": _text(key.index)}
        for key in ring.keys
    ]
    return json.dumps({"format": 1, "web": _text(ring.web), "keys": keys}, indent=1)


def ring_from_text(text: str) -> KeyRing:
    """The ring in a file's text. Raises NotonelessError for anything else than a whole ring."""
    try:
        found = json.loads(text)
        keys = tuple(_key(entry) for entry in found["keys"])
        ring = KeyRing(keys, b64decode(found["web"], validate=True))
    except (ValueError, KeyError, TypeError) as error:
        raise NotonelessError(Problem("sealing.no_ring")) from error
    if not keys or len({key.number for key in keys}) < len(keys) or any(key.suite not in SUITES for key in keys):
        raise NotonelessError(Problem("sealing.no_ring"))
    return ring


def _key(entry: dict[str, str | int]) -> Key:
    seal, index = (b64decode(str(entry[name]), validate=True) for name in ("seal", "index"))
    return Key(int(entry["number"]), str(entry["suite"]), seal, index)


def _text(secret: bytes) -> str:
    return b64encode(secret).decode()


def _head(key: Key) -> bytes:
    return bytes((_FORMAT,)) + key.number.to_bytes(2, "big")


def _closed(key: Key, head: bytes, plain: bytes, place: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return head + nonce + _encrypt(key, nonce, plain, head + place)


def _encrypt(key: Key, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    if key.suite == SUITES[0]:
        return key.box.encrypt(nonce, plain, bound)
    worker = Cipher(_sm4(key), modes.GCM(nonce)).encryptor()
    worker.authenticate_additional_data(bound)
    return worker.update(plain) + worker.finalize() + worker.tag


def _decrypt(key: Key, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    if key.suite == SUITES[0]:
        return key.box.decrypt(nonce, body, bound)
    worker = Cipher(_sm4(key), modes.GCM(nonce, body[-_TAG:])).decryptor()
    worker.authenticate_additional_data(bound)
    return worker.update(body[:-_TAG]) + worker.finalize()


def _sm4(key: Key) -> algorithms.SM4:
    try:
        return algorithms.SM4(key.seal)
    except UnsupportedAlgorithm as error:
        raise NotonelessError(Problem("sealing.unknown_suite", {"suite": key.suite, "suites": SUITES[0]})) from error


def _index(key: Key, text: str, label: str) -> bytes:
    """Sixteen bytes: enough that no two of a county's numbers meet, and half the column."""
    said = _labelled(label) + _counted(text.encode())
    if key.suite == SUITES[0]:
        keyed = key.keyed.copy()
        keyed.update(said)
        return keyed.digest()[:_SEARCH_KEY]
    maker = hmac.HMAC(key.index, hashes.SM3())
    maker.update(said)
    return maker.finalize()[:_SEARCH_KEY]


@lru_cache(_LABELS_KEPT)
def _labelled(label: str) -> bytes:
    """A label as it stands before what is indexed: columns are few, and rows many."""
    return _counted(label.encode())


def _counted(plain: bytes) -> bytes:
    return len(plain).to_bytes(4, "big") + plain


def commitment(salt: bytes, payload: str) -> bytes:
    """What binds a record to a payload that may be erased later: without the salt nobody can find the payload by trying."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(salt + payload.encode())
    return digest.finalize()


def chained(before: bytes, parts: Sequence[str | bytes]) -> bytes:
    """The link of a chain: a hash over the link before and the parts of this record, each with its length."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(before)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return digest.finalize()
