"""A step may be taken after those before it, and on a basis where it needs one; what follows from what was not done."""

from itertools import chain, combinations

import pytest

from notoneless.kernel.problems import sentence
from notoneless.policy.judging import State
from notoneless.policy.model import Procedure, Step, Words
from notoneless.policy.parameters import load_plan
from notoneless.policy.procedures import follows, refused, step_of


def step(name: str, *after: str, awaited: bool = False) -> Step:
    return Step(name, Words(name, name), "record", after, "", "", awaited, None)


WAY = Procedure(
    "way",
    Words("程序", "procedure"),
    (step("call"), step("visit", "call"), step("letter", "call"), step("order", "visit", "letter", awaited=True)),
)


@pytest.mark.parametrize(
    ("name", "taken", "bases", "told"),
    [
        ("call", [], [], None),
        ("call", ["order"], [], None),
        ("visit", [], [], "“visit”要在“call”之后"),
        ("visit", ["letter"], [], "“visit”要在“call”之后"),
        ("visit", ["call"], [], None),
        ("order", ["call", "visit"], ["order"], "“order”要在“letter”之后"),
        ("order", ["call", "visit", "letter"], [], "须先由县里录入法律依据"),
        ("order", ["visit", "letter"], ["visit"], "须先由县里录入法律依据"),
        ("order", ["visit", "letter"], ["order"], None),
    ],
)
def test_a_step_comes_after_those_before_it_and_on_its_basis(
    name: str, taken: list[str], bases: list[str], told: str | None
) -> None:
    problem = refused(WAY, name, taken, bases)
    assert problem is None if told is None else problem is not None and told in sentence(problem)


def test_steps_are_known_by_their_ids() -> None:
    assert step_of(WAY, "visit").after == ("call",)
    with pytest.raises(KeyError):
        step_of(WAY, "prison")


def test_every_procedure_of_the_model_plans_can_be_gone_through_and_never_without_its_bases() -> None:
    awaited = 0
    for number in range(1, 9):
        for procedure in load_plan(f"model/plan_{number}").procedures:
            needs = {each.id for each in procedure.steps if each.is_awaited}
            awaited += len(needs)
            assert _gone(procedure, frozenset(needs)) == {each.id for each in procedure.steps}, procedure.id
            assert not _gone(procedure, frozenset()) & needs, procedure.id
    assert awaited > 0


def _gone(procedure: Procedure, bases: frozenset[str]) -> set[str]:
    """The steps that can be taken one after the other."""
    taken: set[str] = set()
    while True:
        more = {each.id for each in procedure.steps if refused(procedure, each.id, taken, bases) is None}
        if more <= taken:
            return taken
        taken |= more


def test_what_was_taken_closes_nothing() -> None:
    names = [each.id for each in WAY.steps]
    for taken in chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)):
        for name in names:
            if refused(WAY, name, taken, names) is None:
                assert refused(WAY, name, names, names) is None


def test_sanctions_follow_what_was_not_done_alone() -> None:
    assert [state for state in State if follows(state)] == [State.BROKEN]
