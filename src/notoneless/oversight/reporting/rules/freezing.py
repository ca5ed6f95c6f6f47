"""What of a return is frozen, as one text, and the hashes that tell it apart."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of all that was frozen: the same content gives the same hash, in whatever order it was put together."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
