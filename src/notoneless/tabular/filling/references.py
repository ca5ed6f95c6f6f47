"""Cell references when rows are put in: in formulas, and in the ranges that formats, checks and printing speak of."""

import re
from typing import Any

_ROW = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d{1,7})")
_OUTWARD = re.compile(r"^'?\[|\][^!]*!|[|\\]|//|^'?#|#\$|file:", re.IGNORECASE)
"""What stands in a reference to another file, another program or the network, and in none within the workbook."""

_STAY = """
    SUM SUMIF SUMIFS SUMPRODUCT SUBTOTAL AGGREGATE PRODUCT COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS AVERAGE AVERAGEIF AVERAGEIFS
    MAX MAXIFS MIN MINIFS MEDIAN MODE LARGE SMALL RANK RANK.EQ STDEV STDEV.P STDEV.S VAR PERCENTILE QUARTILE
    ROUND ROUNDUP ROUNDDOWN INT TRUNC MOD ABS SIGN POWER SQRT CEILING FLOOR QUOTIENT N T TRUE FALSE
    IF IFS IFERROR IFNA AND OR NOT XOR SWITCH CHOOSE ISBLANK ISERROR ISERR ISNA ISNUMBER ISTEXT ISEVEN ISODD
    VLOOKUP HLOOKUP LOOKUP XLOOKUP INDEX MATCH XMATCH OFFSET ROW ROWS COLUMN COLUMNS TRANSPOSE UNIQUE SORT SORTBY FILTER
    LEFT RIGHT MID LEN LENB LEFTB RIGHTB MIDB TRIM CLEAN UPPER LOWER PROPER TEXT VALUE FIXED NUMBERSTRING CONCATENATE CONCAT
    TEXTJOIN SEQUENCE SUBSTITUTE REPLACE FIND SEARCH EXACT REPT CHAR CODE ASC WIDECHAR
    DATE DATEVALUE DATEDIF DAY DAYS MONTH YEAR WEEKDAY WEEKNUM EDATE EOMONTH NETWORKDAYS WORKDAY TODAY NOW TIME HOUR MINUTE
"""
_STAYING = frozenset(_STAY.split())
"""Functions that look at nothing but the workbook. What is not among them goes: a list of what asks for more is never whole."""

_LATER = ("_XLFN.", "_XLWS.")
"""Marks of functions that came later."""


def reaches_out(formula: str) -> bool:
    """Whether a formula asks, or may ask, for another file, another program or the network; one that cannot be read may."""
    from openpyxl.formula import Tokenizer

    try:
        tokens = Tokenizer(f"={formula.removeprefix('=')}").items
    except Exception:
        return True
    return any(_outward(token) for token in tokens)


def _outward(token: Any) -> bool:
    if token.type == "FUNC" and token.subtype == "OPEN":
        name = token.value.rstrip("(").strip().upper()
        for mark in _LATER:
            name = name.removeprefix(mark)
        return name not in _STAYING
    return token.type == "OPERAND" and token.subtype == "RANGE" and _OUTWARD.search(token.value) is not None


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
