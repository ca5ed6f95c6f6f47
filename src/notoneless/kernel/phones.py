"""What a phone number is."""

import re

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|\d{7,8}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_TABLE_OF_SIGNS = re.compile(r"[\s\-—－()（）]")


def phone_number(text: str) -> str | None:
    """A phone number in one form: a mobile, or a line with or without its area code; None for anything else."""
    digits = _TABLE_OF_SIGNS.sub("", text.translate(_FULL_WIDTH)).removeprefix("+86")
    return digits if _PHONE.fullmatch(digits) else None
