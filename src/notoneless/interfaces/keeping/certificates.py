"""Certificates for a LAN without a domain: an authority of the county's own, which phones install once, and the server's own.

Browsers run no service worker on a page whose certificate has an error, also after somebody has clicked the warning away; so
a lone self-signed certificate does not do. ECDSA on P-256; the authority for ten years, the server for 397 days at most, the
longest that browsers take of a public one. Keys lie with the key ring, outside database and backup, readable by their owner.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from notoneless.kernel.problems import NotonelessError, Problem

AUTHORITY_LASTS, SERVER_LASTS = timedelta(days=3650), timedelta(days=397)
RENEWED_BEFORE = timedelta(days=30)
"""How long before its end the server's certificate is made anew."""

_CA, _CA_KEY, _SERVER, _SERVER_KEY = "ca.pem", "ca.key", "server.pem", "server.key"


@dataclass(frozen=True)
class Certificates:
    """Where the files lie, what people compare, and for which names the server's certificate is good."""

    authority: Path
    server: Path
    key: Path
    fingerprint: str
    names: tuple[str, ...]


def folder_of(key_ring: Path) -> Path:
    """Where certificates lie: beside the key ring."""
    return key_ring.parent / "lan"


def certificates_for(folder: Path, hosts: Iterable[str], now: datetime) -> Certificates:
    """The certificates of a LAN, made or renewed where they have to be. Raises NotonelessError where they cannot be written.

    The authority stays as it is for as long as it is good: phones have installed it.
    """
    names = tuple(sorted({host for host in hosts if host and host != "*" and not host.startswith(".")}))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority, key = _authority(folder, now)
        if not _is_good(folder / _SERVER, authority, names, now) or not (folder / _SERVER_KEY).exists():
            _make_server(folder, authority, key, names, now)
    except (OSError, ValueError) as error:
        raise NotonelessError(Problem("keeping.no_certificate", {"folder": str(folder)})) from error
    return Certificates(folder / _CA, folder / _SERVER, folder / _SERVER_KEY, fingerprint_of(authority), names)


def authority_in(folder: Path) -> x509.Certificate | None:
    """The authority of this installation, if it has one."""
    with suppress(OSError, ValueError):
        return x509.load_pem_x509_certificate((folder / _CA).read_bytes())
    return None


def server_ends(folder: Path) -> datetime | None:
    """When the server's certificate ends, if there is one."""
    with suppress(OSError, ValueError):
        return x509.load_pem_x509_certificate((folder / _SERVER).read_bytes()).not_valid_after_utc
    return None


def fingerprint_of(certificate: x509.Certificate) -> str:
    """What people compare: SHA-256 in groups of four figures."""
    text = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _authority(folder: Path, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    known = authority_in(folder)
    if known is not None and now < known.not_valid_after_utc - SERVER_LASTS:
        key = load_pem_private_key((folder / _CA_KEY).read_bytes(), None)
        if isinstance(key, ec.EllipticCurvePrivateKey) and key.public_key() == known.public_key():
            return known, key
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"notoneless LAN {now.date().isoformat()}")])
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    begun = _begun(name, name, key, now, AUTHORITY_LASTS)
    begun = begun.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = begun.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    _write(folder / _CA_KEY, _pem(key))
    _write(folder / _CA, made.public_bytes(Encoding.PEM))
    return made, key


def _make_server(
    folder: Path,
    authority: x509.Certificate,
    key: ec.EllipticCurvePrivateKey,
    names: Iterable[str],
    now: datetime,
) -> None:
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "notoneless")])
    begun = _begun(name, authority.subject, own, now, SERVER_LASTS)
    begun = begun.add_extension(x509.SubjectAlternativeName([_general(each) for each in names]), critical=False)
    begun = begun.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    begun = begun.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    made = begun.add_extension(signer, critical=False).sign(key, hashes.SHA256())
    _write(folder / _SERVER_KEY, _pem(own))
    _write(folder / _SERVER, made.public_bytes(Encoding.PEM))


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    at = now.astimezone(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    # a phone whose clock is some hours behind shall take it too
    builder = builder.not_valid_before(at - timedelta(days=1)).not_valid_after(at - timedelta(days=1) + lasts)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host.strip("[]")))
    except ValueError:
        return x509.DNSName(host)


def _is_good(path: Path, authority: x509.Certificate, names: Iterable[str], now: datetime) -> bool:
    """Whether the server's certificate is of this authority, for these names, and not near its end."""
    try:
        known = x509.load_pem_x509_certificate(path.read_bytes())
        known.verify_directly_issued_by(authority)
        told = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):  # then it is made anew
        return False
    return set(told) == {_general(each) for each in names} and now < known.not_valid_after_utc - RENEWED_BEFORE


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.chmod(0o600)
    beside.write_bytes(content)
    beside.replace(path)
