"""The ethnic groups of GB/T 3304 and the spellings met in rosters."""

import unicodedata
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Ethnicity:
    """code: two digits of GB/T 3304. name: the short one, without 族."""

    code: str
    name: str


# In the order of the codes 01 to 56.
_NAMES: Final = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇
柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔
独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
UNIDENTIFIED: Final = Ethnicity("97", "其他")
OF_FOREIGN_DESCENT: Final = Ethnicity("98", "外国血统")
ETHNICITIES: Final = (
    *(Ethnicity(f"{number:02d}", name) for number, name in enumerate(_NAMES.split(), start=1)),
    UNIDENTIFIED,
    OF_FOREIGN_DESCENT,
)
"""The 56 groups by code, then 97 (not identified) and 98 (of foreign descent, naturalised)."""

# Older names, short forms and frequent misspellings.
_OTHER_SPELLINGS: Final = """
维:维吾尔 维族:维吾尔 哈族:哈萨克 哈:哈萨克 蒙:蒙古 蒙族:蒙古 朝:朝鲜 崩龙:德昂 毛难:毛南 僳僳:傈僳 栗僳:傈僳
傈傈:傈僳 达翰尔:达斡尔 达呼尔:达斡尔 佤佤:佤 卡佤:佤 僮:壮 獞:壮 夷:彝
民家:白 布衣:布依 仲家:布依 畬:畲 畲家:畲 仡老:仡佬 仫老:仫佬 柯族:柯尔克孜 柯:柯尔克孜 锡伯尔:锡伯 乌兹别克:乌孜别克
塔:塔吉克 鄂伦:鄂伦春 满洲:满 回回:回 土家家:土家 拉枯:拉祜
穿青人:其他 穿青:其他 革家人:其他 亻革家:其他 未识别:其他 未识别民族:其他 其它:其他 其他民族:其他
外国血统中国籍人士:外国血统 入籍:外国血统 穿青人族:其他 僜人:其他 夏尔巴人:其他 摩梭人:其他
"""
_BY_NAME: Final = {ethnicity.name: ethnicity for ethnicity in ETHNICITIES}
_BY_TEXT: Final = (
    {ethnicity.code: ethnicity for ethnicity in ETHNICITIES}
    | {str(int(ethnicity.code)): ethnicity for ethnicity in ETHNICITIES}
    | _BY_NAME
    | {spelling: _BY_NAME[name] for spelling, name in (entry.split(":") for entry in _OTHER_SPELLINGS.split())}
)


def parse_ethnicity(raw: str | None) -> Ethnicity | None:
    """汉, 汉族, 01, 1 or 01汉族 as the entry of GB/T 3304; None for what names no group."""
    if raw is None:
        return None
    text = unicodedata.normalize("NFKC", raw).replace(" ", "").strip("'.-_:").removesuffix(".0")
    found = _BY_TEXT.get(text) or _BY_TEXT.get(text.removesuffix("族"))
    if found is not None:
        return found
    code, name = text[:2], text[2:].lstrip("-_.:").removesuffix("族")
    by_code = _BY_TEXT.get(code) if code.isdigit() else None
    return by_code if by_code is not None and by_code is _BY_TEXT.get(name) else None
