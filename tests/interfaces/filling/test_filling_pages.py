"""A superior's form on the web: each with the children of its own units, and numbers for whom they are permitted."""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.forms.models import FormMap
from notoneless.tabular.reading import read_roster
from support.browsing import Visitor, sign_in
from support.county import County
from support.databases import all_of

HEAD = ["序号", "学生姓名", "性别", "出生日期", "身份证号", "监护人姓名", "监护人电话", "学校", "班级", "血型"]
TOWNS = ("town_a", "town_z")


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path / "attachments"


def blank(edit: Any = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["适龄儿童登记表"])
    sheet.append(HEAD)
    sheet.append([1])
    sheet.append([2])
    sheet.append(["合计", "=COUNTA(B3:B4)"])
    sheet.append(["填表人："])
    if edit is not None:
        edit(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def token(visitor: Visitor, path: str) -> str:
    body = visitor.get(path).content.decode()
    return body.partition('name="request" value="')[2].partition('"')[0]


def upload(visitor: Visitor, content: bytes | None = None, name: str = "登记表.xlsx") -> Any:
    sent = SimpleUploadedFile(name, blank() if content is None else content)
    return visitor.post("/forms/", {"request": token(visitor, "/forms/"), "file": sent})


def download(visitor: Visitor, path: str, county: County, unit: str, **more: str) -> Any:
    body = visitor.get(path).content.decode()
    columns = {}
    for part in body.split('name="column-')[1:]:
        index, _, rest = part.partition('"')
        columns[f"column-{index}"] = (
            rest.partition("</select>")[0].partition("selected")[0].rpartition('value="')[2].partition('"')[0]
        )
        if "selected" not in rest.partition("</select>")[0]:
            columns[f"column-{index}"] = ""
    sent = {"request": token(visitor, path), "unit": str(county.units[unit]), **columns, **more}
    return visitor.post(path, sent)


def filled(county: County, who: str, unit: str, folder: Path, **more: str) -> dict[str, list[Any]]:
    visitor = sign_in(county, who)
    answer = download(visitor, upload(visitor)["Location"], county, unit, **more)
    assert answer.status_code == 200, answer.content.decode()[:3000]
    path = folder / "filled.xlsx"
    path.write_bytes(answer.content)
    sheet = openpyxl.load_workbook(path).active
    end = next(row for row in range(3, 40) if sheet.cell(row, 1).value == "合计")
    return {head: [sheet.cell(row, at).value for row in range(3, end)] for at, head in enumerate(HEAD, 1)}


def test_the_head_fills_the_schools_own_children(county: County, tmp_path: Path) -> None:
    found = filled(county, "李校长", "school_a", tmp_path, reason="报县教体局摸底")
    assert set(found["学生姓名"]) == {"慕容甲乙", "欧阳丙丁", "诸葛庚辛"}
    assert found["序号"] == [1, 2, 3]
    assert set(found["学校"]) == {"清溪镇中心小学"}
    assert found["血型"] == [None] * 3
    numbers = {county.markers[key][1] for key in ("both", "class_only", "other_class")}
    phones = {county.markers[key][4] for key in ("both", "class_only", "other_class")}
    assert (set(found["身份证号"]), set(found["监护人电话"])) == (numbers, phones)
    back = read_roster(tmp_path / "filled.xlsx")
    assert back.data["id_no"].to_pylist() == found["身份证号"]
    [entry] = Entry.objects.filter(action="child.export")
    assert (entry.count, entry.outcome) == (3, "read")


def test_a_teacher_gets_the_class_and_no_numbers(county: County, tmp_path: Path) -> None:
    found = filled(county, "王老师", "class_a", tmp_path)
    assert set(found["学生姓名"]) == {"慕容甲乙", "欧阳丙丁"}
    assert found["身份证号"] == found["监护人电话"] == [None, None]
    visitor = sign_in(county, "王老师")
    assert "没有成批导出号码的权限" in visitor.get(upload(visitor)["Location"]).content.decode()
    assert not Entry.objects.filter(action="child.export").exists()


def test_the_children_of_another_teacher_never_appear(county: County) -> None:
    visitor = sign_in(county, "王老师")
    path = upload(visitor)["Location"]
    for unit in ("class_z", "school_z", "county", "class_b"):
        answer = download(visitor, path, county, unit)
        assert answer.status_code == 404
        assert "夏侯子丑" not in answer.content.decode()


def test_a_form_is_its_uploaders_alone(county: County) -> None:
    path = upload(sign_in(county, "李校长"))["Location"]
    for who in ("王老师", "陈局长"):
        other = sign_in(county, who)
        assert other.get(path).status_code == 404
        assert other.post(path, {"request": token(other, "/forms/")}).status_code == 404
    assert sign_in(county, "安全管理员").get("/forms/").status_code == 403


def test_numbers_need_a_reason_and_a_fresh_proof(county: County, settings: LazySettings) -> None:
    visitor = sign_in(county, "李校长")
    path = upload(visitor)["Location"]
    refused = download(visitor, path, county, "school_a", reason="x")
    assert refused.status_code == 422
    assert "写明用途" in refused.content.decode()
    request = token(visitor, path)
    settings.REVEAL_PROOF = timedelta(0)
    chosen = {
        "request": request,
        "unit": str(county.units["school_a"]),
        "column-5": "id_no",
        "reason": "报县教体局摸底",
    }
    assert visitor.post(path, chosen).status_code == 302
    assert not Entry.objects.filter(action="child.export", outcome="read").exists()


def test_the_proof_is_asked_for_before_anything_is_chosen_that_could_be_lost(
    county: County, settings: LazySettings
) -> None:
    settings.REVEAL_PROOF = timedelta(0)
    head = sign_in(county, "李校长")
    path = upload(head)["Location"]
    assert head.get(path)["Location"].startswith(f"/security/again/?next={path}")
    teacher = sign_in(county, "王老师")  # who gets no numbers need prove nothing
    body = teacher.get(upload(teacher)["Location"]).content.decode()
    assert 'name="school_age" value="1" checked' in body


def test_the_columns_are_remembered_for_the_next_time(county: County) -> None:
    visitor = sign_in(county, "王老师")
    download(visitor, upload(visitor)["Location"], county, "class_a", **{"column-9": "address"})
    assert len(all_of(FormMap)) == 1
    body = visitor.get(upload(visitor)["Location"]).content.decode()
    assert "这张表以前填过" in body
    assert '<option value="address" selected>' in body
    assert (
        "以前填过" not in sign_in(county, "周支书").get(upload(sign_in(county, "周支书"))["Location"]).content.decode()
    )


def test_of_compulsory_age_alone(county: County, settings: LazySettings) -> None:
    """All children of the county were born in 2017, but one who has been entered since."""
    from notoneless.foundation.people.services import register_child
    from support.county import DAY

    given = {"sex": None, "id_number": None, "student_number": None, "household": None}
    unit = county.units["class_a"]
    register_child(county.ctx("陈局长"), unit=unit, name="太史小小", from_on=DAY, born_on=date(2024, 1, 2), **given)
    visitor = sign_in(county, "王老师")
    path = upload(visitor)["Location"]
    names = []
    for more in ({}, {"school_age": "1"}):
        book = openpyxl.load_workbook(io.BytesIO(download(visitor, path, county, "class_a", **more).content))
        names.append({book.active.cell(row, 2).value for row in (3, 4, 5)})
    assert "太史小小" in names[0]
    assert names[1] >= {"慕容甲乙", "欧阳丙丁"}
    assert "太史小小" not in names[1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({f"column-{index}": "" for index in range(1, 10)}, "没有一列要填"),
        ({"column-1": "name", "column-5": "name"}, "有两列都选了姓名"),
    ],
)
def test_a_choice_that_cannot_be_is_one_sentence(county: County, change: dict[str, str], words: str) -> None:
    visitor = sign_in(county, "王老师")
    answer = download(visitor, upload(visitor)["Location"], county, "class_a", **change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not all_of(FormMap)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"", "是空的"),
        ("a.csv", "姓名,身份证号\n王,1\n".encode(), ""),
        ("a.xlsx", None, "找不到表头行"),
    ],
)
def test_what_is_no_form_is_refused_and_nothing_is_kept(
    county: County, name: str, content: bytes | None, words: str
) -> None:
    visitor = sign_in(county, "王老师")
    if content is None:
        content = blank(lambda book: book.active.delete_rows(2))
    answer = upload(visitor, content, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not all_of(Attachment)


def test_formulas_of_a_form_that_reach_outside_do_not_come_along(county: County) -> None:
    visitor = sign_in(county, "王老师")
    harm = blank(lambda book: book.active.__setitem__("L9", "=cmd|'/C calc'!A0"))
    answer = download(visitor, upload(visitor, harm)["Location"], county, "class_a")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [cell.value for row in book.active for cell in row if cell.data_type == "f"] == ["=COUNTA(B3:B4)"]


def test_of_many_units_the_own_and_the_widest_are_offered(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notoneless.casework.cases.selectors.cases.MOST_UNITS", len(TOWNS))
    officer = sign_in(county, "陈局长")
    choice = (
        officer.get(upload(officer)["Location"]).content.decode().partition('name="unit"')[2].partition("</select>")[0]
    )
    assert re.findall(r'<option value="([^"]+)"', choice) == [str(county.units[key]) for key in ("county", *TOWNS)]
    assert f'value="{county.units["county"]}" selected' in choice
