"""The checking register: what short codes stand for, as a signed file by which papers are checked without server and network.

It is text: a line that names it, the county, the day and the public key; a line for each paper; the signature of all of these.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from notoneless.foundation.papers.rules.codes import code_read
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.sealing import KeyRing
from notoneless.kernel.signing import fingerprint, is_signed, own_public_key, signed

_NAME, _SIGNED_BY, _BETWEEN = "notoneless-papers-1", "signature", "\t"


@dataclass(frozen=True, slots=True)
class OfflineLine:
    """A paper as anybody may know of it: no person, and nothing of what it says. Days as 2026-09-01; `ended_on`: withdrawn."""

    code: str
    kind: str
    number: str
    unit: str
    issued_on: str
    state: str
    ended_on: str
    digest: str


@dataclass(frozen=True, slots=True)
class OfflineRegister:
    """A register that was read and whose signature holds. `fingerprint`: of the key, to be compared with the county's."""

    county: str
    day: date
    fingerprint: str
    lines: tuple[OfflineLine, ...]

    def line(self, code: str) -> OfflineLine | None:
        """What a code stands for, None where the register has no such paper. Raises NotonelessError for what is no code."""
        read = code_read(code)
        if read is None:
            raise NotonelessError(Problem("papers.no_code"))
        return next((each for each in self.lines if each.code == read), None)


def register_text(ring: KeyRing, county: str, day: date, lines: Sequence[OfflineLine]) -> str:
    """The file of a register, signed by the newest key of a ring."""
    head = (_NAME, county, day.isoformat(), own_public_key(ring))
    rows = (head, *(astuple(each) for each in lines))
    content = "".join(f"{_BETWEEN.join(_plain(cell) for cell in row)}\n" for row in rows)
    made = b64encode(signed(ring, content.encode())).decode("ascii")
    return f"{content}{_SIGNED_BY}{_BETWEEN}{made}\n"


def _plain(text: str) -> str:
    return " ".join(text.split())


def read_register(text: str) -> OfflineRegister:
    """A register whose signature holds. Raises NotonelessError for a file that is none, or of which anything was changed."""
    content, _, last = text.replace("\r\n", "\n").rstrip("\n").rpartition("\n")
    rows = [line.split(_BETWEEN) for line in content.split("\n")]
    label, _, signature = last.partition(_BETWEEN)
    if len(rows[0]) != 4 or rows[0][0] != _NAME or label != _SIGNED_BY:
        raise NotonelessError(Problem("papers.no_offline_register"))
    _, county, day, public_key = rows[0]
    try:
        held = is_signed(public_key, f"{content}\n".encode(), b64decode(signature, validate=True))
        lines = tuple(OfflineLine(*row) for row in rows[1:])
        read = OfflineRegister(county, date.fromisoformat(day), fingerprint(public_key), lines)
    except (ValueError, TypeError):
        raise NotonelessError(Problem("papers.no_offline_register")) from None
    if not held:
        raise NotonelessError(Problem("papers.offline_register_changed"))
    return read
