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
from functools import lru_cache
from hmac import digest as keyed_digest

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from notoneless.kernel.problems import NotonelessError, Problem

_FORMAT = 1
_NONCE = 12
_TAG = 16
_HEAD = 3
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
        nonce = secrets.token_bytes(_NONCE)
        head = bytes((_FORMAT,)) + key.number.to_bytes(2, "big")
        return head + nonce + _encrypt(key, nonce, plain, head + place.encode())

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


def _encrypt(key: Key, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    if key.suite == SUITES[0]:
        return AESGCM(key.seal).encrypt(nonce, plain, bound)
    worker = Cipher(_sm4(key), modes.GCM(nonce)).encryptor()
    worker.authenticate_additional_data(bound)
    return worker.update(plain) + worker.finalize() + worker.tag


def _decrypt(key: Key, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    if key.suite == SUITES[0]:
        return AESGCM(key.seal).decrypt(nonce, body, bound)
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
    plain = text.encode()
    said = _labelled(label) + len(plain).to_bytes(4, "big") + plain
    if key.suite == SUITES[0]:
        return keyed_digest(key.index, said, "sha256")[:16]
    maker = hmac.HMAC(key.index, hashes.SM3())
    maker.update(said)
    return maker.finalize()[:16]


@lru_cache(_LABELS_KEPT)
def _labelled(label: str) -> bytes:
    """A label as it stands before what is indexed: columns are few, and rows many."""
    told = label.encode()
    return len(told).to_bytes(4, "big") + told


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
