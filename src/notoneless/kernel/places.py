"""Names of villages, townships and schools as they are compared: the same place under its long and its short name."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_SUFFIXES = (
    "村民委员会", "居民委员会", "社区居委会", "村委会", "居委会", "行政村", "自然村", "社区", "村", "屯",
    "街道办事处", "街道办", "街道", "人民政府", "民族乡", "镇", "乡",
)  # fmt: skip


def fold_place(raw: str) -> str:
    """A place or school name without spaces, brackets and the suffix of its kind; itself if nothing else would remain."""
    text = _SPACES.sub("", unicodedata.normalize("NFKC", raw))
    text = re.sub(r"\(.*?\)", "", text) or text
    for suffix in _SUFFIXES:
        if text.endswith(suffix) and len(text) - len(suffix) >= 2:
            return text.removesuffix(suffix)
    return text
