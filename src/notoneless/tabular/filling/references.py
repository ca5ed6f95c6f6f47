"""Cell references when rows are put in: in formulas, and in the ranges that formats, checks and printing speak of."""

import re
from typing import Any

_ROW = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d{1,7})")
_ASKING = r"WEBSERVICE|HYPERLINK|CALL|REGISTER(?:\.ID)?|EXEC|RTD|DDE|DDEINIT|FILTERXML|IMPORTDATA|IMAGE"
_OUTWARD = re.compile(rf"\[\d+\]|\[[^\]]+\.xl|\||\b(?:{_ASKING})\s*\(", re.IGNORECASE)


def reaches_out(formula: str) -> bool:
    """Whether a formula asks for another file, another program or the network."""
    return _OUTWARD.search(formula) is not None


def moved(text: str, last: int, rows: int) -> str:
    """References of one range after `rows` rows were put in behind row `last`: a range that ends there grows."""
    first, colon, end = text.partition(":")
    begun = _ROW.sub(lambda found: found[1] + str(int(found[2]) + (rows if int(found[2]) > last else 0)), first)
    if not colon:
        return begun
    return (
        begun
        + colon
        + _ROW.sub(lambda found: found[1] + str(int(found[2]) + (rows if int(found[2]) >= last else 0)), end)
    )


def moved_ranges(text: str, last: int, rows: int) -> str:
    """The same for ranges that stand apart, as 'A1:B2 C3'."""
    return " ".join(moved(each, last, rows) for each in text.split())


def moved_formula(formula: str, here: str, sheet: str, last: int, rows: int) -> str:
    """A formula on the sheet `here` after rows were put into `sheet`."""
    from openpyxl.formula import Tokenizer

    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == "OPERAND" and token.subtype == "RANGE":
            named, mark, place = token.value.rpartition("!")
            if (named.strip("'").replace("''", "'") if mark else here) == sheet:
                token.value = named + mark + moved(place, last, rows)
    rendered: Any = tokens.render()
    return str(rendered)
