"""The tree, a unit's page, and the hand-over of a post, by those who may and those who may not."""

import re
from datetime import date, timedelta

import pytest

from notoneless.foundation.access.models import Grant, Unit
from notoneless.foundation.access.services import found_unit, open_account
from notoneless.foundation.organizations.models import Assignment, Post, UnitProfile
from notoneless.foundation.organizations.services import close_unit, make_assignment, take_post
from notoneless.interfaces.frame.clock import now
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import all_of, the
from support.forms import send, text_of

TREE = "/organizations/"


def page_of(county: County, unit: str) -> str:
    return f"/organizations/units/{county.units[unit]}/"


def test_the_county_sees_both_tracks_and_opens_them_branch_by_branch(county: County) -> None:
    chen = sign_in(county, "陈局长")
    page = text_of(chen.get(TREE))
    assert page.index("户籍线") < page.index("学籍线")
    assert "清溪镇" in page
    assert "柳树村" not in page, "opened when asked for"
    household = text_of(chen.get(f"{page_of(county, 'town_a')}beneath/household/"))
    assert "柳树村" in household
    assert "清溪镇中心小学" not in household
    school = text_of(chen.get(f"{page_of(county, 'town_a')}beneath/school/"))
    assert "清溪镇中心小学" in school
    assert "柳树村" not in school


@pytest.mark.parametrize(
    ("who", "sees", "unseen"),
    [
        ("李校长", "清溪镇中心小学", "高坪乡"),
        ("王老师", "三年级（1）班", "三年级（2）班"),
        ("周支书", "柳树村", "清溪镇中心小学"),
        ("赵老师", "四年级（1）班", "清溪镇"),
    ],
)
def test_everybody_sees_the_own_part_of_the_tree(county: County, who: str, sees: str, unseen: str) -> None:
    visitor = sign_in(county, who)
    page = text_of(visitor.get(TREE)).split("<main", 1)[1]
    assert sees in page
    assert unseen not in page
    found = text_of(visitor.post(TREE, {"search": unseen}))
    assert "没有找到" in found


def test_zhao_finds_nothing_of_school_a(county: County) -> None:
    zhao = sign_in(county, "赵老师")
    for unit in ("school_a", "class_a", "town_a", "village_a", "county"):
        assert zhao.get(page_of(county, unit)).status_code == 404
    post = next(row for row in all_of(Post) if row.unit_id == county.units["class_a"])
    assert zhao.get(f"/organizations/posts/{post.pk}/").status_code == 404


def test_a_units_page_has_its_posts_and_its_count_of_children(county: County) -> None:
    li = sign_in(county, "李校长")
    page = text_of(li.get(page_of(county, "school_a")))
    assert "李校长" in page
    found = re.search(r'<a href="(/children/of/[^"]+)">3</a>', page)
    assert found
    assert "共 3 人" in text_of(li.get(found[1])), "those of the unit"
    assert not [name for name, *_ in county.markers.values() if name in page]


def test_the_county_describes_renames_and_closes(county: County) -> None:
    chen, unit = sign_in(county, "陈局长"), page_of(county, "village_z")
    edit = f"{unit}edit/"
    given = {"division_code": "529901200201", "is_urban": "no"}
    assert send(chen, edit, f"{unit}describe/", **given).status_code == 302
    assert the(UnitProfile, unit_id=county.units["village_z"]).division_code == "529901200201"
    assert "529901200201" in text_of(chen.get(unit))
    assert send(chen, edit, f"{unit}rename/", name="远山社区").status_code == 302
    assert the(Unit, pk=county.units["village_z"]).name == "远山社区"
    refused = send(chen, edit, f"{unit}close/", until_on="2026-12-31")
    assert refused.status_code == 422
    assert "还有下级单位，不能撤销" in text_of(refused)
    made = send(chen, edit, f"{unit}found/", kind="group", name="远山三组", from_on="2026-09-01")
    assert made.status_code == 302
    assert send(chen, f"{made['Location']}edit/", f"{made['Location']}close/", until_on="2026-10-01").status_code == 302
    assert "远山三组" not in text_of(chen.get(unit)).split("下级单位", 1)[1]


@pytest.mark.parametrize(
    ("unit", "told"), [("class_a", "儿童"), ("county", "县本身不能撤销"), ("village_b", "儿童"), ("town_z", "下级单位")]
)
def test_what_still_holds_something_is_not_closed(county: County, unit: str, told: str) -> None:
    chen, page = sign_in(county, "陈局长"), page_of(county, unit)
    answer = send(chen, f"{page}edit/", f"{page}close/", until_on="2026-12-31")
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert the(Unit, pk=county.units[unit]).until_on is None


