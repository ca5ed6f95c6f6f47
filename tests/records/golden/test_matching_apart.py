"""Rosters too large to be matched beside everything else are matched by a process of its own, with the same outcome."""

import io
import sys
from pathlib import Path

import pytest

from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.rules import seeing
from notoneless.records.golden.services import matching
from support.county import County
from support.databases import all_of, the
from support.golden import children_now, on_record
from support.rosters import adopt_both, adopt_home, adopt_school


@pytest.fixture
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "APART", 1)


def test_apart_and_here_give_the_same_children(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []

    def both(listed: list[seeing.Listed]) -> list[seeing.Sighting]:
        here = seeing.seen(listed[0])
        there = _ask_apart(listed)
        answers.append(there == here and bool(here))
        return there

    _ask_apart = matching._apart
    monkeypatch.setattr(matching, "APART", 1)
    monkeypatch.setattr(matching, "_apart", both)
    adopt_home(county)
    children_now(county)
    adopt_school(county)
    county.time.pass_by(minutes=1)
    children_now(county)
    assert answers == [True, True]


@pytest.mark.usefixtures("_apart")
def test_children_worked_out_apart_are_on_record(county: County) -> None:
    before = len(on_record())
    adopt_both(county)
    children_now(county)
    assert len(on_record()) == before + 5


@pytest.mark.usefixtures("_apart")
@pytest.mark.parametrize(
    "ends",
    [
        "import sys; sys.exit(9)",
        "import sys; sys.stdin.buffer.read(1); sys.exit(9)",
        "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'\\x80\\x05]\\x94(]\\x94(\\x8c'); sys.exit(9)",
    ],
)
def test_a_process_that_ends_leaves_nothing_half_done(
    county: County, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    adopt_both(county)
    before = {child.id for child in all_of(Child)}
    with monkeypatch.context() as broken:
        broken.setattr(matching, "_ASKED", [sys.executable, "-c", ends])
        with pytest.raises(matching.MatchingEndedError, match="9"):
            children_now(county)
    assert {child.id for child in all_of(Child)} == before
    assert not all_of(WorkingOut)
    children_now(county)
    assert len(all_of(Child)) == len(before) + 5


@pytest.mark.usefixtures("_apart")
def test_nothing_is_taken_from_the_folder_one_happens_to_stand_in(
    county: County, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit(7)", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    adopt_both(county)
    children_now(county)
    assert the(WorkingOut).is_whole


def test_a_refusal_comes_back_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said = Problem("linkage.contradiction")

    def refuse(_: object) -> None:
        raise NotonelessError(said)

    monkeypatch.setattr(seeing, "seen", refuse)
    asked, told = io.BytesIO(), io.BytesIO()
    seeing.pickle.dump(None, asked)
    asked.seek(0)
    seeing.answer(asked, told)
    told.seek(0)
    with pytest.raises(NotonelessError) as refused:
        seeing.answered(told)
    assert refused.value.told == said
