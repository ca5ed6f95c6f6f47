"""Results appear whole or not at all, and strangers' files stay."""

import errno
import os
import sys
from pathlib import Path

import pytest

from notoneless.kernel.problems import NotonelessError
from notoneless.tabular.scratch import begun, open_scratch, remove_begun

KNOWN = ("links.parquet", "summary.json")


def _content(folder: Path) -> dict[str, str]:
    return {made.name: made.read_text() for made in sorted(folder.iterdir())}


def _write_half(folder: Path) -> None:
    (folder / "summary.json").write_text("half")
    raise ValueError("half written")


def test_a_new_folder_appears_at_the_end(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "结果"
    with open_scratch(out, KNOWN) as scratch:
        (scratch / "links.parquet").write_text("1")
        assert not out.exists()
        assert scratch.parent == out.parent
    assert _content(out) == {"links.parquet": "1"}
    assert [made.name for made in out.parent.iterdir()] == ["结果"]


def test_only_our_files_are_replaced(tmp_path: Path) -> None:
    for name in (*KNOWN, "我的笔记.txt"):
        (tmp_path / name).write_text("former")
    with open_scratch(tmp_path, KNOWN) as scratch:
        (scratch / "links.parquet").write_text("new")
    assert _content(tmp_path) == {"links.parquet": "new", "我的笔记.txt": "former"}


def test_the_file_that_tells_the_whole_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        moved.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    with open_scratch(tmp_path, KNOWN) as scratch:
        for name in ("summary.json", "links.parquet", "other"):
            (scratch / name).touch()
    assert moved == ["other", "links.parquet", "summary.json"]


def test_after_an_error_all_is_as_before(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "summary.json").write_text("former")
    with pytest.raises(ValueError, match="half"), open_scratch(tmp_path / "out", KNOWN) as scratch:
        _write_half(scratch)
    assert _content(tmp_path / "out") == {"summary.json": "former"}
    assert [made.name for made in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(NotonelessError) as caught, open_scratch(tmp_path / "out"):
        pytest.fail("the block must not run")
    assert caught.value.problem.code == "tabular.out_is_file"


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotonelessError) as caught, open_scratch(tmp_path / "file" / "out"):
        pytest.fail("the block must not run")
    assert caught.value.problem.code == "tabular.cannot_write"


def test_a_result_open_elsewhere_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "summary.json").write_text("former")

    def locked(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use", str(self))

    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(NotonelessError) as caught, open_scratch(tmp_path, KNOWN) as scratch:
        (scratch / "summary.json").write_text("new")
    monkeypatch.undo()
    assert caught.value.problem.code == "tabular.cannot_write"
    assert _content(tmp_path)["summary.json"] == "former"


def _full(folder: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder / "links.parquet"))


def test_a_full_disk_is_told_of_the_place_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NotonelessError) as caught, open_scratch(tmp_path / "out", KNOWN) as scratch:
        _full(scratch)
    assert caught.value.problem.code == "tabular.cannot_write"
    assert caught.value.problem.params == {"file": str(tmp_path / "out")}


@pytest.mark.skipif(sys.platform == "win32", reason="no such locks there")
def test_what_dead_runs_left_goes_and_the_rest_stays(tmp_path: Path) -> None:
    left = tmp_path / ".out.0a1b2c3d.partial"
    strange = [tmp_path / name for name in (".out.mine.partial", ".out2.0a1b2c3d.partial", "out.0a1b2c3d.partial")]
    for folder in (left, *strange):
        folder.mkdir()
        (folder / "links.parquet").touch()
    link = tmp_path / ".out.zzzzzzzz.partial"
    link.symlink_to(strange[0])
    with open_scratch(tmp_path / "out") as alive, open_scratch(tmp_path / "out") as second:
        assert not left.exists()
        assert alive.exists()
        assert second.exists()
    assert all((folder / "links.parquet").exists() for folder in strange)
    assert link.is_symlink()


def test_what_is_begun_can_be_removed_at_any_time(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    inner = tmp_path / "inner"
    inner.mkdir()
    with begun(other), begun(inner):
        assert remove_begun()
        assert list(tmp_path.iterdir()) == []


def test_nothing_is_removed_while_results_are_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "links.parquet").write_text("former")
    replace = Path.replace
    could_end: list[bool] = []

    def watched(self: Path, target: Path) -> Path:
        could_end.append(remove_begun())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    with open_scratch(tmp_path, KNOWN) as scratch:
        for name in KNOWN:
            (scratch / name).write_text("new")
    assert could_end == [False, False]
    assert _content(tmp_path) == dict.fromkeys(KNOWN, "new")
