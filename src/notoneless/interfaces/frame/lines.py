"""A line of text on a command line: refused in one sentence, before anything is done, where it is no text or too long."""

from typing import TYPE_CHECKING, Any

import click

from notoneless.kernel.problems import NotonelessError, Problem

if TYPE_CHECKING:  # generic only in newer versions of click
    _Type = click.ParamType[str]
else:
    _Type = click.ParamType

SHORT = 60
"""Characters of a name, as of a plain text parameter of an action (foundation/access/parameters.py)."""


def line_of(text: str, option: str, longest: int = SHORT) -> str:
    """A text without the blanks around it. Raises NotonelessError where it is empty, too long, or not printable on one line.

    Bytes of another encoding are not, as they come, nor is what commands a terminal or turns the direction of writing.
    """
    found = text.strip()
    if not found:
        raise NotonelessError(Problem("shell.empty_option", {"option": option}))
    if not found.isprintable():
        raise NotonelessError(Problem("shell.not_text", {"option": option}))
    if len(found) > longest:
        raise NotonelessError(Problem("shell.too_long", {"option": option, "longest": longest}))
    return found


class Line(_Type):
    """The same, as the type of an option."""

    name = "text"

    def __init__(self, longest: int = SHORT) -> None:
        self.longest = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 (click's)
        """The text. Raises as `line_of`."""
        return line_of(str(value), param.opts[0] if param else "", self.longest)
