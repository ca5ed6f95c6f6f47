"""A paper is checked by its short code without a server: a signed register, the command, and what it refuses."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from notoneless.casework.notices.services import withdraw
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.papers.rules.offline import OfflineLine, read_register, register_text
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.problems import NotonelessError
from notoneless.kernel.sealing import fresh_ring
from notoneless.kernel.signing import fingerprint, own_public_key
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import the
from support.forms import text_of
from support.notices import issued

LINE = OfflineLine("12345-67890", "return_notice", "某校返校〔2026〕1号", "某校", "2026-09-01", "issued", "", "0" * 64)


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def check(register: Path, code: str, key: str, *more: str) -> Result:
    """What the command says."""
    return CliRunner().invoke(cli, ["check-paper", str(register), "--code", code, "--fingerprint", key, *more])


def taken(county: County, tmp_path: Path, who: str = "李校长") -> tuple[Path, str]:
    """The register as somebody downloads it, and the fingerprint that the page of checks tells."""
    visitor = sign_in(county, who)
    shown = text_of(visitor.get("/paper-check/"))
    [key] = re.findall(r'<span class="number">([0-9a-f]{32})</span>', shown)
    assert 'href="/papers/offline-register/"' in shown
    answer = visitor.get("/papers/offline-register/")
    register = tmp_path / "核验册.txt"
    register.write_bytes(answer.content)
    return register, key


def test_a_paper_is_checked_without_the_server(county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issued(county)
    paper = the(Paper)
    register, key = taken(county, tmp_path)
    text = register.read_text(encoding="utf-8")
    assert not [
        marker for markers in county.markers.values() for marker in markers if marker in text
    ]  # it names nobody
    monkeypatch.setenv("NOTONELESS_HOME", str(tmp_path / "no such home"))
    grouped = " ".join(key[at : at + 4] for at in range(0, 32, 4)).upper()  # as it is read out
    found = check(register, paper.code.lower().replace("-", " "), grouped)
    assert found.exit_code == 0, found.output
    for part in (
        paper.number,
        "返校通知书",
        "清溪镇中心小学",
        "2026-09-01",
        "状态：有效（截至 2026-09-01）",
        paper.digest,
    ):
        assert part in found.output, part
    assert "state: valid (as of 2026-09-01)" in check(register, paper.code, key, "--lang", "en").output


def test_what_was_withdrawn_says_so_and_what_is_in_no_register_is_refused(county: County, tmp_path: Path) -> None:
    withdraw(county.ctx("李校长"), return_notice=issued(county), reason="写错了期限")
    paper = the(Paper)
    register, key = taken(county, tmp_path)
    assert "状态：已撤回 2026-09-01" in check(register, paper.code, key).output
    unknown = check(register, "00000-00000", key)
    assert unknown.exit_code != 0
    assert "没有核验码 00000-00000：可能是假文书" in unknown.output
    assert "核验码" in check(register, paper.code[:-1], key).output
    assert check(register, paper.code[:-1], key).exit_code != 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("\tissued\t", "\twithdrawn\t"), "文件被改动过"),
        (lambda text: text.replace("2026-09-01", "2026-09-02"), "文件被改动过"),
        (lambda text: text.replace("\n", "\n\n", 1), "这不是文书核验册"),
        (lambda text: "".join(text.splitlines(keepends=True)[:-1]), "这不是文书核验册"),
        (lambda text: text[: len(text) // 2], "这不是文书核验册"),
        (lambda _: "", "这不是文书核验册"),
    ],
)
def test_a_register_that_was_changed_checks_nothing(county: County, tmp_path: Path, change: object, says: str) -> None:
    ring = fresh_ring()
    register = tmp_path / "册.txt"
    register.write_text(change(register_text(ring, "晴川县", DAY, [LINE])), encoding="utf-8")  # type: ignore[operator]
    found = check(register, LINE.code, fingerprint(own_public_key(ring)))
    assert found.exit_code != 0
    assert says in found.output
    assert LINE.number not in found.output


def test_a_register_signed_by_anybody_else_is_refused(county: County, tmp_path: Path) -> None:
    register = tmp_path / "册.txt"
    forged = fresh_ring()
    register.write_text(register_text(forged, "晴川县", DAY, [LINE]), encoding="utf-8")
    found = check(register, LINE.code, fingerprint(own_public_key(fresh_ring())))
    assert found.exit_code != 0
    assert "核验册不是用这把公钥签的" in found.output
    assert check(tmp_path / "没有这个文件.txt", LINE.code, "0" * 32).exit_code != 0


def test_a_cell_that_holds_a_line_of_its_own_makes_no_other_line() -> None:
    ring = fresh_ring()
    odd = OfflineLine(LINE.code, LINE.kind, "某校\n00000-00000\t假", *("某校", "2026-09-01", "issued", "", "0" * 64))
    found = read_register(register_text(ring, "晴川\t县", DAY, [odd]))
    assert found.county == "晴川 县"
    assert [each.number for each in found.lines] == ["某校 00000-00000 假"]
    with pytest.raises(NotonelessError):
        read_register("nonsense")


def test_a_register_holds_the_papers_of_ones_own_reach(county: County, tmp_path: Path) -> None:
    issued(county)
    code = the(Paper).code
    register, _ = taken(county, tmp_path, "陈局长")
    assert code in register.read_text(encoding="utf-8")
    zhao = sign_in(county, "赵老师")
    answer = zhao.get("/papers/offline-register/")
    assert answer.status_code == 403 or code not in answer.content.decode()
