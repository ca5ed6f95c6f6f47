"""Receipt codes: what a sender keeps to ask what became of an alert."""

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and letters that are not taken for one another (Crockford's base 32)."""

LENGTH, GROUP = 12, 4
"""Sixty bits: whoever tries a thousand a second finds one of ten thousand in three thousand years."""

_SAME = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "－": None, "\u3000": None})


def code_from(random: bytes) -> str:
    """The code that at least eight random bytes give, without hyphens."""
    number = int.from_bytes(random[:8], "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(LENGTH))


def shown(code: str) -> str:
    """The code as it is read out: in groups."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def typed(text: str) -> str:
    """The code that somebody typed, in any case and with or without hyphens; empty for what can be none."""
    code = text.strip().upper().translate(_SAME)
    return code if len(code) == LENGTH and all(sign in SIGNS for sign in code) else ""
