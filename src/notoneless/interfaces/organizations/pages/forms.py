"""What the forms of this room have alike: people named by their posts, words of kinds, and what is told of a refusal."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.organizations.selectors.showing import holders
from notoneless.interfaces.access.pages.choosing import Unclear
from notoneless.interfaces.frame.pages import Answer, Shown, language_of
from notoneless.kernel.problems import Problem, sentence

LINES = 300
"""Lines on one page; a filter narrows them."""

SUGGESTED = 200
"""People that a field suggests."""


def word(code: str) -> str:
    """A word of the catalogue in the reader's language."""
    return sentence(Problem(code), language_of())


def words(what: str, kinds: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Values and words of an enumeration, for a list to choose from."""
    return [(kind.value, word(f"organizations.{what}_{kind.value}")) for kind in kinds]


def holder_typed(ctx: Context, request: HttpRequest, field: str = "account") -> UUID:
    """The person that a form names by name and post. Raises Unusable where it is none or may be several."""
    text = request.POST.get(field, "")[:200].strip()
    if not text:
        raise Unusable(Problem("access.missing_parameter", {"name": Problem(f"parameter.{field}")}))
    found = {each.id for each in holders(ctx, SUGGESTED, text)}
    if len(found) != 1:
        raise Unusable(
            Problem("organizations.which_holder" if found else "organizations.no_such_holder", {"name": text})
        )
    return found.pop()


def again(ctx: Context, refusal: Refused, code: str, page: Callable[[], Shown]) -> Answer:
    """The page that a form was sent from, with the sentence of why it was not taken. What is not found is not told more of."""
    if isinstance(refusal, NotFound):
        raise refusal
    noted(ctx, refusal, Attempted(code, {}))
    shown = page()
    choices = refusal.choices if isinstance(refusal, Unclear) else ()
    told = {"error": sentence(refusal.told, language_of()), "choices": choices}
    return Shown(shown.template, {**shown.values, **told}, 422)
