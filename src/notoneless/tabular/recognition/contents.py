"""What the cells of one column look like: shares of ID numbers, dates, telephones, names and the like.

The patterns are light on purpose: they tell columns apart, they do not judge a value.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from notoneless.tabular.fields import Field

SAMPLE = 200
"""How many non-empty cells of a column are looked at, spread evenly."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FEWEST_TELLING = 3

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任"
    "姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
    "汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单"
    "季成霍涂苗裴曲盛辛路游靳管柴鲍房欧缪解牟瞿宗屈蒲幸项祁冉车管丛岑连穆冷桑娄肖代闫阿木吉沙海俄勒尔比依"
    "且布迪力买艾热古玛"
)
_PLACE_END = re.compile(r"[村镇乡县市省区组屯寨社校班族级路街号园院]$")
_PEOPLES = _words(
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 "
    "东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 "
    "俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 穿青人"
)
_RELATIONS = _words(
    "父 母 爸 妈 爹 娘 父亲 母亲 爸爸 妈妈 爷爷 奶奶 外公 外婆 姥姥 姥爷 祖父 祖母 外祖父 外祖母 伯父 叔父 叔叔 伯伯 "
    "姑姑 舅舅 姨妈 哥哥 姐姐 兄 姐 父子 父女 母子 母女 祖孙 子 女 儿子 女儿 长子 次子 三子 四子 独生子 "
    "长女 次女 三女 四女 独生女 孙子 孙女 孙 外孙 外孙女 养父 养母 继父 继母 监护人 其他 户主 配偶 father "
    "mother grandfather grandmother grandparent uncle aunt brother sister guardian parent son daughter "
    "other"
)

_ID_NUMBER = re.compile(r"[1-8]\d{5}(?:(?:19|20)\d{2}|\d{2})[01]\d[0-3]\d\d{3}[\dx]?|[1-8]\d{2,5}\*{4,}\w{1,4}", re.I)
_BIRTH_YEAR = re.compile(r"[1-8]\d{5}((?:19|20)\d{2})\d{7}[\dx]", re.I)
_STUDENT_NO = re.compile(r"[glj]\d{17}[\dx]", re.I)
_DATE = re.compile(
    r"(?:19|20)\d{2}(?:[-/.年 ]\s?\d{1,2}(?:[-/.月 ]\s?(?:\d{1,2}[日号]?)?)?(?:[ t]\d.*)?|[01]\d(?:[0-3]\d)?)", re.I
)
_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-?\d{7,8}")
_SEX = re.compile(r"男性?|女性?|[129mf]|male|female", re.I)
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}")
_DOTTED_NAME = re.compile(r"[\u3400-\u9fff]+[·•.・‧][\u3400-\u9fff·•.・‧]+")
_SCHOOL = re.compile(
    r".{2,}(?:学校|小学|中学|幼儿园|教学点|村小|完小|校区|初中|高中|校)|.*\b(?:school|kindergarten)\b.*", re.I
)
_SCHOOL_CODE = re.compile(r"[1-5][1-9]\d{8}")
_GRADE = re.compile(r".*(?:年级|[初高][一二三123]|学前班|[小中大]班)|(?:grade|g) ?\d+", re.I)
_CLASS = re.compile(r".*(?:班|[((]\d+[))])|\d{1,4}|\d+[.-]\d+", re.I)
_TOWNSHIP = re.compile(r".+(?:乡|镇|街道|办事处)|.+\b(?:town|township)", re.I)
_VILLAGE = re.compile(r".+(?:村|社区|居委会|村委会|屯|寨|嘎查|牧委会)|.+\bvillage", re.I)
_COUNTY = re.compile(r".{1,8}(?:县|区|市|旗)|.+\b(?:county|district)", re.I)
_ADDRESS = re.compile(r".{2,}(?:村|组|号|路|街|乡|镇|社|屯|栋|室).*")


def _is_name(text: str) -> bool:
    if _DOTTED_NAME.fullmatch(text):
        return True
    return bool(_HAN_NAME.fullmatch(text)) and text[0] in _SURNAMES and not _PLACE_END.search(text)


