"""Templates, numbers, codes and prefixes: what is good, and what is refused in one sentence."""

import hashlib
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from notoneless.foundation.papers.rules.codes import LETTERS, code_of, code_read
from notoneless.foundation.papers.rules.filling import described, digest_of, filled, number_text, why_not_filled
from notoneless.foundation.papers.rules.prefixes import why_no_prefix
from notoneless.foundation.papers.rules.templates import folder, kinds, latest, read_template, template
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import NotonelessError
from notoneless.typesetting.paper import Footer, Paragraph, Table

FROZEN = {
    "away_certificate-1": "b7dd054e48b8d234",
    "campaign_book-1": "8ada51ae3207de58",
    "key_pupil_file-1": "8d3be2f9d75ddb2c",
    "dropout_report-1": "8ebaae8de766cd23",
    "dropout_statistics-1": "f08ababcaedd4341",
    "dropout_statistics-2": "c0f81fd89e2b8ccb",
    "government_report-1": "30555c6b6c6bc7ed",
    "leaver_register-1": "6b6bff740e732aae",
    "leave_slip-1": "9b73c60ad341dfe8",
    "monthly_return-1": "8c134ef640129467",
    "monthly_return-2": "fd17dc91ce3d63a2",
    "roll_work_plan-1": "ced67c015c41b5f6",
    "order_to_correct-1": "7138d032290a9290",
    "order_to_correct-2": "31e4dbeb004a98ae",
    "roll_change_form-1": "3568ecfaccec8f37",
    "home_agreement-1": "072e43608cab9a83",
    "home_handbook-1": "ab47cfeb155d180c",
    "placement_notice-1": "566bf8f750998fbc",
    "return_placement-1": "a8be9018e94cd3ac",
    "return_notice-1": "f5d18a45a475f6bc",
    "deadline_notice-1": "dce936e9030af05f",
    "village_summary-1": "fceec1dba23c39ae",
    "service_receipt-1": "17adc8570f3f1b3e",
    "penalty_notice-1": "1adf165957ccf204",
    "hearing_notice-1": "7ae370d338424019",
    "responsibility_letter-1": "b1fee51d017c3a97",
    "guardian_duties-1": "da8dea42f4e02285",
    "school_rules-1": "ba73a74dd1b56078",
    "statistics_form-1": "6b4fbc1e39b72346",
    "penalty_decision-1": "1658ca60615d505b",
    "performance_demand-1": "4cbd8ffb991a0ec9",
    "enforcement_application-1": "979bbd4558573c96",
    "circular-1": "e91c54e003728b69",
    "interview_record-1": "479c1b6b4aa2136c",
    "yearly_summary-1": "ccee2f3b8fb427d6",
}
"""The beginning of the SHA-256 of every template: papers were issued from it. A change is a new version."""

ROW = {"ordinal": "1", "text": "核对名册", "bearer": "王老师", "due_on": "2026年9月30日", "note": ""}
DATA: dict[str, Any] = {
    "school": "清溪镇中心小学",
    "school_year": "2026—2027",
    "title": "学籍管理工作计划",
    "version": "1",
    "effective_on": "2026年9月1日",
    "basis": "依据",
    "aims": "目标",
    "measures": [ROW],
}


def test_no_template_was_changed() -> None:
    sums = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder().glob("*.yaml")}
    assert sums.keys() == FROZEN.keys()
    assert {name: sums[name][: len(begun)] for name, begun in FROZEN.items()} == FROZEN


def test_every_kind_has_words() -> None:
    assert kinds()
    assert all(f"papers.kind.{kind}" in WORDS for kind in kinds())
    assert latest("roll_work_plan").key == "roll_work_plan"


@pytest.mark.parametrize(("kind", "version"), [("no_such", 1), ("roll_work_plan", 99), ("../settings", 1)])
def test_a_template_there_is_not_is_refused(kind: str, version: int) -> None:
    with pytest.raises(NotonelessError, match="没有"):
        template(kind, version)


def told() -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((folder() / "roll_work_plan-1.yaml").read_bytes(), Loader=yaml.BaseLoader)
    return content


def changed(**parts: Any) -> bytes:
    return yaml.safe_dump({**told(), **parts}, allow_unicode=True).encode()


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"more": "x"}, "keys"),
        ({"version": "2"}, "key"),
        ({"title": {"zh": "计划"}}, "title"),
        ({"series": ""}, "title"),
        ({"source": {"document": "某文", "clause": "", "says": "某事"}}, "source"),
        ({"fields": ["school"]}, "fields"),
        ({"fields": [*told()["fields"], "unused"]}, "unused"),
        ({"number": "{{prefix}}〔{{year}}〕{{serial}}号"}, "number"),
        ({"paper": {**told()["paper"], "more": "x"}}, "paper"),
        ({"paper": {**told()["paper"], "addressee": "{% load x %}"}}, "{% load"),
        ({"paper": {**told()["paper"], "addressee": "{{ school }}"}}, "{{ school"),
        ({"paper": {**told()["paper"], "addressee": "{{school.delete}}"}}, "{{school.delete"),
        ({"paper": {**told()["paper"], "addressee": "${school}"}}, "${school"),
        ({"paper": {**told()["paper"], "body": [*told()["paper"]["body"], {"script": "x"}]}}, "body"),
        ({"tables": {}}, "columns"),
        ({"tables": {**told()["tables"], "unshown": ["a"]}}, "unshown"),
        ({"tables": {"measures": ["ordinal", "text"]}}, "columns"),
    ],
)
def test_a_template_that_is_not_sound_is_refused_with_what_is_amiss(parts: dict[str, Any], what: str) -> None:
    with pytest.raises(NotonelessError, match="文书模板 roll_work_plan-1 有误") as refusal:
        read_template(changed(**parts), "roll_work_plan", 1)
    assert what in str(refusal.value)


