"""The words that pages of supervision show for codes, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from notoneless.interfaces.frame.forming import FormField, Options
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.supervision.rules.kinds import MendState
from notoneless.oversight.supervision.selectors.inspections import InspectionLine, ShortcomingLine

BADGES = {MendState.OPEN: "warning", MendState.MENDED: "info", MendState.CLOSED: "success"}
Typed = dict[str, str]


def told(code: str, **params: str | int | Problem) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, dict(params)), language_of())


def word(kind: str, code: str) -> str:
    """What a code of this room is called."""
    return told(f"supervising.{kind}_{code}") if code else ""


def words(kind: str, codes: Iterable[str]) -> Options:
    """Codes with their words, to choose from."""
    return [(str(code), word(kind, code)) for code in codes]


def sorry(refusal: NotonelessError | None) -> str:
    """Why something was refused, in the reader's language."""
    return sentence(refusal.told, language_of()) if refusal else ""


def form_field(
    name: str,
    kind: str,
    typed: Typed,
    value: str = "",
    options: Options = (),
    optional: bool = False,
    hint: str = "",
) -> FormField:
    """A field of a form, named as the catalogue names its parameter; what was typed stays."""
    label = told(f"parameter.{name}")
    return FormField(name, label, kind, typed.get(name, value), options, is_optional=optional, hint=hint)


def of_shortcoming(line: ShortcomingLine) -> dict[str, Any]:
    """A shortcoming as a row of a page."""
    return {
        "line": line,
        "matter": word("matter", line.matter),
        "state": word("state", line.state),
        "badge": BADGES[line.state],
    }


def of_inspection(line: InspectionLine) -> dict[str, Any]:
    """An inspection as a row of a page."""
    return {"line": line, "kind": word("kind", line.kind)}
