"""What the names of sheets tell of the rows in them: a workbook often has one sheet a village, a group or a class."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from notoneless.tabular.fields import Field

Told = dict[Field, tuple[str | None, ...]]
"""What each sheet's name says of a field, in the order of the sheets."""

_FEWEST = 2
_ITEM_NUMBER = re.compile(r"^\d+[.、_\s-]+|^\d+(?=\D{2,}$)")
_ABOUT = re.compile(r"\([^()]*\)$|(?:适龄|儿童|少年|学生)*(?:花?名册|名单|[统登汇信摸][计记总息底]表)$")
_NO_PLACE = frozenset({"农村", "本村", "全村", "各村", "外村", "他村", "行政村", "自然村", "集镇", "城镇", "乡镇"})
_NUMERAL = "[0-9一二三四五六七八九十]"
_PLACE = re.compile(
    r"(?P<township>.{2,6}?(?:街道办事处|街道办|街道|乡|镇))?"
    r"(?P<village>.+?(?:村民委员会|居民委员会|村委会|居委会|牧委会|社区|嘎查|村(?!民)|屯|寨))?"
    rf"(?P<village_group>第?{_NUMERAL}+社|.{{1,6}}?(?:村民小组|小组|组))?"
)
_CLASS = re.compile(
    rf"(?P<grade>[一二三四五六七八九1-9]年级|[小初高][一二三四五六])(?P<class>\(?{_NUMERAL}{{1,2}}\)?班)?"
    rf"|(?P<bare>[一二三四五六七八九])(?P<of_bare>\(?{_NUMERAL}{{1,2}}\)?班)"
    rf"|(?P<figure>[1-9])(?P<of_figure>\({_NUMERAL}{{1,2}}\)班)"
)


def told_by_names(names: Sequence[str], held: Collection[Field]) -> Told:
    """What the sheets' `names` say of fields that no column holds, where most of them, and at least two, say it."""
    said = [_read(name) for name in names]
    told: Told = {}
    for field in dict.fromkeys(field for one in said for field in one):
        values = tuple(one.get(field) for one in said)
        speaking = len(values) - values.count(None)
        if field not in held and speaking >= _FEWEST and speaking * 2 > len(names):
            told[field] = values
    return told


def _read(name: str) -> dict[Field, str]:
    text = unicodedata.normalize("NFKC", name).strip()
    text = _ABOUT.sub("", text).strip() or text
    return _class(text) or _place(_ITEM_NUMBER.sub("", text)) or _place(text)


def _class(text: str) -> dict[Field, str]:
    found = _CLASS.fullmatch(text)
    if found is None:
        return {}
    numeral = found["bare"] or found["figure"]
    parts = {
        Field.GRADE: f"{numeral}年级" if numeral else found["grade"],
        Field.CLASS_NAME: found["class"] or found["of_bare"] or found["of_figure"],
    }
    return {field: part for field, part in parts.items() if part}


def _place(text: str) -> dict[Field, str]:
    found = _PLACE.fullmatch(text)
    if found is None or text in _NO_PLACE:
        return {}
    return {Field(kind): part for kind, part in found.groupdict().items() if part}
