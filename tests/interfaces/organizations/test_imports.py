"""Divisions, schools, classes and staff from spreadsheets: looked at first, then done, once; the three administrators apart."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from notoneless.foundation.access.models import Account, Grant, Unit, UnitClosure
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.organizations.models import Post, ProposedPost, UnitProfile
from notoneless.foundation.organizations.services import close_unit
from support.browsing import Visitor, sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of

FROM = DAY.isoformat()
IMPORTS, STAFF = "/organizations/imports/", "/organizations/staff/"

DIVISIONS = """晴川县行政区划一览表,,,,
乡镇（街道）,村（社区）,村民小组,区划代码,城乡分类
清溪镇,柳树村,,,
清溪镇,新桥村,新桥村一组,529901100203,乡村
清溪镇,新桥村,新桥村二组,,
中市街道,,,529901001000,城镇
中市街道,北门社区,,529901001001,
中市街道,南门社区,,529901001001,
高坪乡,远山村,,12345,
,无主村,,,
"""
SCHOOLS = """学校名称,学校标识码,办学类型,上级单位,起始年级,终止年级,是否中心校,是否直属
山脚教学点,2153000003,教学点,新桥小学,1,3,,
新桥小学,2153000001,小学,清溪镇,,,是,
县第一中学,3153000002,初级中学,,,,,是
城北小学,,小学,城区辅导组,,,,
怪学校,,大学,清溪镇,,,,
无主小学,,小学,没有的镇,,,,
"""
CLASSES = """学校,年级,班级,入学年份
清溪镇中心小学,五年级,1,2022
清溪镇中心小学,三年级,三年级（1）班,
清溪镇中心小学,十三年级,1,
没有的学校,一年级,1,
"""
LIST = """姓名,单位,职务,角色,手机号,登录名
张伟,三年级（2）班,班主任,,13712340001,
张伟,清溪镇中心小学,教导主任,,13712340002,
李娜,清溪镇中心小学,副校长,,,lina
王老师,三年级（1）班,班主任,,,
钱管理,晴川县,系统管理员,,,
赵六,没有的学校,校长,,,
孙七,清溪镇,校长,,,
周八,清溪镇中心小学,校长,,123,
"""


def upload(visitor: Visitor, page: str, to: str, text: str | bytes, name: str = "表.csv") -> Any:
    content = text.encode() if isinstance(text, str) else text
    return send(visitor, page, to, file=SimpleUploadedFile(name, content))


def uploaded(visitor: Visitor, sheet: str, text: str) -> str:
    """The address of the preview."""
    answer = upload(visitor, IMPORTS, f"{IMPORTS}{sheet}/", text)
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def apply(visitor: Visitor, preview: str) -> Any:
    return send(visitor, preview, f"{preview}apply/", from_on=FROM)


def names_beneath(unit: Any) -> set[str]:
    ids = UnitClosure.objects.filter(ancestor_id=unit, depth__gt=0).values_list("descendant_id", flat=True)
    return {row.name for row in all_of(Unit, pk__in=list(ids))}


def state() -> tuple[Any, ...]:
    units = sorted((row.pk, row.name, row.kind, row.parent_id) for row in all_of(Unit))
    profiles = sorted((row.unit_id, row.division_code, row.school_code, row.grade) for row in all_of(UnitProfile))
    return units, profiles, UnitClosure.objects.count()


def test_divisions_are_shown_first_and_then_founded_and_twice_is_once(county: County) -> None:
    chen, before = sign_in(county, "陈局长"), state()
    preview = uploaded(chen, "divisions", DIVISIONS)
    page = text_of(chen.get(preview))
    assert state() == before, "nothing before it is confirmed"
    assert "第 8 行第 D 列：代码 529901001001 已属于北门社区" in page
    assert "第 9 行第 D 列：“12345”不是行政区划代码" in page
    assert "第 10 行第 A 列：这一格没有填" in page
    assert apply(chen, preview).status_code == 302
    assert {"新桥村", "新桥村一组", "新桥村二组"} <= names_beneath(county.units["town_a"])
    street = the(Unit, name="中市街道")
    assert names_beneath(street.pk) == {"北门社区"}
    assert the(UnitProfile, unit=street).is_urban
    assert the(UnitProfile, unit__name="北门社区").is_urban, "a community is urban by its name"
    assert the(UnitProfile, unit__name="新桥村").is_urban is False
    assert "无主村" not in {row.name for row in all_of(Unit)}
    done = state()
    assert apply(chen, uploaded(chen, "divisions", DIVISIONS)).status_code == 302
    assert state() == done
    entry = Entry.objects.filter(action="organizations.import_divisions", outcome="done").first()
    assert entry is not None
    assert entry.object in {row.pk for row in all_of(Attachment)}, "the entry names the file"


def test_schools_of_every_place_in_the_tree_come_in_any_order(county: County) -> None:
    chen = sign_in(county, "陈局长")
    preview = uploaded(chen, "schools", SCHOOLS)
    page = text_of(chen.get(preview))
    assert "第 6 行第 C 列：“大学”不是办学类型" in page
    assert "第 7 行第 D 列：没有名为“没有的镇”的乡镇" in page
    apply(chen, preview)
    above = {row.name: row.parent_id for row in all_of(Unit)}
    ids = {row.name: row.pk for row in all_of(Unit)}
    assert above["山脚教学点"] == ids["新桥小学"]
    assert above["新桥小学"] == county.units["town_a"]
    assert above["县第一中学"] == county.units["county"]
    assert above["城北小学"] == ids["城区辅导组"]
    assert the(Unit, name="山脚教学点").kind == "teaching_point"
    point, central, direct = (the(UnitProfile, unit__name=name) for name in ("山脚教学点", "新桥小学", "县第一中学"))
    assert (point.first_grade, point.last_grade) == (1, 3)
    assert (central.is_central, central.first_grade, central.last_grade, central.is_direct) == (True, 1, 6, False)
    assert (direct.is_direct, direct.first_grade, direct.last_grade) == (True, 7, 9)
    shown = text_of(chen.get(f"/organizations/units/{ids['新桥小学']}/"))
    assert "2153000001" in shown
    assert "山脚教学点" in shown


def test_classes_are_named_in_full_and_the_known_one_stays(county: County) -> None:
    chen = sign_in(county, "陈局长")
    preview = uploaded(chen, "classes", CLASSES)
    page = text_of(chen.get(preview))
    assert "五年级（1）班" in page
    assert "“十三年级”看不出是几年级" in page
    assert "没有名为“没有的学校”的学校" in page
    apply(chen, preview)
    profile = the(UnitProfile, unit__name="五年级（1）班")
    assert (profile.grade, profile.entry_year) == (5, 2022)
    assert len(all_of(Unit, name="三年级（1）班")) == 1
    assert the(UnitProfile, unit_id=county.units["class_a"]).grade == 3


def test_the_faulty_rows_come_back_as_a_sheet_in_which_nothing_is_a_formula(county: County) -> None:
    chen = sign_in(county, "陈局长")
    text = "乡镇,村,区划代码\n=1+1镇,@村,+12\n清溪镇,好村,\n"
    preview = uploaded(chen, "divisions", text)
    answer = chen.get(f"{preview}faults/")
    assert "attachment" in answer["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["乡镇（街道）"[:2], "村", "区划代码", "问题"]
    assert rows[1][:3] == ["=1+1镇", "@村", "+12"]
    assert len(rows) == 2
    assert "<f>" not in answer.content.decode("latin1")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到表头"),
        ("a.csv", b"", "空的"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.pdf", b"%PDF-1.4 %%EOF", "只收电子表格"),
        ("a.csv", "乡镇,村\n".encode(), "没有一行数据"),
        ("a.csv", b"<html>", "网页"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_and_not_kept(
    county: County, name: str, content: bytes, told: str
) -> None:
    chen, before = sign_in(county, "陈局长"), state()
    answer = upload(chen, IMPORTS, f"{IMPORTS}divisions/", content, name)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not all_of(Attachment)
    assert state() == before


def test_a_file_without_one_good_row_changes_nothing(county: County) -> None:
    chen, before = sign_in(county, "陈局长"), state()
    preview = uploaded(chen, "classes", "学校,年级,班级\n没有的学校,一年级,1\n")
    answer = apply(chen, preview)
    assert answer.status_code == 422
    assert "没有一行可以导入" in text_of(answer)
    assert state() == before


def test_the_code_of_a_closed_unit_is_not_given_again(county: County) -> None:
    chen = sign_in(county, "陈局长")
    apply(chen, uploaded(chen, "schools", "学校名称,学校标识码,办学类型,上级单位\n旧小学,2153000007,小学,清溪镇\n"))
    close_unit(county.ctx("陈局长"), unit=the(Unit, name="旧小学").pk, until_on=date(2026, 9, 2))
    before = state()
    preview = uploaded(chen, "schools", "学校名称,学校标识码,办学类型,上级单位\n新小学,2153000007,小学,清溪镇\n")
    answer = apply(chen, preview)
    assert answer.status_code == 422
    assert "代码 2153000007 已属于旧小学" in text_of(answer)
    assert state() == before
    looked = Entry.objects.filter(action="organizations.import_schools", outcome="read")
    assert looked.exists(), "looking at a file leaves an entry"


def test_anothers_file_is_not_found_and_nobody_else_imports(county: County) -> None:
    preview = uploaded(sign_in(county, "陈局长"), "divisions", DIVISIONS)
    system = sign_in(county, "系统管理员")
    for visitor in (system, sign_in(county, "李校长"), sign_in(county, "安全管理员")):
        assert visitor.get(preview).status_code == 403
    attachment = preview.rstrip("/").rsplit("/", 1)[-1]
    assert system.get(f"{STAFF}{attachment}/").status_code == 404


# staff


def listed(county: County) -> tuple[Visitor, str]:
    """The system administrator with an uploaded list."""
    system = sign_in(county, "系统管理员")
    answer = upload(system, STAFF, f"{STAFF}upload/", LIST)
    assert answer.status_code == 302, text_of(answer)
    return system, str(answer["Location"])


def test_the_system_administrator_opens_accounts_and_grants_nothing(county: County) -> None:
    system, preview = listed(county)
    page = text_of(system.get(preview))
    for told in (
        "第 6 行第 C 列：“系统管理员”认不出是什么角色",
        "第 7 行第 B 列：没有名为“没有的学校”的单位",
        "第 8 行第 B 列：清溪镇不能有“校长”",
        "第 9 行第 E 列：这不是 11 位手机号",
    ):
        assert told in page
    grants = len(all_of(Grant))
    assert apply(system, preview).status_code == 302
    opened = {row.sign_in_name: row for row in all_of(Account) if row.name in ("张伟", "李娜")}
    assert set(opened) == {"zhangwei", "zhangwei2", "lina"}
    assert not any(row.has_usable_password() for row in opened.values())
    assert len(all_of(Grant)) == grants
    proposed = all_of(ProposedPost)
    assert {row.role for row in proposed} == {"class_teacher", "school_director"}
    counts = len(all_of(Account)), len(proposed)
    assert apply(system, preview).status_code == 302
    again = text_of(system.get(upload(system, STAFF, f"{STAFF}upload/", LIST)["Location"]))
    assert "开设账号并报送" not in again, "all of it is known"
    assert (len(all_of(Account)), len(all_of(ProposedPost))) == counts, "twice is once"


def test_slips_of_the_list_let_its_people_in(county: County) -> None:
    system, preview = listed(county)
    apply(system, preview)
    answer = send(system, preview, f"{preview}slips/")
    slips = dict(re.findall(r"<code>([a-z]+\d?)</code>.*?<code>([A-Z2-9-]{14})</code>", text_of(answer), re.DOTALL))
    assert {"zhangwei", "zhangwei2", "lina"} <= set(slips)
    visitor = Visitor()
    entered = visitor.post("/sign-in/", {"login": "lina", "password": slips["lina"]})
    assert entered.status_code == 302
    assert Account.objects.get(sign_in_name="lina").check_password(slips["lina"])


def test_the_security_administrator_confirms_the_list_and_nobody_does_both(county: County) -> None:
    system, preview = listed(county)
    apply(system, preview)
    ids = [str(row.pk) for row in all_of(ProposedPost)]
    assert system.get("/organizations/proposals/").status_code == 200
    assert system.post("/organizations/proposals/settle/", {"proposal": ids}).status_code == 403
    security = sign_in(county, "安全管理员")
    assert security.get(STAFF).status_code == 403
    posts = len(all_of(Post))
    settle = "/organizations/proposals/settle/"
    assert send(security, "/organizations/proposals/", settle, proposal=ids[:-1]).status_code == 302
    assert send(security, "/organizations/proposals/", settle, proposal=ids[-1:], decline="1").status_code == 302
    assert len(all_of(Post)) == posts + len(ids) - 1
    assert sorted(row.outcome for row in all_of(ProposedPost)) == ["confirmed"] * (len(ids) - 1) + ["declined"]
    assert "没有等待确认的任职" in text_of(security.get("/organizations/proposals/"))
    again = security.post(settle, {"proposal": ids[:1], "request": "x"})
    assert again.status_code == 422
    assert "张伟" in text_of(sign_in(county, "李校长").get(f"/organizations/units/{county.units['class_b']}/"))
