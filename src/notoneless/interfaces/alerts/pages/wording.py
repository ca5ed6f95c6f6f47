"""The words that these pages show for codes, and how a form is answered."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest

from notoneless.casework.alerts.selectors.lists import AlertLine
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence


def told(code: str, **given: Any) -> str:
    """A sentence or phrase of the catalogue of alerts."""
    return sentence(Problem(f"alerts.{code}", given), language_of())


def choices(begins: str, codes: Iterable[Any]) -> Sequence[tuple[str, str]]:
    """Codes to choose among."""
    return [(str(code), told(f"{begins}_{code}")) for code in codes]


def of_alert(line: AlertLine) -> dict[str, Any]:
    """An alert as a line of a page."""
    return {"line": line, "state": told(f"state_{line.state}"), "source": told(f"source_{line.source}")}


def sent(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """What was typed into the fields of a form."""
    return {name: request.POST.get(name, "") for name in names}


def sorry(refusal: NotonelessError | None) -> str:
    """A refusal as a page shows it."""
    return sentence(refusal.told, language_of()) if refusal else ""
