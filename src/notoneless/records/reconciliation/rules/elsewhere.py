"""Which rows of the elsewhere roster show that the child learns somewhere: those that name a school, or at least deny none."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from notoneless.records.reconciliation.rules.status import PRESENCES, Presence

_NOTHING = re.compile(
    r"[\W_]*(?:无|没有|空|不详|不明|不清楚|未知|待定|待查|待核|待核实|其他|N/?A|NONE|NO|UNKNOWN)?[\W_]*", re.IGNORECASE
).fullmatch
_DENIED = re.compile(
    r"辍学|失学|退学|休学|打工|务工|做工|在家|闲散|死亡|(?:未|没|不|无)(?:有|再|曾|去)?(?:入学|上学|就读|就学|读书|在读|在校|学校|学籍)"
).search


def names_no_school(text: str | None) -> bool:
    """Whether a cell for the school holds none: empty, a word for nothing, or a word that says the child does not learn."""
    return text is None or bool(_NOTHING(text) or _DENIED(text))


def where_a_school_is_named(table: pa.Table, presence: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """`presence` of each row, but NO_SCHOOL for those that would be PRESENT and name no school.

    Where hardly a row has a school (less than half of them), the roster is a mere list of names: then an empty cell says
    nothing, and only a word against schooling does.
    """
    if "school" not in table.column_names:
        return presence
    texts = table["school"].to_pylist()
    listed = 2 * sum(text is not None for text in texts) < len(texts)
    without = np.array([names_no_school(text) and not (listed and text is None) for text in texts], dtype=bool)
    unproved = without & (presence == PRESENCES.index(Presence.PRESENT))
    return np.where(unproved, np.uint8(PRESENCES.index(Presence.NO_SCHOOL)), presence)
