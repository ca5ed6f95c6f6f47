"""Commands of programs: every action with its options, the token from the environment, once, and reads as the API has them."""

import json
import re
import subprocess
import sys
from typing import Any
from uuid import uuid4

import click
import pytest
from click.testing import CliRunner, Result

from notoneless.foundation.access import recording
from notoneless.foundation.access.models import Receipt
from notoneless.foundation.access.services import a_token_may_carry
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.sealing.models import opened
from notoneless.interfaces.api.cli import VARIABLE, act_group
from notoneless.interfaces.frame.registry import all_actions
from notoneless.interfaces.shell.cli import cli
from notoneless.kernel.catalogue import WORDS
from support.county import County
from support.programs import Program, give_token


@pytest.fixture
def token(county: County) -> str:
    return give_token(county, "陈局长")


def run(*words: object, token: str | None, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], env={VARIABLE: token}, input=given)


def phone_of(county: County) -> str | None:
    return opened(Guardian._base_manager.get(pk=county.guardians["both"]), "phone")


def correct(county: County, phone: str = "13711112222", key: str = "both") -> list[object]:
    return ["act", "guardian.correct_phone", "--guardian", county.guardians[key], "--phone", phone]


def test_every_action_that_a_token_may_carry_is_a_command_with_an_option_for_each_parameter() -> None:
    context = click.Context(act_group)
    assert act_group.list_commands(context) == [code for code in all_actions() if a_token_may_carry(code)]
    for code in act_group.list_commands(context):
        action = all_actions()[code]
        command = act_group.get_command(context, code)
        assert command is not None
        options = {each.name: each for each in command.params if isinstance(each, click.Option)}
        assert set(options) == {"request", "lang"} | {each.name for each in action.parameters}
        for each in action.parameters:
            assert options[each.name].help == " / ".join(WORDS[f"parameter.{each.name}"])
            assert options[each.name].required is not each.optional


def test_an_action_is_done_and_recorded_as_a_commands(county: County, token: str) -> None:
    done = run(*correct(county), token=token)
    assert (done.exit_code, done.stdout) == (0, "{}\n")
    assert phone_of(county) == "13711112222"
    assert Entry.objects.get(action="guardian.correct_phone", outcome="done").channel == "cli"


@pytest.mark.parametrize("code", ["token.make", "account.drop_second_factor"])
def test_what_no_token_does_is_no_command(county: County, token: str, code: str) -> None:
    assert code not in run("act", "--help", token=token).stdout
    done = run("act", code, "--account", str(county.accounts["王老师"]), token=token)
    assert done.exit_code == 2
    assert "不能用令牌办理" in done.stderr


def test_the_id_of_the_request_is_told_and_does_it_once(county: County, token: str) -> None:
    words = ["act", "child.register", "--unit", county.units["group_a"], "--name", "新来的", "--from-on", "2026-09-01"]
    before = Child._base_manager.count()
    first = run(*words, token=token)
    request = re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", first.stderr)[0]
    again = run(*words, "--request", request, token=token)
    assert first.exit_code == again.exit_code == 0
    assert json.loads(first.stdout) == json.loads(again.stdout)
    assert Child._base_manager.count() == before + 1
    other = run(*words, "--sex", "女", "--request", request, token=token)
    assert (other.exit_code, Child._base_manager.count()) == (2, before + 1)
    assert Entry.objects.filter(outcome="conflict", channel="cli").count() == 1


def test_a_request_goes_on_by_another_way_as_the_same(county: County, token: str) -> None:
    request = str(uuid4())
    assert run(*correct(county), "--request", request, token=token).exit_code == 0
    body = {"guardian": str(county.guardians["both"]), "phone": "13711112222"}
    assert Program(county, token).act("guardian.correct_phone", body, Idempotency_Key=request).status_code == 200
    assert Entry.objects.filter(action="guardian.correct_phone", outcome="done").count() == 1


@pytest.mark.parametrize("secret", [None, "", "forged", "\udcff", "é", "x" * 5000])
def test_without_a_good_token_nothing_is_done(county: County, secret: str | None) -> None:
    for words in (correct(county), ["children", "list"]):
        done = run(*words, token=secret)
        assert (done.exit_code, done.stdout) == (2, "")
        assert VARIABLE in done.stderr
    assert Entry.objects.filter(channel="cli", outcome="refused", actor=None).count() == 2
    assert phone_of(county) == county.markers["both"][4]


def test_a_token_is_taken_from_nowhere_else(county: County, token: str) -> None:
    assert run(*correct(county), "--token", token, token=None).exit_code == 2
    assert phone_of(county) == county.markers["both"][4]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--phone", "110"], "This is no phone number"),
        (["--phone", "1\udcff"], "some characters in it cannot be used"),
        (["--phone", "1" * 3000], "is too long"),
        (["--guardian", "x"], "guardian is not written as it should be"),
        (["--guardian", str(uuid4())], "Not found, or out of your reach"),
        (["--request", "7"], "--request must be an id"),
        (["--nothing", "7"], "there is no option --nothing"),
    ],
)
def test_a_refusal_is_a_sentence_in_the_language_asked_for(
    county: County, token: str, words: list[str], told: str
) -> None:
    done = run(*correct(county), *words, "--lang", "en", token=token)
    assert done.exit_code == 2
    assert told in done.stderr
    assert "Traceback" not in done.output
    assert phone_of(county) == county.markers["both"][4]


