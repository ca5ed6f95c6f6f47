"""The words that pages of undertakings show for codes, in the reader's language."""

from typing import Any

from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.oversight.appraisal.rules.signing import Standing
from notoneless.oversight.appraisal.selectors.signing import SignerLine

BADGES = {Standing.MISSING: "", Standing.UNSIGNED: "warning", Standing.SIGNED: "success", Standing.WITHDRAWN: ""}


def told(slug: str, **params: str | int) -> str:
    """A sentence or phrase of the catalogue."""
    return sentence(Problem(f"appraisal.{slug}", dict(params)), language_of())


def of_signer(line: SignerLine) -> dict[str, Any]:
    """Who is to sign, as a line of a page."""
    return {"line": line, "state": told(f"standing_{line.standing}"), "badge": BADGES[line.standing]}


def refused(refusal: NotonelessError | None) -> str:
    """Why something was refused, if it was."""
    return sentence(refusal.told, language_of()) if refusal else ""
