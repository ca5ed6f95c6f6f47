"""What becomes of an ID number in the hands of clerks and spreadsheets, and when two cells still say the same one."""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Final

from notoneless.kernel.resident_id import check_digit
from notoneless.synthetic.words import words

PLACEHOLDERS: Final = words(
    """
    无 待补 不详 000000000000000000 111111111111111111 123456789012345678 暂无 0 办理中 999999999999999999 / 无身份证
    """
)
_FULL_WIDTH: Final = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")
_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_DECORATION: Final = str.maketrans("", "", " \u3000\u00a0\t'`’‘-－")


def lower_x(number: str, _rng: Random) -> str | None:
    """A small x at the end; None for a number that ends in a digit."""
    return number[:17] + "x" if number.endswith("X") else None


def full_width(number: str, _rng: Random) -> str:
    """Full-width digits, as a Chinese input method leaves them."""
    return number.translate(_FULL_WIDTH)


def spaces(number: str, rng: Random) -> str:
    """Blanks around the number or between its parts."""
    parts = f"{number[:6]} {number[6:14]} {number[14:]}"
    return rng.choice((parts, f" {number}", f"{number} ", f"{number}\u3000", f"{number[:6]} {number[6:]}"))


def quote(number: str, rng: Random) -> str:
    """The apostrophe that keeps a spreadsheet from calculating, left visible."""
    return rng.choice(("'", "’", "`")) + number


def hyphens(number: str, _rng: Random) -> str:
    """Area, birth date and rest divided by hyphens."""
    return f"{number[:6]}-{number[6:14]}-{number[14:]}"


def masked(number: str, rng: Random) -> str:
    """Some digits starred out for privacy: the birth date, the middle, or the end."""
    first, last = rng.choice(((6, 14), (6, 14), (10, 14), (14, 18)))
    return number[:first] + "*" * (last - first) + number[last:]


def excel_rounded(number: str, _rng: Random) -> str:
    """Read as a number: a spreadsheet keeps fifteen digits and fills up with zeros."""
    return number[:15] + "000"


def fifteen_digits(number: str, _rng: Random) -> str:
    """The old form: no century, no check digit."""
    return number[:6] + number[8:17]


def wrong_digit(number: str, rng: Random) -> str:
    """One of the digits replaced by another."""
    at = rng.randrange(17)
    return number[:at] + rng.choice([d for d in "0123456789" if d != number[at]]) + number[at + 1 :]


def transposed(number: str, rng: Random) -> str | None:
    """Two unlike neighbours exchanged."""
    places = [i for i in range(17) if number[i] != number[i + 1]]
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def dropped_digit(number: str, rng: Random) -> str:
    """One digit left out."""
    at = rng.randrange(18)
    return number[:at] + number[at + 1 :]


def extra_digit(number: str, rng: Random) -> str:
    """One digit typed twice, or a stray one."""
    at = rng.randrange(18)
    return number[:at] + (number[at] if rng.random() < 0.6 else rng.choice("0123456789")) + number[at:]


def excel_scientific(number: str, _rng: Random) -> str:
    """Shown in scientific form and saved like that; only six digits survive."""
    return f"{int(number[:17] + '0'):.5E}"


def placeholder(_number: str, rng: Random) -> str:
    """A word or a row of equal digits instead of a number."""
    return rng.choice(PLACEHOLDERS)


def guardians(number: str, rng: Random) -> str:
    """A number such as the guardian has: same area, a birthday a generation earlier."""
    birth = f"{rng.randint(1972, 1992)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    first17 = f"{number[:6]}{birth}{rng.randint(1, 999):03d}"
    return first17 + check_digit(first17)


def with_birth(number: str, digits: str, rng: Random) -> str:
    """The number with another birth date in it; in half of the cases the check digit follows."""
    first17 = number[:6] + digits + number[14:17]
    return first17 + (check_digit(first17) if rng.random() < 0.5 else number[17])


NumberSlip = Callable[[str, Random], str | None]
NORMALISED: Final[Mapping[str, NumberSlip]] = MappingProxyType(
    {
        f"id.{f.__name__}": f
        for f in (lower_x, full_width, spaces, quote, hyphens, masked, excel_rounded, fifteen_digits)
    }
)
HARD: Final[Mapping[str, NumberSlip]] = MappingProxyType(
    {
        f"id.{f.__name__}": f
        for f in (wrong_digit, transposed, dropped_digit, extra_digit, excel_scientific, placeholder)
    }
)


def _plain(cell: str) -> str:
    text = cell.translate(_HALF_WIDTH).translate(_DECORATION).upper()
    if len(text) == 15 and text.isdigit():
        first17 = f"{text[:6]}20{text[6:]}"  # children only, so the century is this one
        return first17 + check_digit(first17)
    return text


def _agree(a: str, b: str) -> bool:
    known = 15 if a.endswith("000") else len(a)
    return all(x == y or "*" in (x, y) for x, y in zip(a[:known], b[:known], strict=True))


def same_number(a: str | None, b: str | None) -> bool:
    """Whether two cells hold the same ID number once both are normalised; the measure of what counts as a hard pair.

    Normalising means: half-width, upper case, no blanks, quotes or hyphens, fifteen digits widened with the century
    20. Stars agree with anything in their place; a number rounded to end in 000 agrees with any that begins with the
    same fifteen digits. Cells that are empty or hold no 18 characters of an ID number, and placeholders, agree with
    nothing, not even with themselves.
    """
    if not a or not b or a in PLACEHOLDERS or b in PLACEHOLDERS:
        return False
    first, second = _plain(a), _plain(b)
    if len(first) != 18 or len(second) != 18:
        return False
    return first == second or _agree(first, second) or _agree(second, first)
