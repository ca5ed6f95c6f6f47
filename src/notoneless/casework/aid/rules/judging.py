"""What is due to a pupil each term, and how what was paid stands to it."""

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation, Overflow

from notoneless.casework.aid.rules.kinds import AidGround, Standing
from notoneless.kernel.problems import Problem

PLAN = "local/aid"
FEN = 100
_LAST_PRIMARY = 6
_MOST = 1_000_000


def due_of(grounds: Collection[str], boards: bool, grade: int | None, numbers: Mapping[str, str]) -> int | None:
    """Yuan that are due a term, as the county has set them; None where it has set none: then any payment will do.

    numbers: the settings of PLAN that were decided. Only the living subsidy of poor families has amounts of its own.
    """
    if AidGround.POOR not in grounds or grade is None:
        return None
    stage = "primary" if grade <= _LAST_PRIMARY else "junior"
    found = numbers.get(f"aid.{'boarder' if boards else 'day_pupil'}_{stage}")
    return int(found) if found is not None else None


def standing(due: int | None, fen: int) -> Standing:
    """How so many fen stand to so many yuan that are due."""
    if fen <= 0:
        return Standing.UNPAID
    return Standing.SHORT if due is not None and fen < due * FEN else Standing.PAID


def fen_of(amount: str) -> int | None:
    """An amount of yuan as a person writes it, in fen; None for what is none, or is not above nought."""
    text = amount.strip().removesuffix("元").replace(",", "").replace("，", "")
    try:
        fen = Decimal(text) * FEN
    except (InvalidOperation, Overflow):
        return None
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 < fen <= _MOST * FEN:
        return None
    return int(fen)


def yuan(fen: int) -> str:
    """Fen as yuan with two places."""
    return f"{fen // FEN}.{fen % FEN:02}"


def grounds_given(first: AidGround, second: AidGround | None) -> tuple[AidGround, ...]:
    """The grounds in their usual order, each once."""
    return tuple(each for each in AidGround if each in {first, second})


def why_not_entitled(grounds: Collection[AidGround]) -> Problem | None:
    """Why grounds do not go together; None where they do."""
    return Problem("aid.none_alone") if AidGround.NONE in grounds and len(grounds) > 1 else None
