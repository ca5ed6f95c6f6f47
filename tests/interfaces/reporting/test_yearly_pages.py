"""Yearly statistics agree with the disability files before they go out (5.44), child by child, or are not signed."""

import re
from datetime import date
from typing import Any

import pytest

from notoneless.foundation.access.refusals import NotAllowed, Refused, Unusable
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.reporting.models import YearlyReturn
from notoneless.oversight.reporting.rules.feeding import Apart, Disability, differences, lines_read
from notoneless.oversight.reporting.services import sign_yearly
from support.browsing import sign_in
from support.county import County
from support.databases import all_of, the
from support.feedback import entered, filed, proved, said
from support.forms import send, text_of
from support.plans import adopted, reckoned
from support.returns import at

PAGE = "/yearly-returns/"


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def states(county: County) -> set[str]:
    reckoned(county)
    return {row.state for row in all_of(DutyRow, duty="yearly_reconciled", unit=county.units["school_a"])}


@pytest.mark.clause("5.44")
def test_statistics_are_reconciled_with_the_files_child_by_child_before_they_go_out(county: County) -> None:
    adopted(county, plan=5, unit="county", who="陈局长")
    filed(county, "both")
    filed(county, "other_class", "李校长")
    at(county, date(2026, 10, 20))
    li = sign_in(county, "李校长")
    lines = "慕容甲乙，三年级（2）班，智力\n无名氏 三年级（2）班 听力"
    enter = f"{PAGE}schools/{county.units['school_a']}/enter/"
    assert send(li, PAGE, enter, year="2026", lines=lines).status_code == 302
    row = the(YearlyReturn)
    shown = plain(li.get(PAGE))
    assert "清溪镇中心小学 2 2 3 3 未签字" in shown
    assert "慕容甲乙" not in shown  # a list of them is told by need alone
    refused = send(li, PAGE, f"{PAGE}{row.pk}/sign/")
    assert refused.status_code == 422
    assert "还有 3 处差异没有改正或说明" in plain(refused)
    apart = proved(li, county).post(f"{PAGE}{row.pk}/differences/")
    shown = plain(apart)
    assert "慕容甲乙 班级不一致 三年级（2）班 三年级（1）班" in shown
    assert "无名氏 年报里有，档案里没有 三年级（2）班 听力 —" in shown
    assert "诸葛庚辛 档案里有，年报里没有 — 三年级（2）班" in shown
    # one is explained, one corrected in the statistics, one entered
    assert states(county) == {"due"}
    corrected = "慕容甲乙 三年级（1）班 智力\n无名氏 三年级（2）班 听力\n诸葛庚辛 三年级（2）班"
    assert send(li, PAGE, enter, year="2026", lines=corrected).status_code == 302
    found = re.findall(r'name="(said-[0-9a-f]+)"', text_of(li.post(f"{PAGE}{row.pk}/differences/")))
    assert len(found) == 1
    assert send(li, PAGE, f"{PAGE}{row.pk}/explain/", **{found[0]: "已转走，年报未更新"}).status_code == 302
    assert send(li, PAGE, f"{PAGE}{row.pk}/sign/").status_code == 302
    assert "清溪镇中心小学 3 2 1 0 已核准 李校长 2026-10-20" in plain(li.get(PAGE))
    assert states(county) == {"done"}
    assert "清溪镇中心小学 3 2 1 0 已核准" in plain(sign_in(county, "陈局长").get(PAGE))


def test_a_file_that_comes_before_the_signature_opens_it_again(county: County) -> None:
    row = entered(county, "")
    filed(county, "both")
    with pytest.raises(Refused, match="还有 1 处差异"):
        sign_yearly(county.ctx("李校长"), yearly_return=row)
    entered(county, "慕容甲乙 三年级（1）班")
    sign_yearly(county.ctx("李校长"), yearly_return=row)
    for again in (lambda: entered(county, ""), lambda: sign_yearly(county.ctx("李校长"), yearly_return=row)):
        with pytest.raises(Refused, match="已经签字"):
            again()


def test_only_schools_years_and_differences_that_are(county: County) -> None:
    with pytest.raises(Unusable, match="今年和去年"):
        entered(county, year=2024)
    with pytest.raises(Unusable, match="今年和去年"):
        entered(county, unit="class_a")
    row = entered(county)
    with pytest.raises(Refused, match="已经没有这处差异"):
        said(county, row, "0" * 16)
    for who in ("王老师", "陈局长", "张镇长"):
        with pytest.raises(NotAllowed):
            entered(county, who=who)
    for who in ("赵老师", "王老师", "周支书", "吴组长"):
        assert sign_in(county, who).get(PAGE).status_code == 403
    assert sign_in(county, "陈局长").post(f"{PAGE}{row}/differences/").status_code == 403


def test_each_way_in_which_statistics_and_files_differ_is_told_apart() -> None:
    def of(child: str, room: str = "一班", kind: str = "智力") -> Disability:
        return Disability(child, f"名{child}", room, kind)

    told = differences(
        [of("a"), of("b", room="二班"), of("c", kind="听力"), of("d"), of("e", kind="")],
        {each.child: each for each in (of("a"), of("b"), of("c"), of("e"), of("f"))},
    )
    assert [(each.apart, each.name, each.said, each.filed) for each in told] == [
        (Apart.ROOM, "名b", "二班", "一班"),
        (Apart.KIND, "名c", "听力", "智力"),
        (Apart.NOT_IN_FILES, "名d", "一班 智力", ""),
        (Apart.NOT_IN_STATISTICS, "名f", "", "一班 智力"),
    ]
    assert len({each.key for each in told}) == 4


def test_lines_are_read_however_they_are_parted() -> None:
    assert lines_read("甲, 一班，智力\n\n 乙\t二班\n丙") == [("甲", "一班", "智力"), ("乙", "二班", ""), ("丙", "", "")]
