"""The short code of a paper: Crockford's base 32, nine signs and a check sign, so that a slip of the pen is noticed."""

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 signs: no I, L, O or U, which are taken for others or make words."""

_CHECKS = LETTERS + "*~$=U"
"""His 37 check signs; codes with one of the last five are never given out, because nobody can read them out."""

_MISREAD = str.maketrans("OIL", "011")

SIGNS = 9
"""Signs before the check sign: 45 bits, so that nobody finds a code by trying."""

_HALF = (SIGNS + 1) // 2


def code_of(key: bytes) -> str | None:
    """The code that a keyed hash gives, as printed: two groups of five. None where its check sign is no letter or digit."""
    number = int.from_bytes(key, "big") % (1 << 5 * SIGNS)
    check = number % len(_CHECKS)
    if check >= len(LETTERS):
        return None
    signs = "".join(LETTERS[number >> 5 * each & 31] for each in reversed(range(SIGNS))) + LETTERS[check]
    return f"{signs[:_HALF]}-{signs[_HALF:]}"


def code_read(text: str) -> str | None:
    """A code as it is printed, of what somebody typed: any case, blanks and dashes, O for 0. None where it is no code."""
    signs = "".join(text.upper().split()).replace("-", "").replace("—", "").translate(_MISREAD)
    if len(signs) != SIGNS + 1 or any(sign not in LETTERS for sign in signs):
        return None
    number = 0
    for sign in signs[:-1]:
        number = number << 5 | LETTERS.index(sign)
    if number % len(_CHECKS) != LETTERS.index(signs[-1]):
        return None
    return f"{signs[:_HALF]}-{signs[_HALF:]}"
