"""Return-to-school notices on the web (1.15): issued with two facts typed, served, answered, handed over, as duties ask."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.selectors import notices as notice_lists
from notoneless.casework.notices.services import issue_notice
from notoneless.foundation.papers.models import Paper
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, bundling, clock
from notoneless.interfaces.notices.pages import reading
from notoneless.interfaces.papers.pages import register
from notoneless.oversight.duties.models import DutyRow
from support.browsing import Visitor, sign_in
from support.cases import PDF, verified
from support.county import County, appoint, enter_child
from support.databases import all_of, the
from support.forms import send, text_of
from support.notices import given, handed_over, issued, ready, run_out
from support.plans import adopted, reckoned
from support.roll_work import prefixed
from support.words import words_of

LIST = "/notices/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    """Files of these tests lie apart."""
    settings.ATTACHMENTS = tmp_path / "attachments"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def issuing(county: County, unit: str = "school_a") -> str:
    return f"{LIST}issue/{county.units[unit]}/"


def issue(visitor: Visitor, county: County, unit: str = "school_a", **changes: Any) -> Any:
    """Send the form as it stands: whom it has ticked, and the day and person that it offers."""
    form = text_of(visitor.get(issuing(county, unit)))
    offered = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', form) for name in ("until", "ask_at")}
    given = {name: found[1] for name, found in offered.items() if found}
    given["children"] = re.findall(r'name="children" value="([^"]+)" checked', form)
    given |= dict(re.findall(r'name="(guardian-[^"]+)" value="([^"]+)"', form))
    return send(visitor, issuing(county, unit), **given | changes)


def states(duty: str) -> dict[date, str]:
    """How the duties of a kind stand, by the day they are due."""
    return {row.due_on: row.state for row in all_of(DutyRow, duty=duty)}


@pytest.mark.clause("1.15")
def test_a_dropout_is_told_at_once_in_what_the_plan_lets_and_answers(county: County) -> None:
    adopted(county, plan=1)
    prefixed(prefixed(county), "town_a", "清政", "张镇长")
    verified(county)
    li, wang = sign_in(county, "李校长"), sign_in(county, "王老师")
    reckoned(county)
    assert states("return_notice") == {date(2026, 9, 1): "due"}
    for path in ("/today/", LIST):
        assert "1 名辍学儿童还没有发通知书" in plain(li.get(path))
    assert "方案规定最多 7 天" in plain(li.get(issuing(county)))
    too_long = issue(li, county, until="2026-09-09")
    assert too_long.status_code == 422
    assert "返校期限最多 7 天" in plain(too_long)
    assert issue(li, county).status_code == 302
    row = the(ReturnNotice)
    assert (row.until, row.unit_id) == (date(2026, 9, 8), county.units["school_a"])
    reckoned(county)
    assert states("return_notice") == {date(2026, 9, 1): "done"}
    page = f"{LIST}{row.pk}/"
    assert "1 份返校通知书待送达" in plain(wang.get("/today/"))
    receipt = SimpleUploadedFile("回执.pdf", PDF)
    given = {"on": "2026-09-01", "means": "in_person", "receiver": "母亲", "proof": receipt}
    assert send(wang, f"{page}serve/", **given).status_code == 302
    proof = the(ReturnNotice).proof_id
    assert li.get(f"/attachments/{proof}/").status_code == 200
    assert "待送达" not in plain(wang.get("/today/"))
    assert send(wang, f"{page}reply/", on="2026-09-01", reply="refuses", note="要外出打工").status_code == 302
    assert "家里答复不返校：不用等到期" in plain(li.get(page))
    assert send(li, page, f"{page}hand-over/").status_code == 302


@pytest.mark.clause("1.15")
def test_what_runs_out_is_handed_over_within_the_working_day_and_the_township_sees_it(county: County) -> None:
    adopted(county, plan=1)
    page = f"{LIST}{run_out(county)}/"
    li, zhang = sign_in(county, "李校长"), sign_in(county, "张镇长")
    reckoned(county)
    assert states("overdue_handed_over") == {date(2026, 9, 10): "due"}
    assert "1 份返校通知书逾期，要报乡镇" in plain(li.get("/today/"))
    assert "逾期 1 天" in plain(li.get(page))
    assert send(li, page, f"{page}hand-over/").status_code == 302
    reckoned(county)
    assert states("overdue_handed_over") == {date(2026, 9, 10): "done"}
    assert "学校报来 1 名逾期未返校的孩子" in plain(zhang.get("/today/"))
    assert "已报乡镇" in plain(zhang.get(f"{LIST}?state=handed_over"))


@pytest.mark.clause("1.15")
def test_a_school_that_tells_nobody_breaks_its_duty(county: County) -> None:
    adopted(county, plan=1)
    verified(county)
    county.time.pass_by(days=1)
    reckoned(county)
    assert states("return_notice") == {date(2026, 9, 1): "broken"}


def test_many_are_issued_with_one_form_and_come_as_one_zip(county: County) -> None:
    ready(county)
    verified(county, "other_class")
    li = sign_in(county, "李校长")
    assert plain(li.get(issuing(county))).count("核实辍学") == 2
    assert issue(li, county).status_code == 302
    assert sorted(row.serial for row in all_of(Paper)) == [1, 2]
    answer = li.get(f"{LIST}papers.zip?state=unserved")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        texts = {name: words_of(archive.read(name)) for name in archive.namelist()}
    assert sorted(texts) == ["清溪小学返校〔2026〕1号.docx", "清溪小学返校〔2026〕2号.docx"]
    with zipfile.ZipFile(io.BytesIO(li.get(f"{LIST}papers.zip?state=unserved&how=pdf").content)) as archive:
        assert sorted(archive.namelist()) == ["清溪小学返校〔2026〕1号.pdf", "清溪小学返校〔2026〕2号.pdf"]
        assert all(archive.read(each).startswith(b"%PDF") for each in archive.namelist())
    assert li.get("/papers/bundle/print/?kind=return_notice").content.startswith(b"%PDF")
    with zipfile.ZipFile(io.BytesIO(li.get("/papers/bundle/word/?text=清溪小学返校").content)) as archive:
        assert len(archive.namelist()) == 2
    assert li.get("/papers/bundle/print/?text=没有的字号").status_code == 422
    assert li.get("/papers/bundle/nonsense/").status_code == 404
    for key in ("both", "other_class"):
        assert sum(county.markers[key][0] in text for text in texts.values()) == 1
    assert "没有要发通知书的孩子" in plain(li.get(issuing(county)))


def test_no_notice_goes_to_a_family_whose_home_nobody_knows_until_it_is_entered(county: County) -> None:
    ready(county)
    child = county.children["class_only"]
    verified(county, "class_only")
    li = sign_in(county, "李校长")
    form = text_of(li.get(issuing(county)))
    assert f'name="address-{child}"' in form
    assert f'name="address-{county.children["both"]}"' not in form  # whose home is on record
    answer = issue(li, county, children=[str(child)], ask_at="李校长 0851-8800000")
    assert answer.status_code == 422
    said = plain(answer)
    for part in ("没有登记 欧阳丙丁 家的住址", "第八十八条至第九十一条", "请填写住址", "公告送达", "第九十五条"):
        assert part in said, part
    assert 'value="李校长 0851-8800000"' in text_of(answer)  # what was typed stands
    refused = issue(li, county, children=[str(child)], **{f"address-{child}": "不详"})
    assert refused.status_code == 422
    assert "“不详”不是住址" in plain(refused)
    assert not all_of(ReturnNotice)
    assert not all_of(Paper)  # no number is burnt
    # of both ticked the one whose home is known gets its notice, and the other is told of
    assert issue(li, county).status_code == 302
    assert "1 名儿童没有发成：没有登记 欧阳丙丁 家的住址" in plain(li.get(LIST))
    assert [row.serial for row in all_of(Paper)] == [1]
    assert issue(li, county, **{f"address-{child}": "石桥村二组31号"}).status_code == 302
    assert [row.serial for row in all_of(Paper)] == [1, 2]
    paper = the(Paper, serial=2)
    written = words_of(li.get(f"/papers/{paper.pk}/word/").content)
    assert "石桥村二组31号" in written
    # nobody is found there: it is served by publication, with the cause
    page = f"{LIST}{the(ReturnNotice, paper=paper).pk}/"
    given = {"on": "2026-09-01", "means": "published", "receiver": "母亲"}
    wang = sign_in(county, "王老师")
    assert "公告送达的原因" in plain(send(wang, f"{page}serve/", **given))
    assert send(wang, f"{page}serve/", **given, proved="true").status_code == 302


def bundled(visitor: Visitor, address: str) -> tuple[str, set[str]]:
    """What a ZIP is called, and whom its notices name."""
    answer = visitor.get(address)
    name = unquote(answer["Content-Disposition"].rpartition("''")[2])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        texts = [words_of(archive.read(each)) for each in archive.namelist()]
    return name, {each for text in texts for each in ("慕容甲乙", "诸葛庚辛", "令狐石桥", "夏侯子丑") if each in text}


@pytest.fixture
def noticed(county: County) -> County:
    """Notices to pupils of two schools who live in three villages."""
    ready(county)
    prefixed(county, "school_z", "高坪小学", "陈局长")
    enter_child(county, "bridge", "令狐石桥", "class_b", "village_b", 40)
    appoint(county, "钱校长", "school_head", "school_z", "13900007777")
    for key in ("other_class", "bridge", "far"):
        verified(county, key)
    for key in ("both", "other_class", "bridge"):
        issue_notice(county.ctx("李校长"), **given(county, key))
    issue_notice(county.ctx("钱校长"), **given(county, "far", unit=county.units["school_z"]))
    return county


def test_a_village_or_a_school_is_chosen_and_comes_as_one_zip(noticed: County) -> None:
    chen, li = sign_in(noticed, "陈局长"), sign_in(noticed, "李校长")
    offered = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', text_of(chen.get(LIST)))
    names = {name: pk for pk, name in offered}
    assert sorted(names) == sorted(["柳树村", "石桥村", "远山村", "清溪镇中心小学", "高坪乡中心小学"])
    behind = {
        "柳树村": {"慕容甲乙", "诸葛庚辛"},
        "石桥村": {"令狐石桥"},
        "远山村": {"夏侯子丑"},
        "清溪镇中心小学": {"慕容甲乙", "诸葛庚辛", "令狐石桥"},
        "高坪乡中心小学": {"夏侯子丑"},
    }
    for name, children in behind.items():
        page = text_of(chen.get(f"{LIST}?unit={names[name]}"))
        assert re.search(rf'<option value="{names[name]}" selected>{name}<', page)
        [link] = re.findall(r'href="(/notices/papers\.zip\?part=1[^"]*)"', page)
        called, found = bundled(chen, link.replace("&amp;", "&"))
        assert (found, called.startswith(f"{name}返校通知书")) == (children, True), name
        assert (
            set(re.findall("慕容甲乙|诸葛庚辛|令狐石桥|夏侯子丑", plain(chen.get(f"{LIST}?unit={names[name]}"))))
            == children
        )
    # states lead on within what was chosen; a school sees the villages of its own pupils and batches by them
    assert f"?state=unserved&amp;unit={names['石桥村']}" in text_of(chen.get(f"{LIST}?unit={names['石桥村']}"))
    assert "待送达 1" in plain(chen.get(f"{LIST}?unit={names['石桥村']}"))
    own = re.findall(r'<option value="[^"]+"[^>]*>([^<]+)</option>', text_of(li.get(LIST)))
    assert sorted(own) == sorted(["柳树村", "石桥村", "清溪镇中心小学"])
    assert bundled(li, f"{LIST}papers.zip?unit={names['石桥村']}")[1] == {"令狐石桥"}
    assert li.get(f"{LIST}papers.zip?unit={names['远山村']}").status_code == 422


def test_more_than_one_bundle_holds_comes_in_parts_and_a_list_that_is_cut_says_so(
    noticed: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "IN_ONE", 3)
    monkeypatch.setattr(reading, "IN_ONE", 3)
    monkeypatch.setattr(register, "IN_ONE", 3)
    chen = sign_in(noticed, "陈局长")
    page = text_of(chen.get(LIST))
    links = [each.replace("&amp;", "&") for each in re.findall(r'href="(/notices/papers\.zip\?part=[^"]+)"', page)]
    assert links == [f"{LIST}papers.zip?part={part}" for part in (1, 2)]
    parts = [bundled(chen, link) for link in links]
    assert [name.partition(" 第")[2] for name, _ in parts] == ["1包（共2包）.zip", "2包（共2包）.zip"]
    assert [len(found) for _, found in parts] == [3, 1]
    assert set.union(*(found for _, found in parts)) == {"慕容甲乙", "诸葛庚辛", "令狐石桥", "夏侯子丑"}
    assert chen.get(f"{LIST}papers.zip?part=3").status_code == 422
    # the register likewise: all that is asked for, whatever one page of it shows
    papers = [bundled(chen, f"/papers/bundle/word/?kind=return_notice&part={part}") for part in (1, 2)]
    assert [(len(found), name.partition(" 第")[2]) for name, found in papers] == [
        (3, "1包（共2包）.zip"),
        (1, "2包（共2包）.zip"),
    ]
    assert "/papers/bundle/word/?part=2&amp;kind=return_notice" in text_of(chen.get("/papers/?kind=return_notice"))
    monkeypatch.setattr(register, "PARTS_SHOWN", 1)
    assert "最近的 3 份" in plain(chen.get("/papers/"))
    monkeypatch.setattr(notice_lists, "SHOWN", 2)
    monkeypatch.setattr(notice_lists.list_notices, "__defaults__", (None, None, 0, 2))
    assert "共 4 份，这里列出最急的 2 份" in plain(chen.get(LIST))
    assert "这里列出最急的" not in plain(chen.get(f"{LIST}?unit={noticed.units['school_z']}"))


def test_nobody_ticked_is_told_and_what_was_typed_stays(county: County) -> None:
    ready(county)
    answer = issue(sign_in(county, "李校长"), county, children=[], ask_at="张主任 12345")
    assert answer.status_code == 422
    assert "请至少勾选一名儿童" in plain(answer)
    assert "张主任 12345" in text_of(answer)
    assert not all_of(ReturnNotice)


@pytest.mark.parametrize("until", ["2026-09-05", "2026-09-01", "2026-13-01", "", "10000-01-01"])
def test_a_day_that_cannot_be_is_refused_with_a_sentence(county: County, until: str) -> None:
    ready(county)
    answer = issue(sign_in(county, "李校长"), county, until=until)
    assert answer.status_code == 422
    assert "alert" in text_of(answer)
    assert not all_of(ReturnNotice)
    assert not all_of(Paper)


def test_the_township_issues_its_own_after_the_schools(county: County) -> None:
    handed_over(county)
    zhang = sign_in(county, "张镇长")
    assert issue(zhang, county, "town_a").status_code == 302
    page = plain(zhang.get(LIST))
    assert "限期复学通知书 清政限复〔2026〕1号" in page
    # what the school packs and prints is its own: the list says what is left out
    verified(county, "other_class")
    li = sign_in(county, "李校长")
    assert issue(li, county, children=[str(county.children["other_class"])]).status_code == 302
    assert "有 1 份是别的单位签发的" in plain(li.get(LIST))


@pytest.mark.parametrize("making", [issued, run_out])
def test_a_teacher_of_another_school_finds_nothing(county: County, making: Any) -> None:
    notice = making(county)
    zhao = sign_in(county, "赵老师")
    child = county.children["both"]
    for path in (f"{LIST}{notice}/", f"{LIST}{notice}/serve/", f"{LIST}children/{child}/"):
        assert zhao.get(path).status_code == 404
    assert zhao.get(issuing(county)).status_code == 403
    assert county.markers["both"][0] not in text_of(zhao.get(LIST))
    assert zhao.get(f"{LIST}papers.zip").status_code == 422


def test_the_school_cannot_issue_for_the_township_nor_for_another_school(county: County) -> None:
    ready(county)
    li = sign_in(county, "李校长")
    for unit in ("town_a", "school_z", "county"):
        assert li.get(issuing(county, unit)).status_code == 404
    answer = li.get(issuing(county, "class_a"))
    assert answer.status_code == 422
    assert "只能以自己单位的名义" in plain(answer)


def test_taking_back_and_a_second_handing_over_are_told(county: County) -> None:
    notice = run_out(county)
    li = sign_in(county, "李校长")
    page = f"{LIST}{notice}/"
    form = text_of(li.get(page))
    assert send(li, page, f"{page}hand-over/").status_code == 302
    [request] = re.findall(r'name="request" value="([^"]+)"', form)[:1]
    again = li.post(f"{page}hand-over/", {"request": request})
    assert again.status_code == 409
    assert "已经报给乡镇" in plain(again)
    refused = send(li, f"{page}withdraw/", reason="写错了")
    assert refused.status_code == 422
    assert the(ReturnNotice, pk=notice).withdrawn_on is None


def test_the_childs_page_shows_its_notices_and_english_says_the_same(county: County) -> None:
    notice = issued(county)
    li = sign_in(county, "李校长")
    assert f"{LIST}{notice}/" in text_of(li.get(f"/children/{county.children['both']}/"))
    li.post("/language/", {"language": "en", "next": LIST})
    page = plain(li.get(LIST))
    assert "to be served" in page
    assert "return-to-school notice" in page


def test_who_may_not_open_the_paper_is_shown_no_way_to_it(county: County) -> None:
    notice = issued(county)
    paper = the(ReturnNotice, pk=notice).paper_id
    wang, li, zhang = (sign_in(county, who) for who in ("王老师", "李校长", "张镇长"))
    assert "打包下载" not in plain(wang.get(LIST))
    assert wang.get(f"{LIST}papers.zip").status_code == 422
    assert f"/papers/{paper}/" not in text_of(wang.get(f"{LIST}{notice}/"))
    assert f"/papers/{paper}/" in text_of(li.get(f"{LIST}{notice}/"))
    assert "撤回通知书" in plain(li.get(f"{LIST}{notice}/"))
    assert "撤回通知书" not in plain(zhang.get(f"{LIST}{notice}/"))
    assert li.post(f"{LIST}{notice}/reveal/child/").status_code in (302, 404)
