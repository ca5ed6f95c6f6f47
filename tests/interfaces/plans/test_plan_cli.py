"""`notoneless plan`: files checked line by line, plans shown, due days by the calendar, and with a token what is owed."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from notoneless.foundation.plans.selectors import adopted_on
from notoneless.interfaces.api.cli import VARIABLE
from notoneless.interfaces.frame import clock
from notoneless.interfaces.shell.cli import cli
from notoneless.oversight.indicators.services import count_units
from notoneless.policy.parameters import load_plan, plans_folder
from support import cases
from support.county import DAY, County
from support.databases import owners_eyes
from support.own_plans import BAD, GOOD
from support.plans import adopted, reckoned
from support.programs import give_token


def run(*words: object, token: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["plan", *(str(word) for word in words)], env={VARIABLE: token})


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# check


def test_all_that_the_program_brings_is_whole() -> None:
    done = run("check")
    assert done.exit_code == 0
    assert "都没有问题" in done.stdout
    told = json.loads(run("check", "--json").stdout)
    assert told["plans"] >= 16
    assert told["rows"] > 2000
    assert told["faults"] == []
    assert run("check", "--lang", "en").stdout.startswith("Nothing is wrong")


@pytest.mark.parametrize("what", BAD)
def test_each_fault_is_told_with_file_line_and_reason(tmp_path: Path, what: str) -> None:
    make, line, piece = BAD[what]
    path = write(tmp_path, "own.yaml", make())
    done = run("check", path)
    assert done.exit_code == 2
    first = done.stdout.splitlines()[0]
    assert first.startswith(f"{path} 第 {line} 行：")
    assert piece in first


def test_a_whole_file_and_its_table_are_taken_and_a_row_that_differs_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "own.yaml", GOOD)
    assert run("check", path).exit_code == 0
    row = 'plan: own/qingxi\ncases:\n  - {clause: "9.1", case: 数, %s}\n'
    table = write(tmp_path, "own.table.yaml", row % "number: organization.groups_needed, on: 2026-10-01, is: 2 group")
    for given in ([path], [table], [path, table]):
        done = run("check", *given)
        assert done.exit_code == 2
        assert done.stdout == f"{table} 第 3 行：is 应为 2 group，方案得出 1 group\n"
    write(tmp_path, "own.table.yaml", row % "number: organization.groups_needed, duty: leading_group, on: 2026-10-01")
    assert "第 3 行：每行只能问一件事" in run("check", path).stdout
    write(tmp_path, "own.table.yaml", (row % "number: a, on: 2026-10-01").replace("own/qingxi", "model/plan_8"))
    assert "这张表是方案 model/plan_8 的" in run("check", path).stdout


def test_a_table_alone_is_run_against_the_plan_that_the_program_brings(tmp_path: Path) -> None:
    text = (plans_folder() / "model" / "plan_6.table.yaml").read_text(encoding="utf-8")
    path = write(tmp_path, "plan_6.table.yaml", text)
    told = json.loads(run("check", path, "--json").stdout)
    assert told["faults"] == []
    assert told["rows"] > 3


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for path, told in (
        (tmp_path / "none.yaml", "找不到方案文件"),
        (tmp_path, f"{tmp_path} 是文件夹，请写明其中的文件"),
    ):
        done = run("check", path)
        assert done.exit_code == 2
        assert done.stderr.startswith(told)


def test_checking_needs_no_installation_and_loads_no_framework() -> None:
    code = (
        "import sys; from notoneless.interfaces.shell.cli import cli\n"
        "try: cli(['plan', 'check'])\n"
        "except SystemExit as ended: assert not ended.code\n"
        "assert 'django' not in sys.modules"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "NOTONELESS"))}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# show


def test_a_clause_is_shown_with_its_numbers_and_rules() -> None:
    text = run("show", "model/plan_8", "--clause", "8.09").stdout
    assert "8.09 家访定额" in text
    assert "班主任每学期家访人次 (visit.per_term)：20 人次；数值越大越严；2026-03-01 —" in text
    assert "每学期结束前；入户家访人次不少于 20 人次" in text
    assert "8.08" not in text
    english = run("show", "model/plan_8", "--clause", "8.09", "--lang", "en").stdout
    assert "by the end of every term" in english
    found = json.loads(run("show", "model/plan_8", "--clause", "8.09", "--json").stdout)
    assert [each["id"] for each in found["clauses"]] == ["8.09"]
    assert found["clauses"][0]["parameters"][0]["value"] == "20"


def test_without_a_key_every_plan_is_listed_by_the_key_that_shows_it() -> None:
    lines = run("show").stdout.splitlines()
    assert "model/plan_8 学校控辍保学方案（篇八）" in lines
    assert any(line.startswith("local/ladder ") for line in lines)
    assert not any(".table" in line for line in lines)
    assert "local/ladder Steps from an absence to a dropout" in run("show", "--lang", "en").stdout
    assert [each["plan"] for each in json.loads(run("show", "--json").stdout)] == [line.split(" ")[0] for line in lines]
    assert run("show", lines[0].split(" ")[0]).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["show", "model/plan_9"],
        ["show", "../../etc/passwd"],
        ["show", "model/plan_8", "--clause", "9.9"],
        ["show", "--clause", "8.09"],
        ["due", "--plan", "model/plan_9"],
        ["due", "--plan", "model/plan_8", "--on", "tomorrow"],
        ["due", "--plan", "model/plan_8", "--on", "9999-12-31"],
        ["due", "--on", "0001-01-01"],
    ],
)
def test_what_cannot_be_shown_is_one_sentence(words: list[str]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_a_day_before_the_first_day_of_a_plan_is_said_beside_it() -> None:
    done = run("show", "model/plan_8", "--on", "2020-01-01", "--json")
    assert done.exit_code == 0
    assert done.stderr == "2020-01-01 早于这份方案的第一天；它自 2026-03-01 起才能采用，下面是那一天的数值\n"
    assert json.loads(done.stdout)["key"] == "model/plan_8"
    assert run("show", "model/plan_8", "--on", "2026-03-01").stderr == ""


def test_english_lines_have_english_marks_between_words() -> None:
    shown = run("show", "model/plan_8", "--clause", "8.09", "--lang", "en").stdout
    assert (
        "home visits a class teacher makes a term (visit.per_term): 20 visit(s); the higher, the stricter; 2026"
        in shown
    )
    due = run("due", "--plan", "model/plan_8", "--on", "2026-09-15", "--lang", "en").stdout
    assert not set("：；，（）、") & set(due)
    assert run("check", "--lang", "en", "/").stderr == "/ is a folder: name the files in it\n"


# due, by the calendar alone


def test_the_due_days_of_a_plan_by_the_calendar_alone() -> None:
    rows = {
        each["duty"]: each
        for each in json.loads(run("due", "--plan", "model/plan_8", "--on", "2026-09-15", "--json").stdout)
    }
    group = rows["leading_group"]
    assert (group["period"], group["start"], group["due"], group["provisional"]) == (
        "2026-1",
        "2026-09-01",
        "2026-09-14",
        True,
    )
    month = rows["changes_gated"]
    assert (month["period"], month["due"], month["provisional"]) == ("2026-09", "2026-09-30", False)
    text = run("due", "--plan", "model/plan_8", "--on", "2026-09-15").stdout
    assert "8.01 校级领导小组在册：2026-1，2026-09-01 — 2026-09-14（暂定）；每学期头 10 个上课日内" in text
    assert "之后" not in text


# with an installation


@pytest.fixture
def token(county: County) -> str:
    adopted(county, "陈局长", "county", 5)
    adopted(county)
    reckoned(county)
    return give_token(county, "李校长", days=400)


def test_what_binds_a_unit_is_shown_to_who_reaches_it(county: County, token: str) -> None:
    done = run("show", "--unit", county.units["school_a"], "--on", "2026-10-01", token=token)
    assert done.exit_code == 0, done.stderr
    assert "organization.groups_needed：《学校控辍保学方案（篇八）》8.01 定为 1 个小组" in done.stdout
    found = json.loads(run("show", "--unit", county.units["school_a"], "--json", token=token).stdout)
    numbers = {each["key"]: each for each in found["numbers"]}
    assert numbers["visit.per_term"]["adopted_by"] == "清溪镇中心小学"
    assert {each["id"] for each in found["rules"]} >= {"leading_group", "term_home_visits"}
    assert run("show", "--unit", county.units["school_z"], token=token).exit_code == 2
    assert run("show", "--unit", county.units["school_a"]).exit_code == 2


def test_what_is_owed_on_a_day_and_what_is_overdue(county: County, token: str) -> None:
    rows = json.loads(run("due", "--on", "2026-09-10", "--json", token=token).stdout)
    found = {(each["duty"], each["unit"]): each for each in rows}
    group = found["leading_group", "清溪镇中心小学"]
    assert group["due_on"] == "2026-09-14"
    assert not [each for each in rows if each["unit"] == "高坪乡中心小学"]
    text = run("due", "--on", "2026-09-10", token=token).stdout
    assert "8.01 校级领导小组在册：清溪镇中心小学；清溪镇中心小学 校长" in text
    assert json.loads(run("due", "--on", "2026-08-01", "--json", token=token).stdout) == []
    of_class = json.loads(
        run("due", "--on", "2026-09-10", "--unit", county.units["class_a"], "--json", token=token).stdout
    )
    assert {each["unit"] for each in of_class} <= {"三年级（1）班"}


def test_how_a_month_stands_clause_by_clause(county: County, token: str) -> None:
    told = json.loads(run("compliance", "--on", "2026-09-15", "--json", token=token).stdout)
    assert told["month"] == "2026-09"
    mine = next(each for each in told["plans"] if each["plan"] == "model/plan_8")
    states = {each["clause"]: each for each in mine["clauses"]}
    assert states["8.04"]["state"] == "due"
    assert sum(states["8.01"]["duties"]["leading_group"].values()) == 1
    text = run("compliance", "--on", "2026-09-15", token=token).stdout
    assert "8.04 学期三次例会：" in text
    assert "8.04 学期三次例会：待建" not in text
    assert "待建" not in text
    adopted(county, "陈局长", "county", 7)
    text = run("compliance", "--on", "2026-09-15", token=token).stdout
    pending = len([each for each in load_plan("model/plan_7").clauses if each.pending])
    assert f"待建 {pending} 条（质量监测 {pending} 条）" in text
    assert run("compliance").exit_code == 2


def test_a_month_tells_targets_with_what_was_reached_and_who_is_behind(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: county.time.at)
    adopted(county, "陈局长", "county", 5)
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    cases.verified(county, "both")
    token = give_token(county, "陈局长", may=["duty.read", "indicator.read", "case.read", "child.read"])
    asked = ("compliance", "--on", "2026-09-15")
    told = json.loads(run(*asked, "--json", token=token).stdout)
    [clause] = [each for each in told["plans"][0]["clauses"] if each["clause"] == "5.01"]
    found = {each["target"]: each for each in clause["targets"]}
    school = found["zero_dropout"]
    assert (school["of"], school["measure"], school["at_most"]) == ("school", "case.open_verified", "0")
    assert (school["value"], school["distance"], school["reached"]) == ("1", "1", False)
    behind = {"id": str(county.units["school_a"]), "name": "清溪镇中心小学", "value": "1", "distance": "1"}
    assert school["value_of"] == "晴川县"
    assert school["beneath"] == {"reached": 1, "unknown": 0, "total": "1", "behind": [behind], "why_none": None}
    assert found["zero_dropout_of_county"]["beneath"] is None
    text = run(*asked, token=token).stdout
    assert "学校零辍学（学校）：不超过 0 名；晴川县 1；未达标\n      达标 1 个，未达标 1 个，还没有数据 0 个\n" in text
    assert "- 清溪镇中心小学 1，差 1" in text
    assert "- 清溪镇中心小学: 1, 1 short" in run(*asked, "--lang", "en", token=token).stdout
    narrow = json.loads(run(*asked, "--json", token=give_token(county, "陈局长", may=["duty.read"])).stdout)
    assert "清溪镇" not in json.dumps(narrow, ensure_ascii=False)


def test_what_may_not_be_seen_is_not_what_nobody_counts_or_has_counted_yet(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: county.time.at)
    adopted(county, "陈局长", "county", 5)
    adopted(county, "李校长", "school_a", 3)

    asked, school = ("compliance", "--on", "2026-09-15"), ("--unit", str(county.units["school_a"]))

    def told(*may: str, of: tuple[str, ...] = ()) -> dict[str, tuple[bool | None, str | None]]:
        with owners_eyes():
            token = give_token(county, "陈局长", may=["duty.read", *may])
        found = json.loads(run(*asked, "--json", *of, token=token).stdout)
        every = [each for plan in found["plans"] for clause in plan["clauses"] for each in clause["targets"]]
        return {each["target"]: (each["reached"], each["why_none"]) for each in every}

    seeing = ("indicator.read", "case.read", "child.read")
    assert told(*seeing)["full_enrolment"] == (None, "unknown")
    count_units(county.ctx("陈局长"), unit=county.units["county"])
    cases.verified(county, "both")
    assert told(*seeing)["zero_dropout_of_county"] == (False, None)
    for less in ((), ("indicator.read",), ("indicator.read", "case.read"), ("case.read", "child.read")):
        assert told(*less)["zero_dropout_of_county"] == (None, "hidden"), less
    assert told(of=school)["reach_households"] == (None, "hidden")
    assert told(*seeing, of=school)["reach_households"] == (False, None)  # nobody was reached
    with owners_eyes():
        token = give_token(county, "陈局长", may=["duty.read"])
    text = run(*asked, *school, token=token).stdout
    assert "学校零辍学（学校）：不超过 0 名；无权查看" in text
    assert "还没有数据" not in text
    assert "宣传到户（学校）：不低于 100%；无权查看" in text


def test_looking_changes_nothing(county: County, token: str) -> None:
    before = [(each.adoption, each.sha256) for each in adopted_on(DAY)]
    for words in (["due"], ["compliance"], ["show", "--unit", county.units["school_a"]]):
        assert run(*words, token=token).exit_code == 0
    assert [(each.adoption, each.sha256) for each in adopted_on(date(2026, 9, 1))] == before
