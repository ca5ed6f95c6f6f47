"""The audit page: what it lists and finds, what it withholds, that it says whether the chain is whole, and is recorded."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from notoneless.foundation.access.context import Holding
from notoneless.foundation.access.refusals import NotAllowed, Refused
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.access.selectors import list_entries, open_entry
from notoneless.foundation.access.services import disable_account, give_grant, open_account
from notoneless.foundation.audit.models import Entry, Payload
from notoneless.foundation.audit.rules import content_shown
from notoneless.foundation.audit.selectors import Wanted, chain_state
from notoneless.foundation.audit.services import seal_entries
from notoneless.foundation.people.models import Child, Guardian
from notoneless.foundation.people.selectors import list_children
from notoneless.foundation.people.services import correct_phone
from notoneless.interfaces.access.pages.audit import ROWS
from support.county import DAY, County, Instants
from support.databases import owners_eyes
from support.person import Person

Cast = Callable[[str], Person]


@pytest.fixture
def audit(person: Cast) -> Person:
    return person("审计管理员").chose().with_app().comes_in()


def page(audit: Person, **sent: Any) -> str:
    answer = audit.client.post("/audit/", sent)
    assert answer.status_code == 200, answer.content.decode()
    text: str = answer.content.decode()
    return text.partition("<tbody>")[2].partition("</tbody>")[0]


def rows(text: str) -> list[str]:
    return [re.sub(r"<[^>]+>|\s+", " ", row) for row in text.split("</tr>")[:-1]]


def reads(county: County) -> int:
    return Entry.objects.filter(action="audit.read", outcome="read").count()


def test_the_newest_entries_come_first_with_all_that_is_told_of_them(county: County, audit: Person) -> None:
    correct_phone(county.ctx("王老师"), guardian=county.guardians["both"], phone="13711112222")
    (first,) = [row for row in rows(page(audit, action="guardian.correct_phone")) if "王老师" in row]
    for word in ("2026-09-01", "cast", "更正监护人电话", "已办", "网页"):
        assert word in first
    times = [row.split()[1] for row in rows(page(audit))]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    ("sent", "wanted", "unwanted"),
    [
        ({"who": "cast4"}, "李校长", "陈局长"),
        ({"action": "child.register"}, "登记儿童", "开设账号"),
        ({"outcome": "refused"}, "未准", "已办"),
        ({"from_on": "2026-09-02"}, "王老师", "陈局长"),
        ({"to_on": "2026-09-01"}, "陈局长", "2026-09-02"),
    ],
)
def test_entries_are_found_by_who_what_outcome_and_day(
    county: County, audit: Person, person: Cast, clock: Instants, sent: dict[str, str], wanted: str, unwanted: str
) -> None:
    clock.pass_by(minutes=1)
    person("李校长").chose().with_app().comes_in().client.get("/accounts/")
    audit_again = audit
    clock.pass_by(hours=23)
    audit_again = person("审计管理员")
    audit_again.secret = audit.secret
    audit_again.comes_in()
    person("王老师").chose().comes_in()
    who = sent.get("who") and person("李校长").account.sign_in_name
    found = rows(page(audit_again, **sent | ({"who": who} if who else {})))
    assert found
    assert any(wanted in row for row in found)
    assert not any(unwanted in row for row in found)


def test_an_entry_is_found_by_its_object_and_by_the_number_of_an_error_page(
    county: County, audit: Person, person: Cast
) -> None:
    teacher = person("王老师").chose().comes_in()
    told = teacher.client.get(f"/children/{county.children['far']}/").content.decode()
    number = re.search(r'class="number">\D*([0-9a-f]{8})', told)
    assert number
    (found,) = rows(page(audit, number=number[1]))
    assert "王老师" in found
    assert "未准" in found
    about = page(audit, number=str(county.children["both"]))
    assert len(rows(about)) == Entry.objects.filter(object=county.children["both"]).count() >= 2


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"from_on": "x"}, "日期的写法不对"), ({"who": "nobody.here"}, "没有登录名"), ({"number": "zz"}, "编号应是")],
)
def test_what_cannot_be_looked_for_is_told(audit: Person, sent: dict[str, str], words: str) -> None:
    answer = audit.client.post("/audit/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("name", ["from_on", "to_on"])
@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "1969-12-31", "9999-12-30", "9999-12-31"])
def test_a_day_of_which_there_can_be_no_entries_is_told(audit: Person, name: str, day: str) -> None:
    answer = audit.client.post("/audit/", {name: day})
    assert answer.status_code == 422
    assert "2000 年到 2200 年" in answer.content.decode()


def test_each_page_leaves_one_entry_and_pages_do_not_overlap(county: County, audit: Person) -> None:
    before = reads(county)
    first = audit.client.post("/audit/", {}).content.decode()
    assert reads(county) == before + 1
    following = re.search(r'name="before" value="([^"]+)"', first)
    assert following
    second = audit.client.post("/audit/", {"before": following[1]}).content.decode()
    assert reads(county) == before + 2
    seen = [re.findall(r'href="/audit/([0-9a-f-]{36})/"', text) for text in (first, second)]
    assert len(seen[0]) == ROWS
    assert not set(seen[0]) & set(seen[1])
    assert max(seen[1]) < min(seen[0])
    entry = Entry.objects.filter(action="audit.read").order_by("-id").first()
    assert entry
    assert entry.count == len(seen[1])


def test_no_entry_shows_anything_of_a_child_whatever_was_entered(county: County, audit: Person, person: Cast) -> None:
    teacher = person("王老师").chose().comes_in()
    for markers in county.markers.values():
        for typed in markers:
            teacher.client.post("/children/", {"search": typed})
    markers = [marker for each in county.markers.values() for marker in each]
    opened = 0
    for entry in list(Entry.objects.all()):
        text = audit.client.get(f"/audit/{entry.pk}/").content.decode()
        assert not [marker for marker in markers if marker in text], entry.action
        opened += 1
    assert opened > 80
    assert Entry.objects.filter(action="audit.read", object__isnull=False).count() == opened


def test_an_entry_shows_what_an_administrator_did(county: County, audit: Person) -> None:
    entry = Entry.objects.filter(action="account.open").order_by("id").last()
    assert entry
    text = audit.client.get(f"/audit/{entry.pk}/").content.decode()
    assert "登录名" in text
    assert "赵老师" in text
    assert "已填写，不在这里显示" in text  # the phone number
    assert audit.client.get("/audit/00000000-0000-7000-8000-000000000000/").status_code == 404


def test_an_erased_content_is_said_to_be_gone(county: County, audit: Person) -> None:
    entry = Entry.objects.filter(action="account.open").order_by("id").last()
    assert entry
    with owners_eyes():
        Payload.objects.filter(entry=entry).delete()
    assert "已按期限删除" in audit.client.get(f"/audit/{entry.pk}/").content.decode()


def entry_page(audit: Person, **wanted: Any) -> str:
    """The newest such entry, as text."""
    entry = Entry.objects.filter(**wanted).order_by("-id").first()
    assert entry
    text = audit.client.get(f"/audit/{entry.pk}/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text.partition("<main")[2]).split())


@pytest.mark.parametrize(("field", "word"), [("phone", "电话"), ("id_number", "身份证号")])
def test_a_revealed_field_is_called_as_people_call_it(county: County, audit: Person, field: str, word: str) -> None:
    ctx = county.ctx("王老师")
    kind, pk = (Guardian, county.guardians["both"]) if field == "phone" else (Child, county.children["both"])
    with owners_eyes():
        row = kind._base_manager.get(pk=pk)
    reveal(ctx, row, field, Limits())
    text = page(audit, outcome="read")
    assert word in text
    assert not re.search(rf">\s*{field}\s*<", text)


def test_an_entry_about_a_child_tells_the_unit_by_which_it_was_reached(county: County, audit: Person) -> None:
    for who, unit in (("王老师", "三年级（1）班 · 清溪镇中心小学"), ("吴组长", "柳树村一组 · 柳树村")):
        correct_phone(county.ctx(who), guardian=county.guardians["both"], phone="13711112222")
        assert unit in entry_page(audit, action="guardian.correct_phone", actor=county.accounts[who])
    (first,) = [row for row in rows(page(audit, action="guardian.correct_phone")) if "王老师" in row]
    assert "三年级（1）班 · 清溪镇中心小学" in first


def test_what_was_left_empty_is_not_said_to_be_filled_in(county: County, audit: Person) -> None:
    list_children(county.ctx("王老师"))
    text = entry_page(audit, action="child.read")
    assert "已填写" not in text
    assert "接在其后 —" in text
    assert "用了查找 否" in text


def test_a_refused_sign_in_names_the_account_that_was_tried(county: County, audit: Person, person: Cast) -> None:
    person("王老师").chose().sign_in("wrong-and-long-enough")
    name = person("王老师").account.sign_in_name
    assert f"想登录的账号 王老师（{name}）" in entry_page(audit, action="account.sign_in", outcome="refused")


def test_a_refusal_keeps_its_subjects(county: County, audit: Person, person: Cast) -> None:
    wanted = {"account": county.accounts["系统管理员"], "role": "audit_administrator", "unit": county.units["county"]}
    with pytest.raises(Refused):
        give_grant(county.ctx("安全管理员"), **wanted, from_on=DAY, until_on=None)
    text = entry_page(audit, action="grant.give", outcome="refused")
    assert "审计管理员与系统管理员不能由同一人担任" in text
    assert "账号 系统管理员（system-1）" in text
    assert "told" not in text
    with pytest.raises(NotAllowed):
        disable_account(county.ctx("王老师"), account=county.accounts["赵老师"])
    assert "您没有“停用账号”的权限" in entry_page(audit, action="account.disable", outcome="refused")


def test_no_text_that_somebody_entered_is_kept_of_a_refusal(county: County, audit: Person) -> None:
    with pytest.raises(Refused):
        open_account(county.ctx("系统管理员"), unit=county.units["county"], sign_in_name="cast5", name="别人")
    assert "登录名“…”已有人使用" in entry_page(audit, action="account.open", outcome="refused")


def test_the_account_that_was_disabled_is_named(county: County, audit: Person, person: Cast) -> None:
    disable_account(county.ctx("安全管理员"), account=county.accounts["赵老师"])
    name = person("赵老师").account.sign_in_name
    assert f"赵老师（{name}）" in page(audit, action="account.disable")
    assert f"账号 赵老师（{name}）" in entry_page(audit, action="account.disable", outcome="done")


def test_one_comes_back_from_an_entry_to_what_was_looked_for(county: County, audit: Person) -> None:
    (link,) = re.findall(r'href="(/audit/[0-9a-f-]{36}/)"', page(audit, action="county.found"))
    back = audit.client.get(link).content.decode()
    assert '<input type="hidden" name="action" value="county.found">' in back
    audit.client.get("/audit/")  # all entries
    assert "county.found" not in re.sub("<option[^>]+>", "", audit.client.get(link).content.decode())


@pytest.mark.parametrize("who", ["陈局长", "系统管理员", "安全管理员", "王老师"])
def test_nobody_else_reads_it(county: County, who: str) -> None:
    for read in (lambda ctx: list_entries(ctx, Wanted(), None, 9), lambda ctx: open_entry(ctx, county.ids.new())):
        with pytest.raises(NotAllowed):
            read(county.ctx(who))


def test_it_is_for_the_whole_county_alone(county: County) -> None:
    held = (Holding("audit_administrator", county.units["town_a"], county.time.at.date()),)
    with pytest.raises(NotAllowed):
        list_entries(county.ctx("审计管理员", held=held), Wanted(), None, 9)


# the chain


def test_the_page_says_how_long_the_chain_is_and_what_waits(county: County, audit: Person) -> None:
    sealed = seal_entries()
    text = audit.client.get("/audit/").content.decode()
    assert re.search(rf"已入链</dt><dd>{sealed}</dd>", text)
    assert "没有缺号" in text
    assert chain_state(5).looked_at == 5


@pytest.mark.parametrize("most", [5, 10_000])
def test_what_breaks_the_end_of_the_chain_is_seen(county: County, audit: Person, most: int) -> None:
    seal_entries()
    assert chain_state(most).problems == ()
    last = Entry.objects.filter(number__isnull=False).order_by("-number").first()
    assert last
    with owners_eyes():
        _alter(last)
    assert [each.code for each in chain_state(most).problems] == ["audit.altered"]
    assert "被改动过" in audit.client.get("/audit/").content.decode()


def _alter(entry: Entry) -> None:
    entry.channel = "cli"
    entry.save(update_fields=["channel"])


def test_a_number_missing_long_ago_is_seen_too(county: County) -> None:
    seal_entries()
    with owners_eyes():
        row = Entry.objects.get(number=3)
        row.number = None
        row.save(update_fields=["number"])
    assert [each.code for each in chain_state(5).problems] == ["audit.numbers_missing"]


@pytest.mark.parametrize(
    ("action", "content", "shown"),
    [
        ("child.register", {"name": "甲", "born_on": "2017-01-01"}, [("name", None), ("born_on", None)]),
        ("child.place", {"from_on": "2026-09-01"}, [("from_on", "2026-09-01")]),
        ("account.open", {"name": "赵", "phone": "13800000000"}, [("name", "赵"), ("phone", None)]),
        ("account.open", {"sign_in_name": "13800000000"}, [("sign_in_name", "…")]),
        ("account.read", {"asked": {"search": "甲"}, "rows": "0" * 64}, [("asked.search", None), ("rows", "0" * 64)]),
        ("grant.give", {"until_on": None}, [("until_on", "")]),
        ("no.such", {"name": "甲"}, [("name", None)]),
    ],
)
def test_what_is_shown_of_a_content_is_named_and_the_rest_withheld(
    action: str, content: dict[str, Any], shown: list[tuple[str, str | None]]
) -> None:
    assert list(content_shown(action, content)) == shown
