"""Read one column heading: which field does this spelling mean, and how surely."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from notoneless.tabular.fields import SECOND, Field
from notoneless.tabular.recognition.spellings import (
    CHILD_WORDS,
    EITHER_WORDS,
    FILLERS,
    GUARDIAN_WORDS,
    LIKELY,
    MEMBER,
    NOT_USED,
    SECOND_WORDS,
    STRANGER_WORDS,
    SURE,
)

JOINT = "|"
"""Stands between the lines of a header of two lines: 监护人|姓名."""

SURE_STRENGTH, ROLE_STRENGTH, LIKELY_STRENGTH = 1.0, 0.95, 0.65

_BRACKETED = re.compile(r"[(\[{<〔【《「].*?[)\]}>〕】》」]")
_NOT_WORD = re.compile(r"[\W_]+")
_ITEM_NUMBER = re.compile(r"^\d+(?=[^\W\d_a-z])")
_KEY_END = re.compile(r"(?:id|key|uid|编号|编码|标识)$")
_OTHERS_KEY = re.compile(r"class|grade|school|town|village|county|班|年级|学校|乡|镇|村|县|区划")
_LUNAR = ("农历", "阴历", "旧历")
_SECOND_MARK = re.compile(r"(?:第?二|2|②|乙|ii)")
_FIRST_MARK = re.compile(r"(?:第?一|1|①|甲)")

_OF_GUARDIAN: dict[Field, Field] = {
    Field.NAME: Field.GUARDIAN_NAME,
    Field.GUARDIAN_NAME: Field.GUARDIAN_NAME,
    Field.ID_NO: Field.GUARDIAN_ID,
    Field.GUARDIAN_REL: Field.GUARDIAN_REL,
    Field.PHONE: Field.PHONE,
    Field.ADDRESS: Field.ADDRESS,
}
_OF_CHILD = frozenset(Field) - frozenset(
    {Field.GUARDIAN_NAME, Field.GUARDIAN_ID, Field.GUARDIAN2_NAME, Field.GUARDIAN2_REL, Field.GUARDIAN2_ID}
)


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """The field a heading means and how surely, 0..1; `field` None: a heading of something not used.

    Of one not used, strength 0 says that all that is known of it is whose it is. `otherwise` is what it means where
    another column has a better claim to `field`.
    """

    field: Field | None
    strength: float
    otherwise: Field | None = None


@lru_cache(maxsize=1)
def _spellings() -> dict[str, HeaderMatch]:
    known = {word: HeaderMatch(None, 1.0) for word in NOT_USED}
    for table, strength in ((LIKELY, LIKELY_STRENGTH), (SURE, SURE_STRENGTH)):
        for field, words in table.items():
            known |= {word: HeaderMatch(field, strength) for word in words.split()}
    member = HeaderMatch(Field.NAME, LIKELY_STRENGTH, Field.GUARDIAN_NAME)
    return known | dict.fromkeys(MEMBER, member)


def fold(text: str) -> str:
    """A heading without what people vary: width, case, spaces, punctuation, stars and a leading item number."""
    return _ITEM_NUMBER.sub("", _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).lower()))


def match_header(header: str) -> HeaderMatch | None:
    """What `header` (its lines joined by `JOINT`) means, or None when the spelling is not known."""
    lines = [line for line in header.split(JOINT) if line.strip()]
    if len(lines) < 2:
        return _match_line(lines[0]) if lines else None
    return _match_lines(lines)


def _match_lines(lines: list[str]) -> HeaderMatch | None:
    """The lower line says what, the upper line says whose; alone, the lower line counts more than the upper."""
    whole = _match_line("".join(lines))
    if whole is not None and whole.field is not None:
        return whole
    lower = _match_line(lines[-1])
    if whole is not None or _role(fold("".join(lines[:-1]))):
        return whole
    return lower


def contradict(upper: str, lower: str) -> bool:
    """True when two header lines of one column each name another field, and neither says whose the other is."""
    above, below = _match_line(upper), _match_line(lower)
    if above is None or below is None or above.field is None or below.field is None:
        return False
    return above.field != below.field and not _role(fold(upper)) and _match_line(upper + lower) is None


@lru_cache(maxsize=4096)
def _match_line(line: str) -> HeaderMatch | None:
    found = None
    for text in _variants(line):
        found = _spellings().get(text) or _match_role(text) or found
        if found is not None and found.field is not None:
            break
    if found is not None and found.field is Field.DOB and any(word in line for word in _LUNAR):
        return HeaderMatch(Field.DOB, LIKELY_STRENGTH)
    return found or _match_key(fold(line))


def _match_key(text: str) -> HeaderMatch | None:
    """An unknown heading that ends like a key, unless it is the key of a place or a class."""
    key = _KEY_END.search(text) is not None and _OTHERS_KEY.match(text) is None
    return HeaderMatch(Field.KEY, LIKELY_STRENGTH) if key else None


def _variants(line: str) -> Iterator[str]:
    """The heading with what stands in brackets, then without: 身份证号(监护人) differs from 性别(1男2女)."""
    wide = unicodedata.normalize("NFKC", line)
    yield fold(wide)
    bare = fold(_BRACKETED.sub("", wide))
    if bare and not any(word in wide for word in STRANGER_WORDS):
        yield bare


def _role(text: str) -> bool:
    """Whether the heading says whose it is."""
    return any(word in text for word in GUARDIAN_WORDS + SECOND_WORDS + CHILD_WORDS)


def _match_role(text: str) -> HeaderMatch | None:
    if any(word in text for word in STRANGER_WORDS):
        return HeaderMatch(None, 1.0)
    # 与学生关系 and 监护人 come before the child's words: 被监护人 alone is a whole spelling and was looked up already
    if any(word in text for word in SECOND_WORDS + GUARDIAN_WORDS):
        return _guardian_match(text)
    core = _spellings().get(_strip(text, CHILD_WORDS)) if any(word in text for word in CHILD_WORDS) else None
    if core is None or core.field not in _OF_CHILD:
        return None
    return HeaderMatch(core.field, core.strength * ROLE_STRENGTH)


def _guardian_match(text: str) -> HeaderMatch:
    """A heading about a guardian; one that asks for nothing the roster keeps (民族, 签字), or is not known, is not used."""
    second = any(word in text for word in SECOND_WORDS) and not any(word in text for word in EITHER_WORDS)
    rest = _strip(text, SECOND_WORDS + GUARDIAN_WORDS + CHILD_WORDS)
    if _SECOND_MARK.search(rest):
        rest, second = _SECOND_MARK.sub("", rest), True
    rest = _FIRST_MARK.sub("", rest)
    core = _spellings().get(rest, HeaderMatch(None, 0.0)) if rest else HeaderMatch(Field.GUARDIAN_NAME, SURE_STRENGTH)
    field = _OF_GUARDIAN.get(core.field) if core.field is not None else None
    if field is None:
        return HeaderMatch(None, 0.0 if core.strength == 0 else 1.0)
    return HeaderMatch(SECOND.get(field, field) if second else field, core.strength * ROLE_STRENGTH)


def _strip(text: str, words: tuple[str, ...]) -> str:
    for word in words + FILLERS:
        text = text.replace(word, "")
    return text