def test_a_sound_template_is_read() -> None:
    assert read_template(changed(), "roll_work_plan", 1).series == "学籍"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"school": None}, "papers.field_unfit"),
        ({"school": ["x"]}, "papers.field_unfit"),
        ({"school": "长" * 20_001}, "papers.field_unfit"),
        ({"unknown": "x"}, "papers.field_unknown"),
        ({"measures": "x"}, "papers.field_unfit"),
        ({"measures": [{**ROW, "more": "x"}]}, "papers.field_unfit"),
        ({"measures": [{"ordinal": "1"}]}, "papers.field_unfit"),
        ({"measures": [{**ROW, "text": 3}]}, "papers.field_unfit"),
        ({"measures": [ROW] * 2001}, "papers.field_unfit"),
    ],
)
def test_what_fills_a_template_must_fit(changes: dict[str, Any], code: str | None) -> None:
    wrong = why_not_filled(latest("roll_work_plan"), {**DATA, **changes})
    assert (wrong.code if wrong else None) == code


@pytest.mark.parametrize("missing", sorted(DATA))
def test_a_missing_field_is_named(missing: str) -> None:
    wrong = why_not_filled(latest("roll_work_plan"), {name: each for name, each in DATA.items() if name != missing})
    assert wrong is not None
    assert (wrong.code, wrong.params["fields"]) == ("papers.field_missing", missing)


def test_what_stands_in_a_value_is_never_filled_in_again() -> None:
    assert filled("{{a}}与{{b}}", {"a": "{{b}}", "b": "{{a}}"}) == "{{b}}与{{a}}"
    made = described(
        latest("roll_work_plan"),
        {**DATA, "basis": "{{aims}} {% x %} #import"},
        "某〔2026〕1号",
        date(2026, 9, 1),
        Footer("", ""),
    )
    assert made.blocks[0] == Paragraph("{{aims}} {% x %} #import")
    lines = described(latest("roll_work_plan"), {**DATA, "basis": "甲\n\n乙\r\n"}, "", date(2026, 9, 1), Footer("", ""))
    assert lines.blocks[:2] == (Paragraph("甲"), Paragraph("乙"))
    [table] = [each for each in made.blocks if isinstance(each, Table)]
    assert table.rows == (("1", "核对名册", "王老师", "2026年9月30日", ""),)
    assert made.signature is not None
    assert (made.signature.name, made.signature.day) == ("清溪镇中心小学", "2026年9月1日")


def test_a_number_has_no_leading_zeros_and_hexagonal_brackets() -> None:
    assert number_text(latest("roll_work_plan"), "清溪小学", 2026, 3) == "清溪小学学籍〔2026〕3号"


def test_the_hash_is_that_of_everything_said() -> None:
    made = latest("roll_work_plan")
    one = digest_of(made, {"number": "1", "kept": {"data": DATA, "salt": "a"}})
    assert one == digest_of(made, {"kept": {"salt": "a", "data": dict(reversed(DATA.items()))}, "number": "1"})
    assert one != digest_of(made, {"number": "2", "kept": {"data": DATA, "salt": "a"}})
    assert one != digest_of(made, {"number": "1", "kept": {"data": DATA, "salt": "b"}})


# codes


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_read_back_however_it_was_typed(key: bytes) -> None:
    code = code_of(key)
    if code is None:
        return
    assert len(code) == 11
    typed = code.lower().replace("0", "o").replace("1", "l")
    assert code_read(typed) == code_read(f" {code[:3]} {code[3:]} ") == code_read(code.replace("-", "")) == code


@given(st.binary(min_size=16, max_size=16), st.integers(0, 9), st.sampled_from(LETTERS))
def test_one_wrong_sign_is_always_noticed(key: bytes, at: int, sign: str) -> None:
    code = code_of(key)
    if code is None:
        return
    signs = code.replace("-", "")
    if signs[at] == sign:
        return
    assert code_read(signs[:at] + sign + signs[at + 1 :]) is None


def test_most_keys_give_a_code() -> None:
    made = [code_of(number.to_bytes(16, "big")) for number in range(3700)]
    assert sum(each is None for each in made) == 500  # five of 37 check signs cannot be read out


@pytest.mark.parametrize("text", ["", "7K3M2", "7K3M2-9QX4TT", "7K3M2-9QX4*", "清溪小学学籍〔2026〕3号", "\x00" * 10])
def test_what_is_no_code_is_none(text: str) -> None:
    assert code_read(text) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("清溪小学", True),
        ("石教体科发", True),
        ("QX2", True),
        ("清", False),
        ("清" * 13, False),
        ("清溪〔小学", False),
        ("清溪 小学", False),
        ("{{year}}", False),
        ("", False),
    ],
)
def test_a_prefix_has_no_brackets_and_no_blanks(text: str, is_one: bool) -> None:
    assert (why_no_prefix(text) is None) == is_one
