"""Envelopes: what a phone writes without a line, sealed so that the server alone opens it and the phone itself no more.

ECIES as browsers have it: an ECDH agreement on P-256 with a key that the phone makes for this one envelope and forgets,
HKDF-SHA-256 (RFC 5869) with both public points as salt, AES-256-GCM. The id of the event is authenticated, so that an envelope
put under another id does not open. Public points are uncompressed (SEC 1, 2.3.3), 65 bytes; all bytes travel as Base64.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from notoneless.kernel.problems import NotonelessError, Problem

FORMAT = 1
"""The one format there is."""

_INFO = b"notoneless/field/1"
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_NONCE = 12


@dataclass(frozen=True, repr=False)
class EnvelopeKey:
    """The pair that opens envelopes, made out of a secret of the installation: the same secret gives the same pair."""

    private: ec.EllipticCurvePrivateKey

    @property
    def public(self) -> bytes:
        """The public point, which phones seal to."""
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def envelope_key(secret: bytes) -> EnvelopeKey:
    """The pair of a secret of at least 32 random bytes (RFC 9380, 5.3: 48 bytes reduced leave no bias that could be seen)."""
    wide = HKDF(hashes.SHA256(), 48, salt=None, info=_INFO + b"/key").derive(secret)
    return EnvelopeKey(ec.derive_private_key(int.from_bytes(wide, "big") % (_ORDER - 1) + 1, _CURVE))


def open_envelope(key: EnvelopeKey, envelope: Mapping[str, Any], event: str) -> bytes:
    """What lies in an envelope for an event. Raises NotonelessError for one that is malformed, altered, or not for this key."""
    try:
        if envelope.get("format") != FORMAT:
            raise ValueError
        point, nonce, box = (_bytes(envelope.get(name)) for name in ("point", "nonce", "box"))
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
        return _box(key.private.exchange(ec.ECDH(), theirs), point + key.public).decrypt(nonce, box, event.encode())
    except (ValueError, InvalidTag, NotBase64):
        raise NotonelessError(Problem("field_book.unreadable")) from None


def seal_envelope(public: bytes, plain: bytes, event: str, nonce: bytes) -> dict[str, Any]:
    """An envelope as a phone makes it: for tests, and to say in one place what a phone does. `nonce`: 12 random bytes."""
    own = ec.generate_private_key(_CURVE)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public))
    box = _box(shared, point + public).encrypt(nonce, plain, event.encode())
    texts = {"point": point, "nonce": nonce, "box": box}
    return {"format": FORMAT, **{name: b64encode(each).decode() for name, each in texts.items()}}


def _box(shared: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt=salt, info=_INFO).derive(shared))


def _bytes(text: Any) -> bytes:
    if not isinstance(text, str):
        raise ValueError(type(text).__name__)
    return b64decode(text, validate=True)
