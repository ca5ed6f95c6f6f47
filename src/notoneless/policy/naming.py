"""How plans and their numbers are called in sentences: by the titles that they bring in both languages."""

from collections.abc import Sequence

from notoneless.kernel.problems import Problem
from notoneless.policy.model import Parameter, Words


def words(both: Words) -> Problem:
    """A title that the plan brings in both languages."""
    return Problem("access.named", {"zh": both.zh, "en": both.en})


def titled(number: Parameter) -> Problem:
    """The title of a number."""
    return Problem("access.named", {"zh": number.zh, "en": number.en})


def joined(parts: Sequence[Problem | str]) -> Problem | str:
    """One after the other."""
    found = parts[0] if parts else ""
    for part in parts[1:]:
        found = Problem("telling.and", {"one": found, "other": part})
    return found
