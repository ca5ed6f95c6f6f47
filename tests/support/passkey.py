"""A passkey without a device: makes a key pair, attests it by nothing, and signs challenges, as a browser would send it."""

import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


@dataclass
class SoftKey:
    """One credential. It answers for `origin` and the host in it, whatever the page says."""

    origin: str = "https://testserver"
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(16))
    uses: int = 0

    @property
    def host(self) -> bytes:
        """The hash of the host that the credential is for."""
        return sha256(self.origin.partition("://")[2].partition(":")[0].encode()).digest()

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.create`."""
        public = ES256.from_cryptography_key(self.private.public_key())
        attested = AttestedCredentialData.create(bytes(16), self.credential, public)
        data = AuthenticatorData.create(self.host, FLAG.UP | FLAG.UV | FLAG.AT, self.uses, attested)
        made = AttestationObject.create("none", data, {})
        return self._sent({"clientDataJSON": self._client("create", options), "attestationObject": made})

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.get`."""
        self.uses += 1
        client = self._client("get", options)
        data = AuthenticatorData.create(self.host, FLAG.UP | FLAG.UV, self.uses)
        signature = self.private.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _client(self, what: str, options: dict[str, Any]) -> bytes:
        challenge = options["publicKey"]["challenge"]
        given = challenge if isinstance(challenge, bytes) else websafe_decode(challenge)
        return CollectedClientData.create(f"webauthn.{what}", given, self.origin)

    def _sent(self, response: dict[str, bytes]) -> dict[str, Any]:
        name = websafe_encode(self.credential)
        told = {part: websafe_encode(value) for part, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": told, "clientExtensionResults": {}}