@pytest.mark.parametrize(
    ("unit", "given", "told"),
    [
        ("village_a", {"division_code": "12345"}, "不是行政区划代码"),
        ("school_a", {"school_code": "0000000000"}, "不是学校标识码"),
        ("school_a", {"school_type": "primary", "first_grade": "1", "last_grade": "9"}, "与办学类型不符"),
        ("school_a", {"division_code": "529901200201"}, "没有“区划代码”这一项"),
        ("class_a", {"entry_year": "1900"}, "不是入学年份"),
        ("class_a", {"grade": "abc"}, "写法不对"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(county: County, unit: str, given: dict[str, str], told: str) -> None:
    chen, page = sign_in(county, "陈局长"), page_of(county, unit)
    answer = send(chen, f"{page}edit/", f"{page}describe/", **given)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not all_of(UnitProfile)


# handing over


def newcomer(county: County) -> None:
    county.accounts["新校长"] = open_account(
        county.ctx("系统管理员"), unit=county.units["school_a"], sign_in_name="newhead", name="新校长", phone=None
    )


def test_a_post_is_handed_over_in_one_step_with_its_assignments(county: County) -> None:
    newcomer(county)
    given = {"unit": county.units["class_b"], "kind": "tier", "tier": 1, "account": county.accounts["李校长"]}
    make_assignment(county.ctx("陈局长"), **given, from_on=DAY)
    post = next(row for row in all_of(Post) if row.unit_id == county.units["school_a"])
    security, address = sign_in(county, "安全管理员"), f"/organizations/posts/{post.pk}/"
    listed = text_of(security.get(address))
    for told in ("交接清单", "李校长", "校长包全校", "三年级（2）班", "管辖单位数"):
        assert told in listed
    answer = send(security, address, f"{address}hand-over/", account="newhead", from_on="2026-10-01")
    assert answer.status_code == 302, text_of(answer)
    grants = {row.account_id: row for row in all_of(Grant, unit_id=county.units["school_a"])}
    old, new = grants[county.accounts["李校长"]], grants[county.accounts["新校长"]]
    assert (str(old.until_on), str(new.from_on), new.role) == ("2026-10-01", "2026-10-01", "school_head")
    ties = {row.holder_id: row for row in all_of(Assignment)}
    assert str(ties[county.accounts["李校长"]].until_on) == "2026-10-01"
    assert ties[county.accounts["新校长"]].until_on is None
    assert sign_in(county, "李校长").get(page_of(county, "school_a")).status_code in (403, 404)
    assert "新校长" in text_of(security.get(str(answer["Location"])))


def test_nobody_hands_over_to_oneself_and_nobody_else_hands_over(county: County) -> None:
    newcomer(county)
    post = next(row for row in all_of(Post) if row.unit_id == county.units["school_a"])
    address = f"/organizations/posts/{post.pk}/"
    security, before = sign_in(county, "安全管理员"), len(all_of(Post))
    answer = send(security, address, f"{address}hand-over/", account="security", from_on="2026-10-01")
    assert answer.status_code == 422
    assert "不能给自己办理" in text_of(answer)
    same = send(security, address, f"{address}hand-over/", account="李校长", from_on="2026-10-01")
    assert "本来就任此职" in text_of(same)
    li = sign_in(county, "李校长")
    for visitor in (li, sign_in(county, "陈局长"), sign_in(county, "系统管理员")):
        assert visitor.post(f"{address}hand-over/", {"account": "newhead"}).status_code == 403
    assert len(all_of(Post)) == before
    printed = text_of(li.get(address))
    assert "交接清单" in printed
    assert "由安全管理员办理" in printed
    assert "由安全管理员办理" not in text_of(security.get(address))
    assert "办理交接" not in printed


def test_a_post_that_ends_soon_is_a_gap_that_leads_to_its_page(county: County) -> None:
    newcomer(county)
    security, day = sign_in(county, "安全管理员"), now().date()
    given = {"unit": county.units["school_a"], "role": "school_director"}
    for who, title, days in (("新校长", "代理主任", 10), ("王老师", "留任主任", 400)):
        until_on = day + timedelta(days=days)
        account = county.accounts[who]
        take_post(county.ctx("安全管理员"), **given, account=account, title=title, from_on=DAY, until_on=until_on)
    page = text_of(security.get("/organizations/gaps/?kind=ending"))
    assert "代理主任" in page
    assert "留任主任" not in page
    post = the(Post, title="代理主任")
    assert f"/organizations/posts/{post.pk}/" in page


def test_beneath_a_closed_unit_nothing_is_founded(county: County) -> None:
    chen = sign_in(county, "陈局长")
    given = {"parent": county.units["town_a"], "kind": "village", "name": "旧村", "from_on": DAY}
    old = found_unit(county.ctx("陈局长"), **given)
    close_unit(county.ctx("陈局长"), unit=old, until_on=date(2026, 9, 2))
    page = f"/organizations/units/{old}/"
    answer = send(chen, f"{page}edit/", f"{page}found/", kind="group", name="旧村一组", from_on="2026-09-03")
    assert answer.status_code == 422
    assert "旧村已经撤销" in text_of(answer)
