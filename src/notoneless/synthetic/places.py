"""One made-up county: townships, villages, schools, and the division codes in its people's ID numbers.

No place is real. The prefecture number 99 is assigned nowhere in China, so no code used here belongs to a county;
province numbers are real, as programs check them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa

from notoneless.synthetic.arrays import Floats, Ints
from notoneless.synthetic.calendar import Calendar, calendar_of
from notoneless.synthetic.words import words

COUNTY: Final = "青岚县"
HOME_PREFIX: Final = "5399"
OTHER_AREAS: Final = words(
    """
    539901 539961 539962 539963 539964 519911 519925 529931 449903 449951 459927 339904 369922 419938 659921
    """
)
CITIES: Final = words(
    """
    澜州市云栖区 澜州市东望区 海岚市新港区 海岚市平湾区 临溪市北桥区 岭川市高新区 南屏市安和县 宁阳市白沙县
    砚山市柳河县 观澜市金塘区
    """
)
CITY_SCHOOLS: Final = words(
    """
    第一小学 第三小学 实验小学 外来子女学校 启明小学 新星小学 第二中学 第五中学 实验中学 明德中学 育才学校 博雅学校
    """
)  # half and half

_FIRST: Final = "青白黄黑红石松柳桃梨竹云雾龙凤马牛羊鹿鹤金银铜玉清杉枫茶麻药"
_SECOND: Final = "坝坪湾岭沟塘桥滩泉坡箐垭冲关口洞崖寨营井"
_BEFORE: Final = ("", "大", "小", "上", "下", "新", "老", "前", "后", "东", "西")
_NUMERALS: Final = "一二三四五六七八九十"

PRIMARY_SIZE: Final = 300
JUNIOR_SIZE: Final = 900
SENIOR_SIZE: Final = 2500
CHILDREN_PER_VILLAGE: Final = 110
CHILDREN_PER_HOME_AREA: Final = 800_000


@dataclass(frozen=True)
class County:
    """The places of one demonstration.

    Townships are numbered from 0; villages and schools run on from township to township.
    """

    calendar: Calendar
    townships: tuple[str, ...]
    township_weight: Floats
    villages: tuple[str, ...]
    village_township: Ints
    village_weight: Floats
    schools: tuple[str, ...]
    primary_start: Ints
    primary_count: Ints
    junior_start: Ints
    junior_count: Ints
    senior_start: int
    senior_count: int
    home_areas: tuple[str, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """Every division code in use, the county's own first."""
        return self.home_areas + OTHER_AREAS

    def village_texts(self, variants: int) -> pa.Array:
        """Village spellings as clerks write them: entry `village * variants + v`.

        v 0 is the official name, the last is blank (null).
        """
        texts: list[str | None] = []
        for name, township in zip(self.villages, self.village_township.tolist(), strict=True):
            stem = name.removesuffix("村")
            full = self.townships[township] + name
            texts += [name, stem, f"{stem}村委会", full, f"{stem}社区", _misheard(stem) + "村", None][-variants:]
        return pa.array(texts, pa.string())


_MISHEARD: Final = str.maketrans(
    "坝坪湾岭沟塘桥滩泉箐垭冲崖寨营井清柳梨麻药", "坝平弯林勾糖乔滩全菁丫充岩赛盈景青刘犁马要"
)
VILLAGE_VARIANTS: Final = 7


def _misheard(stem: str) -> str:
    return stem.translate(_MISHEARD)


def make_county(rng: np.random.Generator, children: int, as_of: date) -> County:
    """A county for `children` children: 15 to 25 townships, about 110 children to a village."""
    count = int(rng.integers(15, 26))
    stems = [first + second for first in _FIRST for second in _SECOND]
    towns = [stems[i] for i in rng.permutation(len(stems))[:count]]
    townships = tuple(stem + ("镇" if i < count * 0.6 else "乡") for i, stem in enumerate(towns))
    weight: Floats = (1.0 / (np.arange(count) + 3.0) ** 0.6).astype(np.float64)
    weight /= weight.sum()
    per_township = np.clip(np.round(children * weight / CHILDREN_PER_VILLAGE), 4, 2500).astype(np.int64)
    village_names: list[str] = []
    for size in per_township.tolist():
        picks = rng.permutation(len(stems) * len(_BEFORE))[:size]
        village_names += [_BEFORE[i // len(stems)] + stems[i % len(stems)] + "村" for i in picks.tolist()]
    village_township = np.repeat(np.arange(count), per_township)
    schools, starts, counts = _schools(townships, village_names, per_township, children * weight)
    seniors = max(1, round(children * 0.1 / SENIOR_SIZE))
    senior_names = [f"{COUNTY}第{_numeral(i + 1)}中学" for i in range(seniors)] + [f"{COUNTY}职业技术学校"]
    return County(
        calendar=calendar_of(as_of),
        townships=townships,
        township_weight=weight,
        villages=tuple(village_names),
        village_township=village_township,
        village_weight=rng.gamma(3.0, size=len(village_names)),
        schools=(*schools, *senior_names),
        primary_start=starts[0],
        primary_count=counts[0],
        junior_start=starts[1],
        junior_count=counts[1],
        senior_start=len(schools),
        senior_count=len(senior_names),
        home_areas=tuple(f"{HOME_PREFIX}{21 + i}" for i in range(1 + children // CHILDREN_PER_HOME_AREA)),
    )


def _schools(
    townships: tuple[str, ...], villages: list[str], per_township: Ints, children: Floats
) -> tuple[list[str], Ints, Ints]:
    """School names, and two rows (primary, junior) of each township's first school and number of schools."""
    primaries = np.minimum(np.clip(np.round(children * 0.45 / PRIMARY_SIZE), 1, None).astype(np.int64), per_township)
    juniors = np.clip(np.round(children * 0.2 / JUNIOR_SIZE), 1, None).astype(np.int64)
    names: list[str] = []
    starts = np.zeros((2, len(townships)), np.int64)
    first_village = np.concatenate(([0], np.cumsum(per_township)[:-1]))
    for i, township in enumerate(townships):
        starts[0, i] = len(names)
        names.append(f"{township}中心小学")
        own = villages[first_village[i] + 1 : first_village[i] + primaries[i]]
        names += [f"{township}{village.removesuffix('村')}小学" for village in own]
        starts[1, i] = len(names)
        names += [f"{township}{'' if n == 0 else f'第{_numeral(n + 1)}'}中学" for n in range(int(juniors[i]))]
    return names, starts, np.stack((primaries, juniors))


def _numeral(number: int) -> str:
    """1 to 99 in Chinese numerals, plain digits beyond."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _NUMERALS[tens - 1] + "十")
    return head + ("" if ones == 0 else _NUMERALS[ones - 1])
