"""Signatures of one county that another checks without a network: Ed25519, a key by its fingerprint.

The signing key is worked out of the newest key of the ring, so that it lies in no other place and comes back with a restored
ring. Public keys are told as 44 characters, fingerprints as 32 hexadecimal digits that people compare on the telephone.
"""

from base64 import b64decode, b64encode
from hashlib import sha256
from hmac import new as new_keyed

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.sealing import KeyRing

_LABEL = b"notoneless/confirmation-of-attendance/1"
_PUBLIC = 32
_SHOWN = 32


def _own(ring: KeyRing) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(new_keyed(ring.keys[-1].index, _LABEL, "sha256").digest())


def signed(ring: KeyRing, content: bytes) -> bytes:
    """The signature of some content by the newest key of a ring."""
    return _own(ring).sign(content)


def own_public_key(ring: KeyRing) -> str:
    """The public key that checks what a ring signs now, as it is told to others."""
    return b64encode(_own(ring).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode("ascii")


def fingerprint(public_key: str) -> str:
    """The fingerprint of a public key. Raises NotonelessError for what is none."""
    return sha256(_bytes_of(public_key)).hexdigest()[:_SHOWN]


def is_signed(public_key: str, content: bytes, signature: bytes) -> bool:
    """Whether the holder of a public key has signed this very content."""
    try:
        Ed25519PublicKey.from_public_bytes(_bytes_of(public_key)).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def _bytes_of(public_key: str) -> bytes:
    try:
        found = b64decode(public_key.strip(), validate=True)
    except ValueError:
        found = b""
    if len(found) != _PUBLIC:
        raise NotonelessError(Problem("sealing.no_public_key"))
    return found
