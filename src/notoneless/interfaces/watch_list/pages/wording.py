"""The words that these pages show for codes, in the reader's language, and how a form is answered."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from notoneless.casework.watch_list.selectors.keepers import KeeperChoice
from notoneless.casework.watch_list.selectors.lists import FileLine
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence

AFTER = "、"


def told(code: str, **given: Any) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(code, given), language_of())


def choices(begins: str, codes: Iterable[Any]) -> Sequence[tuple[str, str]]:
    """Codes of this room to choose among."""
    return [(str(code), told(f"watch_list.{begins}_{code}")) for code in codes]


def ways(begins: str, codes: Iterable[Any]) -> Sequence[tuple[str, str]]:
    """Codes of contacts to choose among."""
    return [(str(code), told(f"early_warning.{begins}_{code}")) for code in codes]


def reasons_told(line: FileLine) -> str:
    """Why a pupil is listed."""
    return AFTER.join(told(f"watch_list.reason_{each}") for each in line.reasons)


def keeper_told(line: FileLine) -> str:
    """The post that keeps a file, and who holds it."""
    if not line.keeper_role:
        return ""
    return f"{line.keeper_unit} {told(f'role.{line.keeper_role}')} {AFTER.join(line.keepers)}".strip()


def of_file(ctx: Context, line: FileLine) -> dict[str, Any]:
    """A file as a line of a page."""
    return {
        "line": line,
        "reasons": reasons_told(line),
        "keeper": keeper_told(line),
        "gap": told(f"watch_list.gap_{line.gap}") if line.gap else "",
        "lifting": told(f"watch_list.lifting_{line.lifting}") if line.lifting else "",
        "is_due": line.due_on is not None and line.due_on <= ctx.today,
    }


def keepers_told(keepers: Iterable[KeeperChoice]) -> Sequence[tuple[str, str]]:
    """Posts to choose among, as a form names them."""
    return [
        (each.key, f"{each.unit_name} {told(f'role.{each.role}')} {AFTER.join(each.holders)}".strip())
        for each in keepers
    ]


def keeper_sent(text: str) -> dict[str, str]:
    """The post that a form names, as an action takes it."""
    unit, _, role = text.partition("/")
    return {"keeper_unit": unit, "keeper_role": role}


def sent(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """What was typed into the fields of a form."""
    return {name: request.POST.get(name, "") for name in names}


def sorry(refusal: NotonelessError | None) -> Mapping[str, str]:
    """A refusal as a page shows it."""
    return {"error": sentence(refusal.told, language_of()) if refusal else ""}


def uuid_of(text: str | None) -> UUID | None:
    """An id in an address; None where it is none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
