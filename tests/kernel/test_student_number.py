"""Student numbers of the national system and what else stands in that column."""

import pytest

from notoneless.kernel.problems import sentence
from notoneless.kernel.resident_id import check_digit
from notoneless.kernel.student_number import StudentNumberKind, parse_student_number

BODY = "11010519491231002X"
RANDOM_END = "513401201503011234"


@pytest.mark.parametrize(
    ("raw", "kind", "body", "check_ok", "code"),
    [
        (f"G{BODY}", StudentNumberKind.G, BODY, True, None),
        (f"L{BODY}", StudentNumberKind.L, BODY, True, None),
        (f"J{BODY}", StudentNumberKind.J, BODY, True, None),
        (f" g{BODY.lower()} ", StudentNumberKind.G, BODY, True, None),
        (f"Ｇ{BODY}", StudentNumberKind.G, BODY, True, None),
        (f"'G{BODY}", StudentNumberKind.G, BODY, True, None),
        (f"学籍号：G{BODY[:-1]}×", StudentNumberKind.G, BODY, True, None),
        (f"L{RANDOM_END}", StudentNumberKind.L, RANDOM_END, False, None),
        (f"G{RANDOM_END}", StudentNumberKind.G, RANDOM_END, False, "student_number.bad_check"),
        (f"J{RANDOM_END}", StudentNumberKind.J, RANDOM_END, False, "student_number.bad_check"),
        (BODY, StudentNumberKind.OTHER, "", None, "student_number.not_national"),
        ("2015030112", StudentNumberKind.OTHER, "", None, "student_number.not_national"),
        (f"G{BODY}1", StudentNumberKind.OTHER, "", None, "student_number.not_national"),
        ("", StudentNumberKind.MISSING, "", None, None),
        (None, StudentNumberKind.MISSING, "", None, None),
        ("无", StudentNumberKind.MISSING, "", None, None),
        ("未建学籍", StudentNumberKind.MISSING, "", None, None),
    ],
)
def test_cells(raw: str | None, kind: StudentNumberKind, body: str, check_ok: bool | None, code: str | None) -> None:
    found = parse_student_number(raw)
    assert (found.raw, found.kind, found.body, found.check_ok) == (raw or "", kind, body, check_ok)
    assert (found.problem and found.problem.code) == code


def test_the_sentence_names_the_expected_digit() -> None:
    problem = parse_student_number(f"G{RANDOM_END}").problem
    assert problem is not None
    assert f"应为 {check_digit(RANDOM_END[:17])}" in sentence(problem)
    assert RANDOM_END not in sentence(problem)
