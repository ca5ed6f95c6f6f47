"""Names as they are misheard, misread, mistyped or changed."""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Final

from notoneless.synthetic.characters import (
    HOMOPHONES,
    LOOK_ALIKES,
    NEAR_HOMOPHONES,
    RARE,
    TRADITIONAL_FORMS,
    VARIANT_FORMS,
)
from notoneless.synthetic.han_names import COMPOUND_SURNAMES, HAN_SURNAMES, MILK_NAMES
from notoneless.synthetic.minority_names import DOT, respelled

OTHER_DOTS: Final = ("•", "．", ".", "・", "▪", " ", "")
_LONG: Final = 5  # names longer than four characters are transcribed ones
_FILLERS: Final = "小文子国志玉雨思家明"


def _surname_length(name: str) -> int:
    return 2 if name[:2] in COMPOUND_SURNAMES else 1


def _exchanged(name: str, table: Mapping[str, str], rng: Random) -> str | None:
    """One character replaced by a partner, of the given name rather than the surname."""
    places = [i for i, character in enumerate(name) if character in table]
    given = [i for i in places if i >= _surname_length(name)]
    if not places:
        return None
    at = rng.choice(given) if given and rng.random() < 0.85 else rng.choice(places)
    return name[:at] + rng.choice(table[name[at]]) + name[at + 1 :]


def homophone(name: str, rng: Random) -> str | None:
    """A character of the same sound."""
    return _exchanged(name, HOMOPHONES, rng)


def dialect(name: str, rng: Random) -> str | None:
    """A character that sounds the same in the dialect only."""
    return _exchanged(name, NEAR_HOMOPHONES, rng)


def look_alike(name: str, rng: Random) -> str | None:
    """A character that looks nearly the same."""
    return _exchanged(name, LOOK_ALIKES, rng)


def traditional(name: str, _rng: Random) -> str | None:
    """Every character that has one in its traditional form."""
    changed = "".join(TRADITIONAL_FORMS.get(character, character)[0] for character in name)
    return changed if changed != name else None


def variant(name: str, rng: Random) -> str | None:
    """A variant form of one character."""
    return _exchanged(name, VARIANT_FORMS, rng)


def dropped(name: str, rng: Random) -> str | None:
    """One character of the given name left out; names of two characters stay whole."""
    start = _surname_length(name)
    if len(name) - start < 2:
        return None
    at = rng.randrange(start, len(name))
    return name[:at] + name[at + 1 :]


def added(name: str, rng: Random) -> str | None:
    """One character too many, often the last one doubled."""
    if len(name) >= _LONG:
        return None
    if rng.random() < 0.4:
        return name + name[-1]
    start = _surname_length(name)
    return name[:start] + rng.choice(_FILLERS) + name[start:]


def swapped(name: str, _rng: Random) -> str | None:
    """The two characters of the given name exchanged."""
    start = _surname_length(name)
    if len(name) != start + 2 or name[-1] == name[-2]:
        return None
    return name[:start] + name[-1] + name[-2]


def nickname(name: str, rng: Random) -> str | None:
    """What the child is called at home, mostly after the surname."""
    if len(name) >= _LONG:
        return None
    start = _surname_length(name)
    own = rng.choice((name[-1] * 2, name[-1] * 2, "小" + name[-1], "阿" + name[-1], rng.choice(MILK_NAMES)))
    nick = own if rng.random() < 0.25 else name[:start] + own
    return nick if nick != name else None


def surname(name: str, rng: Random) -> str | None:
    """Another surname before the same given name, as after a divorce or remarriage."""
    if len(name) >= _LONG or DOT in name:
        return None
    start = _surname_length(name)
    other = rng.choices(*HAN_SURNAMES)[0]
    return other + name[start:] if other != name[:start] else None


def spaces(name: str, rng: Random) -> str:
    """Blanks inside or around the name."""
    if len(name) == 2 and rng.random() < 0.6:
        return rng.choice((" ", "\u3000", "  ")).join(name)
    at = rng.choice((1, len(name)))
    return name[:at] + rng.choice((" ", "\u3000")) + name[at:]


def rare_mark(name: str, rng: Random) -> str | None:
    """A question mark or box where the keyboard had no such character."""
    at = next((i for i, character in enumerate(name) if character in RARE), None)
    return None if at is None else name[:at] + rng.choice("?？□*") + name[at + 1 :]


def rare_pinyin(name: str, rng: Random) -> str | None:
    """Pinyin where the keyboard had no such character."""
    at = next((i for i, character in enumerate(name) if character in RARE), None)
    if at is None:
        return None
    sound = RARE[name[at]]
    return name[:at] + (sound.upper() if rng.random() < 0.5 else sound) + name[at + 1 :]


def truncated(name: str, rng: Random) -> str | None:
    """A long name cut off at the width of the field, or at its dot."""
    if len(name) < _LONG:
        return None
    if DOT in name and rng.random() < 0.5:
        return name.split(DOT, maxsplit=1)[0]
    return name[: min(len(name) - 1, rng.choice((4, 5, 6)))]


def respelt(name: str, rng: Random) -> str | None:
    """An older or newer transcription of a Uyghur, Yi, Tibetan, Mongolian or Hui name."""
    return respelled(rng, name) if len(name) > 2 else None


def dot(name: str, rng: Random) -> str | None:
    """Another sign, a blank or nothing for the middle dot."""
    return name.replace(DOT, rng.choice(OTHER_DOTS)) if DOT in name else None


NameSlip = Callable[[str, Random], str | None]
BY_MARK: Final[Mapping[str, NameSlip]] = MappingProxyType(
    {
        f"name.{f.__name__}": f
        for f in (
            homophone, dialect, look_alike, traditional, variant, dropped, added, swapped, nickname, surname,
            spaces, rare_mark, rare_pinyin, truncated, respelt, dot,
        )
    }
)  # fmt: skip
