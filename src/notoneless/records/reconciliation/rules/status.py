"""Which roll statuses say that a pupil is no longer there."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

# 学生当前状态 and 变动类别 as in the dictionaries of the national roll (codes with their usual words); death is no absence.
LEFT = frozenset({
    "03", "06", "09", "10", "14", "15", "24", "25", "27", "28", "退学", "流失", "肄业", "转学", "转出", "转学(转出)",
    "开除", "下落不明", "辍学", "疑似辍学", "其他离校", "离校",
})  # fmt: skip


def has_left(table: pa.Table) -> npt.NDArray[np.bool_]:
    """For each roll row, whether its status says that the pupil has left without finishing."""
    if "status" not in table.column_names:
        return np.zeros(table.num_rows, dtype=bool)
    coded = table["status"].combine_chunks().dictionary_encode()
    gone = np.array([*(_says_left(text) for text in coded.dictionary.to_pylist()), False], dtype=bool)
    return np.asarray(gone[coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)], dtype=bool)


def _says_left(text: str) -> bool:
    plain = text.strip().replace("（", "(").replace("）", ")")
    return plain in LEFT or plain.lstrip("0123456789").strip("-. ") in LEFT