_KINDS: dict[Field, Callable[[str], object]] = {
    Field.NAME: _is_name,
    Field.FORMER_NAME: _is_name,
    Field.SEX: _SEX.fullmatch,
    Field.DOB: _DATE.fullmatch,
    Field.ID_NO: _ID_NUMBER.fullmatch,
    Field.ETHNICITY: lambda text: text.removesuffix("族") in _PEOPLES,
    Field.GUARDIAN_REL: lambda text: text in _RELATIONS,
    Field.PHONE: _PHONE.fullmatch,
    Field.COUNTY: _COUNTY.fullmatch,
    Field.TOWNSHIP: _TOWNSHIP.fullmatch,
    Field.VILLAGE: _VILLAGE.fullmatch,
    Field.ADDRESS: _ADDRESS.fullmatch,
    Field.STUDENT_NO: _STUDENT_NO.fullmatch,
    Field.SCHOOL: _SCHOOL.fullmatch,
    Field.SCHOOL_CODE: _SCHOOL_CODE.fullmatch,
    Field.GRADE: _GRADE.fullmatch,
    Field.CLASS_NAME: _CLASS.fullmatch,
}
_LIKE: dict[Field, Field] = {
    Field.GUARDIAN_NAME: Field.NAME,
    Field.GUARDIAN2_NAME: Field.NAME,
    Field.GUARDIAN_ID: Field.ID_NO,
    Field.GUARDIAN2_ID: Field.ID_NO,
    Field.GUARDIAN2_REL: Field.GUARDIAN_REL,
    Field.PHONE2: Field.PHONE,
}

TELLING: tuple[Field, ...] = (
    Field.ID_NO, Field.STUDENT_NO, Field.PHONE, Field.DOB, Field.SEX, Field.NAME, Field.ETHNICITY, Field.GUARDIAN_REL,
    Field.SCHOOL, Field.GRADE, Field.TOWNSHIP, Field.VILLAGE, Field.ADDRESS,
)  # fmt: skip
"""Fields whose content alone can tell a column, most telling first."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a sample of one column's cells looks like; `values` folded for width and stripped, empty cells left out."""

    values: tuple[str, ...]

    def share(self, field: Field) -> float | None:
        """The share of sampled cells that look like `field`, 0..1; None where it has no look or nothing is filled."""
        looks = _KINDS.get(_LIKE.get(field, field))
        if looks is None or not self.values:
            return None
        return sum(bool(looks(value)) for value in self.values) / len(self.values)

    def telling_share(self, field: Field) -> float | None:
        """The share where no heading helps: 1 and 2 may be anything, 男 and 女 may not; two cells tell nothing."""
        if len(self.values) < _FEWEST_TELLING:
            return None
        if field is Field.SEX and all(value.isascii() and value.isdigit() for value in self.values):
            return None
        return self.share(field)

    def birth_year(self) -> int | None:
        """The middle birth year in the 18-digit ID numbers of the sample: parents and children differ by a "
        "generation."""
        years = sorted(int(found[1]) for value in self.values if (found := _BIRTH_YEAR.fullmatch(value)))
        return years[len(years) // 2] if years else None

    def width(self) -> int:
        """The middle length of the sampled cells, in characters."""
        lengths = sorted(map(len, self.values))
        return lengths[len(lengths) // 2] if lengths else 0

    def distinct_share(self) -> float:
        """Distinct over sampled cells, 0..1."""
        return len(set(self.values)) / len(self.values) if self.values else 0.0


def profile(cells: Sequence[str | None]) -> Profile:
    """The profile of one column from its sampled `cells`."""
    filled = [text for cell in cells if cell and (text := cell.strip())]
    step = max(1, len(filled) // SAMPLE)
    return Profile(tuple(unicodedata.normalize("NFKC", text).strip() for text in filled[::step][:SAMPLE]))


def looks_like_data(cell: str) -> bool:
    """True for a cell that cannot be a heading: an ID number, student number, telephone or full date."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return any(pattern.fullmatch(text) for pattern in (_ID_NUMBER, _STUDENT_NO, _PHONE)) or looks_like_date(text)


def looks_like_date(text: str) -> bool:
    """True for a date of year, month and day in figures."""
    return len(text) >= 8 and _DATE.fullmatch(text) is not None


def looks_like_name(text: str) -> bool:
    """True for what can be a person's name: two to four Han characters with a surname, or a name with dots."""
    return _is_name(unicodedata.normalize("NFKC", text).replace(" ", ""))


def data_like(cells: Iterable[str]) -> int:
    """How many of `cells` look like data."""
    return sum(looks_like_data(cell) for cell in cells if cell)
