"""Names freed of what spreadsheets and clerks add to them."""

import re
import unicodedata

DOT = "·"

_CHARACTER = r"[^\W0-9A-Z_]"
"""Any letter but a Latin one, thus a Han character: cheaper to compile than its ranges."""

_PURE_HAN = re.compile(r"[\u4e00-\u9fff]{2,8}").fullmatch
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe00-\ufe0f\x00-\x08\x0b-\x1f\x7f]")
_DOTS = re.compile(r"\s*[·•・．‧∙⋅◦∘ㆍ᛫⸱･﹒․]+\s*")
_DOT_BETWEEN_HAN = re.compile(rf"(?<={_CHARACTER})\s*[.。﹒，,、'`^_*\-—–―]\s*(?={_CHARACTER})")
_SPACE_BESIDE_HAN = re.compile(rf"(?<={_CHARACTER})\s+|\s+(?={_CHARACTER})|(?<=[?□■])\s+|\s+(?=[?□■])")
_SPACES = re.compile(r"\s+")
_NOTE = re.compile(r"[(\[{【〔〈《<「『][^()\[\]{}【】〔〕〈〉《》<>「」『』]*[)\]}】〕〉》>」』]?")
_BRACKETS = re.compile(r"[()\[\]{}【】〔〕〈〉《》<>「」『』]")
_SERIAL = re.compile(rf"(?<={_CHARACTER}{_CHARACTER})[-_#]?(?:[0-9]{{1,3}}|[A-H])(?:号)?$")
_UNKNOWN = str.maketrans("●○■◯◻�", "□□□□□□")
_EDGES = " \t\r\n·.,;:!。，；：！、'\"`‘’“”~^&+=/\\|-_—–"


def clean_name(raw: str | None) -> str:
    """The name itself; empty for an empty cell.

    Compatibility forms are normalised (NFKC), letters upper-case, every middle dot is `·`, spaces stand only between
    Latin words. Notes in brackets and a serial digit or letter after two characters or more (张伟1, 李娜A) go; `?`,
    `*` and `□` for a character that could not be typed stay (other boxes become `□`). A bracket is opened rather than
    dropped where less than two characters would remain.
    """
    if raw is None:
        return ""
    if _PURE_HAN(raw):
        return raw
    cleaned = _pass(raw)
    return cleaned if cleaned == raw else clean_name(cleaned)


def _pass(raw: str) -> str:
    """One round; what one rule removes may lay bare work for another, so rounds go on until nothing changes."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", raw)).upper().translate(_UNKNOWN).strip()
    text = _SERIAL.sub("", _DOTS.sub(DOT, _without_notes(text)).strip(_EDGES))
    text = _DOT_BETWEEN_HAN.sub(_as_dot, text)
    return _SPACES.sub(" ", _SPACE_BESIDE_HAN.sub("", text)).strip(_EDGES)


def _without_notes(text: str) -> str:
    bare = _NOTE.sub("", text).strip(_EDGES)
    return bare if len(bare) >= 2 else _BRACKETS.sub("", text)


def _as_dot(match: re.Match[str]) -> str:
    """`*` between two characters stands for a third that could not be typed; every other sign there is a dot."""
    return "*" if "*" in match[0] else DOT
