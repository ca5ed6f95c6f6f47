"""Why two rows are, may be or are not one child: one sentence from the levels of agreement."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.linkage.compare import EVIDENCE, Scored
from notoneless.linkage.levels import Birth, Grade, Guardian, Identity, Name, Phone, Place, Sex

EXACT_REASONS = (Problem("linkage.exact"), Problem("linkage.exact_by_student_number"), Problem("linkage.decided"))
"""Why a pair is linked before evidence is weighed: by the ID cell, by the ID in the student number, by a person."""
DECIDED = 2
"""Where among them a person's decision stands."""

_KINDS = (Name, Birth, Identity, Guardian, Phone, Place, Sex, Grade)
_TELLING_ORDER = ("identity", "name", "birth", "guardian", "phone", "place", "sex", "grade")
_EQUAL = {
    "identity": Identity.EQUAL, "name": Name.EXACT, "birth": Birth.EQUAL, "guardian": Guardian.EQUAL,
    "phone": Phone.EQUAL, "sex": Sex.EQUAL,
}  # fmt: skip
_UNTOLD = {("grade", Grade.USUAL), ("grade", Grade.POSSIBLE), ("sex", Sex.EQUAL)}


def reasons(pairs: Scored, lang: Lang = "zh") -> pa.Array:
    """One sentence a pair, dictionary-encoded: pairs with the same levels share it."""
    if not len(pairs.left):
        return pa.array([], pa.string()).dictionary_encode()
    packed = pairs.levels.astype(np.int64) @ (32 ** np.arange(len(EVIDENCE), dtype=np.int64))
    _, first, back = np.unique(packed, return_index=True, return_inverse=True)
    texts = [explain(row, lang) for row in pairs.levels[first]]
    return pa.DictionaryArray.from_arrays(pa.array(back.astype(np.int32)), pa.array(texts, pa.string()))


def explain(levels: npt.NDArray[np.uint8] | Sequence[int], lang: Lang = "zh") -> str:
    """The sentence for one pair, from its levels in the order of EVIDENCE: what differs first, then what agrees."""
    found = {key: kind(int(level)) for key, kind, level in zip(EVIDENCE, _KINDS, levels, strict=True)}
    if found["identity"] == Identity.CONFIRMED_EQUAL:
        found["identity"] = Identity.EQUAL
    equal = [key for key in _TELLING_ORDER if found[key] == _EQUAL.get(key, -1) and (key, found[key]) not in _UNTOLD]
    told = [
        _phrase(f"linkage.{key}.{found[key].name.lower()}", lang)
        for key in _TELLING_ORDER
        if key not in equal and found[key] and (key, found[key]) not in _UNTOLD
    ]
    separator, stop = ("，", "") if lang == "zh" else ("; ", "")
    if equal:
        fields = ("、" if lang == "zh" else ", ").join(_phrase(f"linkage.field.{key}", lang) for key in equal)
        told.append(sentence(Problem("linkage.agree", {"fields": fields}), lang))
    return separator.join(told) + stop


@cache
def _phrase(code: str, lang: Lang) -> str:
    return sentence(Problem(code), lang)