@pytest.mark.parametrize("search", ["\udcff", "a\0", "a\x1b[31m", "x" * 100_000])
def test_a_search_that_is_no_name_is_refused(token: str, search: str) -> None:
    done = run("children", "list", "--search", search, token=token)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--search" in done.stderr


@pytest.mark.parametrize("words", [["children", "list", "--search", "-"], ["act", "child.place", "--child", "-"]])
def test_an_input_that_is_no_text_is_refused(county: County, token: str, words: list[str]) -> None:
    more = ["--unit", str(county.units["class_a"]), "--from-on", "2026-09-01"] if words[0] == "act" else []
    done = run(*words, *more, token=token, given=b"\xff\x00\xfe\n")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "标准输入不是" in done.stderr


def test_an_option_is_asked_for_and_an_action_that_is_none_is_told(token: str) -> None:
    missing = run("act", "guardian.correct_phone", "--lang", "en", token=token)
    assert (missing.exit_code, "is missing" in missing.stderr) == (2, True)
    unknown = run("act", "child.steal", token=token)
    assert (unknown.exit_code, "child.steal" in unknown.stderr, "child.place" in unknown.stderr) == (2, True, True)


def test_an_enumeration_is_chosen(county: County, token: str) -> None:
    words = ["act", "unit.found", "--parent", county.units["town_a"], "--name", "新村", "--from-on", "2026-09-01"]
    assert run(*words, "--kind", "palace", token=token).exit_code == 2
    assert run(*words, "--kind", "village", token=token).exit_code == 0


def test_a_number_may_be_read_from_the_input_and_stays_off_the_command_line(county: County, token: str) -> None:
    done = run(*correct(county, phone="-"), token=token, given="13755556666\n")
    assert done.exit_code == 0
    assert phone_of(county) == "13755556666"


def test_a_token_reaches_no_further_on_the_command_line(county: County) -> None:
    teacher = give_token(county, "王老师")
    assert run(*correct(county, key="far"), token=teacher).exit_code == 2
    assert run(*correct(county), token=give_token(county, "王老师", may=["child.read"])).exit_code == 2
    assert Entry.objects.filter(channel="cli", outcome="refused").count() == 2


def test_who_may_not_see_children_is_told_so_and_not_that_there_are_none(county: County) -> None:
    done = run("children", "list", "--lang", "en", token=give_token(county, "陈局长", may=["unit.found"]))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "You may not do this" in done.stderr


def test_children_are_listed_and_searched(county: County, token: str) -> None:
    assert json.loads(run("children", "list", token=token).stdout)["count"] == 7
    found = json.loads(run("children", "list", "--search", "-", token=token, given="慕容\n").stdout)
    assert [line["name"] for line in found["lines"]] == ["慕容甲乙"]
    page = run("children", "list", "--after", found["lines"][0]["id"], token=token)
    assert "慕容甲乙" not in page.stdout
    assert Entry.objects.filter(channel="cli", outcome="read").count() == 3


def test_a_child_is_shown_as_the_api_shows_it(county: County, token: str) -> None:
    child = county.children["both"]
    shown = run("children", "show", "--child", child, token=token)
    assert json.loads(shown.stdout) == Program(county, token).get(f"children/{child}").json()
    _, id_number, student_number, _, phone = county.markers["both"]
    assert not [each for each in (id_number, student_number, phone) if each in shown.output]
    teacher = give_token(county, "王老师")
    hidden = run("children", "show", "--child", county.children["far"], token=teacher)
    assert (hidden.exit_code, hidden.stdout) == (2, "")
    assert hidden.stderr == run("children", "show", "--child", uuid4(), token=teacher).stderr


def test_nothing_is_done_while_keys_or_audit_are_down(
    county: County, token: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise recording.DatabaseError("down")

    with monkeypatch.context() as down:
        down.setattr(recording, "record", fails)
        assert run(*correct(county), token=token).exit_code == 2
    settings.KEY_RING_FILE = tmp_path / "gone"
    assert run(*correct(county), token=token).exit_code == 2
    assert not Receipt.objects.filter(action="guardian.correct_phone").exists()


LOADED = """
import sys
from click.testing import CliRunner
from notoneless.interfaces.shell.cli import cli
CliRunner().invoke(cli, {words})
print(" ".join(sys.modules))
"""


@pytest.mark.parametrize("words", [["reconcile", "--help"], ["inspect", "--help"], ["reconcile", "--as-of", "x"]])
def test_commands_over_rosters_load_no_web_framework(words: list[str]) -> None:
    code = LOADED.format(words=words)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "notoneless.interfaces.reconciliation.cli" in loaded or "notoneless.interfaces.rosters.cli" in loaded
    assert not loaded & {"django", "ninja", "pydantic", "notoneless.settings"}
