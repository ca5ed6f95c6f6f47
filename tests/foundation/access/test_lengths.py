"""No text that an action lets in is longer than what the database holds: the answer is a sentence, never a fault."""

from contextlib import suppress

import pytest

from notoneless.foundation.access.parameters import LARGEST
from notoneless.foundation.access.refusals import Unusable
from notoneless.kernel.problems import NotonelessError
from support.county import County
from support.registry import all_actions
from support.samples import SAMPLES

TEXTS = [(code, each) for code, action in all_actions().items() for each in action.parameters if each.kind is str]
NUMBERS = [(code, each) for code, action in all_actions().items() for each in action.parameters if each.kind is int]


@pytest.mark.parametrize(("code", "parameter"), TEXTS, ids=lambda each: getattr(each, "name", each))
@pytest.mark.parametrize("letter", ["藏", "𠮷"])
def test_the_longest_text_is_done_or_refused_and_one_letter_more_is_refused(
    county: County, code: str, parameter: object, letter: str
) -> None:
    who, given = SAMPLES[code]
    name, longest = parameter.name, parameter.longest  # type: ignore[attr-defined]
    sent = dict(given(county))
    with suppress(NotonelessError):
        all_actions()[code](county.ctx(who), **sent | {name: letter * longest})
    with pytest.raises(Unusable) as refusal:
        all_actions()[code](county.ctx(who), **sent | {name: letter * (longest + 1)})
    assert (refusal.value.problem.code, refusal.value.problem.params["longest"]) == ("access.too_long", longest)


@pytest.mark.parametrize(
    ("code", "parameter"),
    [each for each in TEXTS if not each[1].optional],
    ids=lambda each: getattr(each, "name", each),
)
@pytest.mark.parametrize("blanks", ["   ", "　"])
def test_blanks_are_no_text(county: County, code: str, parameter: object, blanks: str) -> None:
    who, given = SAMPLES[code]
    with pytest.raises(Unusable) as refusal:
        all_actions()[code](county.ctx(who), **dict(given(county)) | {parameter.name: blanks})  # type: ignore[attr-defined]
    assert refusal.value.problem.code == "access.missing_parameter"


@pytest.mark.parametrize(("code", "parameter"), NUMBERS, ids=lambda each: getattr(each, "name", each))
@pytest.mark.parametrize("number", [LARGEST, -LARGEST, LARGEST + 1, 2**63])
def test_the_largest_number_is_done_or_refused(county: County, code: str, parameter: object, number: int) -> None:
    who, given = SAMPLES[code]
    name = parameter.name  # type: ignore[attr-defined]
    with suppress(NotonelessError):
        all_actions()[code](county.ctx(who), **dict(given(county)) | {name: number})
