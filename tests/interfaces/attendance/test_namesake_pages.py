"""Two pupils of a class with one name, sex and birth date: told apart by home or guardian, in the same words in every room."""

import io
import re
from datetime import date
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from notoneless.casework.early_warning.services import reckon_points, record_fact
from notoneless.foundation.people.services import add_guardian, register_child
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.records.attendance.models import AttendanceMark
from support.browsing import Visitor, sign_in
from support.county import DAY, County, made_up_id
from support.databases import all_of
from support.early_warning import missed
from support.forms import send, text_of

OF_HOME, OF_GUARDIAN = "男、2017-01-01、柳树村一组", "男、2017-01-01、监护人宇文小满"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county, signing in included."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture
def namesake(county: County) -> UUID:
    """Another 慕容甲乙 of the class, of whom no home is known, with a guardian."""
    given = {"unit": county.units["class_a"], "name": "慕容甲乙", "sex": "男", "born_on": date(2017, 1, 1)}
    officer = county.ctx("陈局长")
    child: UUID = register_child(officer, **given, from_on=DAY, id_number=made_up_id(701), student_number=None)
    add_guardian(county.ctx("陈局长"), child=child, name="宇文小满", relation="母亲", phone="13712345679")
    return child


def plain(visitor: Visitor, path: str) -> str:
    """What the main part of a page says, without its marks."""
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer).split("<main")[-1]))


@pytest.mark.usefixtures("namesake")
def test_the_form_of_a_class_and_its_register_tell_them_apart(county: County) -> None:
    wang, at = sign_in(county, "王老师"), f"/attendance/classes/{county.units['class_a']}/"
    for path in (f"{at}{DAY}/morning/", f"{at}register/"):
        said = plain(wang, path)
        assert f"慕容甲乙 {OF_HOME}" in said
        assert f"慕容甲乙 {OF_GUARDIAN}" in said
        assert "家长" not in said  # a guardian is named only where the home does not tell


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_register_that_names_both_comes_back(county: County, namesake: UUID, language: str) -> None:
    wang, at = sign_in(county, "王老师"), f"/attendance/classes/{county.units['class_a']}/"
    wang.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    book = wang.get(f"{at}register.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    head = next(number for number, row in enumerate(rows) if {"姓名", "name"} & set(row))
    column = next(number for number, cell in enumerate(rows[head]) if str(cell).startswith(DAY.isoformat()))
    for row in rows[head + 1 :]:
        if row[1]:
            row[column] = ("缺" if language == "zh" else "A") if "宇文小满" in str(row[3]) else "√"
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows[head:])
    preview = send(wang, f"{at}import/", file=SimpleUploadedFile("register.csv", text.encode()))["Location"]
    assert send(wang, preview, f"{preview}apply/").status_code == 302
    assert [row.child_id for row in all_of(AttendanceMark)] == [namesake]


@pytest.mark.usefixtures("namesake")
def test_tasks_and_who_needs_attention_are_told_apart_from_a_classmate_who_is_not_listed(county: County) -> None:
    missed(county)
    for kind, value in (("subjects_failed", "3"), ("parents_away", "both")):
        given = {"child": county.children["both"], "fact": kind, "value": value}
        record_fact(county.ctx("王老师"), **given, on=county.ctx("王老师").today)
    reckon_points(county.ctx("陈局长"), unit=county.units["county"])
    wang = sign_in(county, "王老师")
    for path in ("/today/", "/follow-ups/", "/concern/"):
        said = plain(wang, path)
        assert f"慕容甲乙（{OF_HOME}）" in said, path
        assert "宇文小满" not in said
    [task] = set(re.findall(r"/follow-ups/[0-9a-f-]{36}/", text_of(wang.get("/follow-ups/"))))
    assert f"慕容甲乙（{OF_HOME}）" in plain(wang, task)
    assert f"慕容甲乙（{OF_HOME}）" in plain(wang, f"/concern/children/{county.children['both']}/")


@pytest.mark.usefixtures("namesake")
def test_screening_tells_them_apart(county: County) -> None:
    said = plain(sign_in(county, "王老师"), f"/watch-list/screening/{county.units['class_a']}/")
    assert f"慕容甲乙（{OF_HOME}）" in said
    assert f"慕容甲乙（{OF_GUARDIAN}）" in said
