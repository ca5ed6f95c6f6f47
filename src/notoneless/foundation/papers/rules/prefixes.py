"""What a unit puts before the numbers of its papers."""

import re

from notoneless.kernel.problems import Problem

SHORTEST, LONGEST = 2, 12
"""Characters of a prefix."""

_PREFIX = re.compile("[\u3400-\u9fffA-Za-z0-9]+").fullmatch


def why_no_prefix(text: str) -> Problem | None:
    """Why a text is no prefix."""
    if not SHORTEST <= len(text) <= LONGEST or not _PREFIX(text):
        return Problem("papers.no_prefix", {"least": SHORTEST, "most": LONGEST})
    return None
