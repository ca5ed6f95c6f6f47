"""How pages call a child whose name another in sight has too: the same words in every room."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext

from notoneless.foundation.people.namesakes import Traits
from notoneless.interfaces.frame.pages import language_of
from notoneless.kernel.problems import Problem, sentence


def apart(traits: Traits | None) -> str:
    """What tells a child apart from another of its name, in words; empty where nobody else is called so."""
    if traits is None:
        return ""
    born = traits.born_on.isoformat() if traits.born_on else ""
    guardian = _told("people.of_guardian", name=traits.guardian) if traits.guardian else ""
    words = filter(None, (gettext(traits.sex) if traits.sex else "", born, traits.home, guardian))
    return ("、" if language_of() == "zh" else ", ").join(words)


def called(name: str, traits: Traits | None) -> str:
    """A child by its name, and what tells it apart where another has the same."""
    what = apart(traits)
    return _told("people.called_apart", name=name, what=what) if what else name


def all_called(names: Mapping[UUID, str], traits: Mapping[UUID, Traits]) -> dict[UUID, str]:
    """The same of several children."""
    return {child: called(name, traits.get(child)) for child, name in names.items()}


def _told(code: str, **given: str) -> str:
    return sentence(Problem(code, dict(given)), language_of())
