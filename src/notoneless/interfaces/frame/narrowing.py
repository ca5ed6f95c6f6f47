"""The unit to which somebody narrows a page: typed by name or code, suggested while typing, and with no script all the same.

An address holds the id of a unit; what the field sends holds what was typed into it, which may mean several.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.selectors import UnitChoice, unit_choices, units_meant
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence

MOST = 20
"""Units that are offered at once where several may be meant; more words narrow them."""
LONGEST = 200
"""Characters of what is typed."""


@dataclass(frozen=True, slots=True)
class UnitAsked:
    """The unit that a page is narrowed to, or None, and what was typed; `choices` where that names none or several."""

    unit: UUID | None = None
    text: str = ""
    choices: tuple[UnitChoice, ...] = ()

    @property
    def is_unclear(self) -> bool:
        """Whether something was typed that is no unit, or may be several."""
        return self.unit is None and bool(self.text)


def unit_asked(ctx: Context, text: str | None) -> UnitAsked:
    """What an address or a field asks for: by id, else the one unit in reach that is named or begun by what was typed.

    Whether an id is in reach is for the page to find out.
    """
    typed = (text or "")[:LONGEST].strip()
    if not typed:
        return UnitAsked()
    with suppress(ValueError):
        return UnitAsked(UUID(typed), typed)
    found = units_meant(ctx, typed, MOST) or unit_choices(ctx, typed, MOST)
    return UnitAsked(found[0].id, typed) if len(found) == 1 else UnitAsked(None, typed, tuple(found))


def field_of(ctx: Context, asked: UnitAsked) -> dict[str, Any]:
    """What `<c-unit-field>` is given: the unit as lists name it, or what was typed with what is wrong about it."""
    if asked.is_unclear:
        code = "access.which_unit" if asked.choices else "access.no_such_unit"
        return {"value": asked.text, "error": sentence(Problem(code, {"text": asked.text}), language_of())}
    meant = units_meant(ctx, str(asked.unit), 1) if asked.unit else []
    return {"value": meant[0].label if meant else "", "error": ""}
