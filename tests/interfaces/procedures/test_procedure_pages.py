"""The four steps in a browser: from outreach through a served order, who may do what, what is refused and where it is told."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.papers.models import Paper
from notoneless.interfaces.frame.clock import now
from support.browsing import sign_in
from support.cases import PDF, suspected, verified
from support.county import County
from support.databases import all_of, owners_eyes, the
from support.forms import send, text_of
from support.procedure_pages import HOME, LIST, PARTY, beside, card_of, effort, forms_on, moves, of, page, plain, value
from support.procedures import begun, ordered, proposal_in, proposed_order, recorded, served_order
from support.programs import Program, give_token
from support.roll_work import prefixed

SAID = {
    "on": "2026-09-01",
    "how": "home",
    "place": "柳树村一组家中",
    "sides": ["school", "village"],
    "met": "父亲",
    "attitude": "hesitates",
    "difficulty": "家里缺人手",
    "agreed_on": "2026-09-04",
}


# the whole way


def test_the_case_shows_the_card_and_the_first_effort_begins_the_procedure(county: County) -> None:
    case = verified(county)
    head, child = sign_in(county, "李校长"), county.children["both"]
    assert f'hx-get="{LIST}children/{child}/"' in page(head, f"/cases/{case}/")
    card = card_of(county, head)
    assert "<html" not in card
    assert effort(county) in card
    form = page(head, effort(county))
    assert (value(form, "on"), value(form, "how"), value(form, "met")) == ("2026-09-01", "home", PARTY)
    assert value(form, "place") == HOME
    assert re.search(r'value="school" checked', form)
    assert not re.search(r'value="village" checked', form)
    answer = send(head, effort(county), **SAID)
    procedure = the(Procedure).pk
    assert answer["Location"] == of(procedure)
    assert of(procedure) in card_of(county, head)
    assert f'href="/cases/{case}/"' in page(head, of(procedure))
    assert f'href="{LIST}"' in page(head, "/cases/")  # in the menu


def test_a_case_goes_from_outreach_through_a_served_order(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    verified(county)
    head, town, bureau = (sign_in(county, who) for who in ("李校长", "张镇长", "陈局长"))
    send(head, effort(county), **SAID)
    procedure = the(Procedure).pk
    form = page(bureau, of(procedure, "propose_order/"))
    proposed = {name: value(form, name) for name in ("unit", "guardian", "on")}
    assert proposed == {
        "unit": str(county.units["town_a"]),
        "guardian": str(county.guardians["both"]),
        "on": "2026-09-01",
    }
    assert 'name="delegated"' not in form
    assert send(bureau, of(procedure, "propose_order/"), **proposed).status_code == 302
    form = page(town, of(procedure, "issue_order/"))
    assert value(form, "until") == "2026-09-04"  # as the family has agreed
    for words in ("清溪镇", PARTY, "慕容甲乙", HOME):
        assert words in plain(form)
    assert send(town, of(procedure, "issue_order/"), until="2026-09-08").status_code == 302
    seen, paper = page(town, of(procedure)), the(Paper, kind="order_to_correct")
    assert "清政责改〔2026〕1号" in seen
    assert f"/papers/{paper.pk}/" in seen
    assert town.get(f"/papers/{paper.pk}/").status_code == 200
    assert "送达责令改正通知书 2026-09-07 还有 6 天" in plain(seen)
    form = page(town, of(procedure, "serve/"))
    given = {name: value(form, name) for name in ("on", "means", "receiver", "place")}
    assert given == {"on": "2026-09-01", "means": "in_person", "receiver": PARTY, "place": HOME}
    proof = SimpleUploadedFile("送达回证.pdf", PDF)
    assert send(town, of(procedure, "serve/"), **given, proof=proof).status_code == 302
    assert moves(procedure) == ["record_effort", "propose_order", "issue_order", "serve_order"]
    seen = plain(page(head, of(procedure)))
    for words in ("责令改正已送达", "责令改正的期限 2026-09-08 还有 7 天", "当面送达", "第五十八条", "有证明"):
        assert words in seen
    assert "没有录入处罚依据，行政处罚这一步不开放" in seen
    assert "期满仍未改正的才能办下一步" in seen
    assert "责令改正已送达" in card_of(county, head)


def test_before_anything_the_steps_say_why_they_are_closed(county: County) -> None:
    suspected(county)
    town = sign_in(county, "张镇长")
    seen = plain(page(town, f"{LIST}children/{county.children['both']}/"))
    assert "现在是“还没有开始”，“拟责令改正”要到“劝返中”以后才能办" in seen
    assert "《行政处罚法》第四条" in seen
    assert "“提起民事诉讼”要到“责令改正已送达”以后才能办" in seen
    recorded(county)
    procedure = the(Procedure).pk
    seen = page(town, of(procedure))
    assert "还没有确认辍学或失学，不能责令改正" in plain(seen)
    assert "propose_order" not in forms_on(seen, procedure)
    assert "还没有确认辍学或失学，不能责令改正" in page(town, of(procedure, "propose_order/"))


def test_when_an_order_has_run_out_the_suit_is_offered_and_the_list_counts_the_days(county: County) -> None:
    procedure = served_order(county)
    county.time.pass_by(days=9)
    town = sign_in(county, "张镇长")
    assert forms_on(page(town, of(procedure)), procedure) == {"open_penalty", "sue", "refer", "end"}
    seen = plain(page(town, LIST))
    assert "责令改正的期限 2026-09-08 超期 2 天" in seen
    assert "超期 1" in seen
    assert "慕容甲乙" in plain(page(town, f"{LIST}?overdue=1"))
    assert send(town, of(procedure, "sue/"), on="2026-09-10").status_code == 302
    seen = plain(page(town, of(procedure)))
    assert "已提起民事诉讼" in seen
    form = page(town, of(procedure, "settle_suit/"))
    assert re.findall(r'<option value="(\w+)"', form) == ["judged", "mediated", "rejected", "withdrawn"]


# who may do what


@pytest.mark.parametrize(
    ("who", "forms"),
    [
        ("王老师", {"refer"}),
        ("李校长", {"refer"}),
        ("周支书", {"refer"}),
        ("张镇长", {"propose_order", "refer", "end"}),
        ("陈局长", {"propose_order", "refer", "end"}),
    ],
)
def test_each_is_offered_the_forms_of_their_own(county: County, who: str, forms: set[str]) -> None:
    procedure = begun(county)
    seen = page(sign_in(county, who), of(procedure))
    assert forms_on(seen, procedure) == forms
    assert effort(county) in seen
    assert ("下一步由乡镇人民政府或者县级教育行政部门办理" in seen) == (forms == {"refer"})


def test_a_class_teacher_records_and_reads_and_orders_nothing(county: County) -> None:
    procedure = ordered(county)
    teacher = sign_in(county, "王老师")
    seen = page(teacher, of(procedure))
    assert "清政责改〔2026〕1号" in seen
    assert "/papers/" not in seen.partition("<main")[2]  # papers of the township are out of reach
    assert "家里缺人手" not in seen
    assert "查看记录内容" not in seen
    for step in ("propose_order/", "issue_order/", "serve/", "send_back/", "sue/", "end/"):
        assert teacher.get(of(procedure, step)).status_code == 403
        assert teacher.post(of(procedure, step), {"on": "2026-09-01"}).status_code == 403
    assert len(moves(procedure)) == 3


def test_a_teacher_of_another_school_sees_nothing(county: County) -> None:
    procedure = begun(county)
    stranger = sign_in(county, "赵老师")
    assert "慕容甲乙" not in page(stranger, LIST)
    for path in (of(procedure), f"{LIST}children/{county.children['both']}/", effort(county), of(procedure, "refer/")):
        assert stranger.get(path).status_code == 404
    event = the(ProcedureEvent).pk
    assert stranger.post(f"{LIST}events/{event}/words/").status_code == 403
    assert sign_in(county, "安全管理员").get(LIST).status_code == 403


def test_what_was_said_opens_by_need_alone(county: County) -> None:
    procedure = begun(county)
    event = the(ProcedureEvent).pk
    county.time.at = now()  # what is sealed opens for who has just proved to be present, by the clock of the sign-in
    head = sign_in(county, "李校长")
    county.time.pass_by(minutes=1)
    assert f"{LIST}events/{event}/words/" in page(head, of(procedure))
    assert "家里缺人手" not in page(head, of(procedure))
    revealed = plain(text_of(head.post(f"{LIST}events/{event}/words/")))
    for words in ("困难诉求 家里缺人手", "地点 柳树村一组家中", "见到谁 父亲"):
        assert words in revealed
    assert Entry.objects.filter(action="procedure.reveal", outcome="read").count() == 1
    county.time.pass_by(minutes=30)
    stale = head.post(f"{LIST}events/{event}/words/")
    assert stale.status_code == 302
    assert stale["Location"].startswith("/security/again/")


def test_nobody_issues_what_they_proposed_and_another_authority_issues_its_own(county: County) -> None:
    prefixed(county, "county", "晴教", "陈局长")
    procedure = proposed_order(county, unit="county")
    bureau, town = sign_in(county, "陈局长"), sign_in(county, "张镇长")
    for visitor, words in ((bureau, "自己拟的不能自己签发"), (town, "由晴川县办理")):
        seen = page(visitor, of(procedure))
        assert "issue_order" not in forms_on(seen, procedure)
        assert words in plain(seen)
        form = page(visitor, of(procedure, "issue_order/"))
        assert words in form
        assert 'name="until"' not in form
        refused = send(visitor, effort(county), of(procedure, "issue_order/"), until="2026-09-08")
        assert refused.status_code == 422
        assert words in text_of(refused)
    assert not all_of(Paper)
    assert send(town, of(procedure, "send_back/"), on="2026-09-01", note="改由乡镇作出").status_code == 302
    assert moves(procedure)[-1] == "send_back"
    late = send(bureau, effort(county), of(procedure, "issue_order/"), until="2026-09-08")
    assert late.status_code == 422
    assert "现在是“劝返中”" in text_of(late)


# what is refused, and where it is told


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"on": "2026-09-02"}, "on", "还没有到，不能登记"),
        ({"on": "2026-08-31x"}, "on", "日期"),
        ({"place": ""}, "place", "请写明在哪里劝返"),
        ({"agreed_on": "2026-08-30"}, "agreed_on", "早于劝返的"),
        ({"attitude": ""}, "attitude", "态度"),
        ({"attitude": "enraged"}, "attitude", "态度"),
    ],
)
def test_a_refused_effort_is_told_beside_its_field_and_leaves_nothing(
    county: County, sent: dict[str, Any], field: str, words: str
) -> None:
    verified(county)
    teacher = sign_in(county, "王老师")
    refused = send(teacher, effort(county), **{**SAID, **sent, "proof": SimpleUploadedFile("记录.pdf", PDF)})
    assert refused.status_code == 422
    assert words in beside(text_of(refused), field)
    assert "家里缺人手" in text_of(refused)
    assert re.search(r'value="village" checked', text_of(refused))
    assert (all_of(Procedure), all_of(ProcedureEvent), all_of(Attachment)) == ([], [], [])


def test_an_effort_of_nobody_and_one_without_a_case_are_refused(county: County) -> None:
    teacher = sign_in(county, "王老师")
    assert "先登记疑似辍学" in page(teacher, effort(county))
    verified(county)
    refused = send(teacher, effort(county), **{**SAID, "sides": []})
    assert refused.status_code == 422
    assert re.search(r'class="invalid-feedback"[^>]*>请填写参加方<', text_of(refused))
    assert not all_of(Procedure)


def test_an_order_before_it_is_proposed_is_refused_in_a_sentence(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = begun(county)
    town = sign_in(county, "张镇长")
    refused = send(town, effort(county), of(procedure, "issue_order/"), until="2026-09-08")
    assert refused.status_code == 422
    assert "“签发责令改正通知书”要到“责令改正待签发”以后才能办" in text_of(refused)
    assert (moves(procedure), all_of(Paper)) == (["record_effort"], [])


def test_backdating_is_refused_beside_the_day(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = ordered(county)
    refused = send(sign_in(county, "张镇长"), of(procedure, "serve/"), on="2026-08-31", means="in_person")
    assert refused.status_code == 422
    assert "日期不能倒填" in beside(text_of(refused), "on")
    assert len(moves(procedure)) == 3


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("village_a", "村（居）委会不能责令改正"),
        ("town_z", "高坪乡不是这名儿童所在地的机关"),
        ("school_a", "学校不能责令改正"),
    ],
)
def test_who_has_no_competence_orders_nothing(county: County, unit: str, words: str) -> None:
    procedure = begun(county)
    bureau = sign_in(county, "陈局长")
    sent = {"unit": str(county.units[unit]), "guardian": str(county.guardians["both"]), "on": "2026-09-01"}
    refused = send(bureau, of(procedure, "propose_order/"), **sent)
    assert refused.status_code == 422
    assert words in beside(text_of(refused), "unit")
    assert "《义务教育法》第五十八条" in beside(text_of(refused), "unit")
    assert moves(procedure) == ["record_effort"]


def test_a_guardian_of_another_child_and_a_deadline_of_the_past_are_refused(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = begun(county)
    bureau, town = sign_in(county, "陈局长"), sign_in(county, "张镇长")
    sent = {"unit": str(county.units["town_a"]), "guardian": str(county.guardians["far_school"]), "on": "2026-09-01"}
    refused = send(bureau, of(procedure, "propose_order/"), **sent)
    assert "这名监护人不是这名儿童的" in beside(text_of(refused), "guardian")
    sent["guardian"] = str(county.guardians["both"])
    assert send(bureau, of(procedure, "propose_order/"), **sent).status_code == 302
    for until in ("2026-09-01", "2026-08-20"):
        refused = send(town, of(procedure, "issue_order/"), until=until)
        assert "《义务教育法》第五十八条" in beside(text_of(refused), "until")
    assert not all_of(Paper)


def test_a_second_order_on_the_same_fact_is_refused_and_burns_no_number(county: County) -> None:
    procedure = served_order(county)
    town = sign_in(county, "张镇长")
    for step, sent in (
        ("issue_order/", {"until": "2026-09-20"}),
        ("serve/", {"on": "2026-09-01", "means": "in_person"}),
    ):
        assert "同一事实不能再办一次" in page(town, of(procedure, step))
        refused = send(town, effort(county), of(procedure, step), **sent)
        assert refused.status_code == 422
        assert "同一事实不能再办一次" in text_of(refused)
    assert sorted(paper.number for paper in all_of(Paper)) == ["清政责改〔2026〕1号", "清政送达〔2026〕1号"]
    assert len(moves(procedure)) == 4


def test_a_form_sent_twice_issues_one_order(county: County) -> None:
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    town = sign_in(county, "张镇长")
    found = re.search(r'name="request" value="([^"]+)"', page(town, of(procedure, "issue_order/")))
    assert found
    for _ in range(2):
        given = {"request": found[1], "proposal": str(proposal_in(procedure)), "until": "2026-09-08"}
        answer = town.post(of(procedure, "issue_order/"), given)
        assert answer.status_code == 302
    assert len(all_of(Paper)) == 2  # the order and its receipt
    assert moves(procedure).count("issue_order") == 1


def test_a_service_asks_for_the_proof_of_its_means(county: County) -> None:
    procedure = ordered(county)
    town = sign_in(county, "张镇长")
    sent = {"on": "2026-09-01", "means": "left", "place": "柳树村一组家中", "witness": "周支书"}
    refused = send(town, of(procedure, "serve/"), **sent)
    assert refused.status_code == 422
    assert "《民事诉讼法》第八十九条" in text_of(refused)
    assert send(town, of(procedure, "serve/"), **sent, proved="true").status_code == 302
    assert "留置送达" in plain(page(town, of(procedure)))


def test_what_is_grave_is_told_until_it_is_referred(county: County) -> None:
    procedure = begun(county, grave="child_labour")
    village, town = sign_in(county, "周支书"), sign_in(county, "张镇长")
    warned = "登记过“疑似使用童工”，还没有移送有关部门"
    seen = page(town, of(procedure))
    assert warned in seen
    assert "end" not in forms_on(seen, procedure)
    assert value(page(village, of(procedure, "refer/")), "grave") == "child_labour"
    sent = {"grave": "child_labour", "told_to": "县人力资源社会保障局", "on": "2026-09-01"}
    assert send(village, of(procedure, "refer/"), **sent).status_code == 302
    seen = page(town, of(procedure))
    assert warned not in seen
    assert "县人力资源社会保障局" in seen
    assert send(town, of(procedure, "end/"), on="2026-09-01", outcome="returned").status_code == 302
    assert "已终结" in page(town, of(procedure))
    assert "慕容甲乙" not in plain(page(town, LIST))
    assert "慕容甲乙" in plain(page(town, f"{LIST}?step=ended"))
    assert effort(county) in card_of(county, town)


# list, languages, programs


def test_the_list_is_narrowed_by_step_and_unit_and_odd_addresses_are_borne(county: County) -> None:
    ordered(county)
    begun(county, "far", who="陈局长")
    bureau = sign_in(county, "陈局长")
    both = plain(page(bureau, LIST))
    assert "慕容甲乙" in both
    assert "夏侯子丑" in both
    assert both.index("慕容甲乙") < both.index("夏侯子丑")  # what has a day stands before what has none
    assert "夏侯子丑" not in plain(page(bureau, f"{LIST}?step=order"))
    assert "慕容甲乙" not in plain(page(bureau, f"{LIST}?step=outreach"))
    narrowed = plain(page(bureau, f"{LIST}?unit={county.units['town_z']}"))
    assert "夏侯子丑" in narrowed
    assert "慕容甲乙" not in narrowed
    assert "没有劝返程序" in page(bureau, f"{LIST}?overdue=1")
    for odd in ("?step=x", "?unit=x", "?page=x", "?page=9999", "?page=0", "?overdue=x"):
        assert bureau.get(f"{LIST}{odd}").status_code == 200
    assert re.search(r"各乡镇 .*清溪镇 1 0 .*高坪乡 1 0 ", both)
    assert 'href="?step=order&amp;unit=' not in page(bureau, f"{LIST}?step=order")  # one township alone
    assert f'href="?unit={county.units["town_z"]}"' in page(bureau, LIST)
    town = plain(page(sign_in(county, "张镇长"), LIST))
    assert "夏侯子丑" not in town
    assert "各乡镇" not in town


def test_both_languages_speak_of_the_four_steps(county: County) -> None:
    procedure = proposed_order(county)
    visitor = sign_in(county, "张镇长")
    visitor.post("/language/", {"language": "en", "next": "/procedures/"})
    for path, words in (
        (LIST, "Where it stands"),
        (of(procedure), "order proposed"),
        (of(procedure, "issue_order/"), "What the paper will say"),
        (effort(county), "Day agreed for the return"),
        (f"{LIST}children/{county.children['both']}/", "Step 4: court"),
    ):
        seen = page(visitor, path)
        assert words in seen
        assert "劝返" not in seen.replace("劝返复学", "")


def test_programs_read_the_procedures_of_a_child(county: County) -> None:
    procedure = begun(county)
    with owners_eyes():
        program = Program(county, give_token(county, "陈局长"))
        stranger = Program(county, give_token(county, "赵老师"))
    [line] = program.get(f"children/{county.children['both']}/procedures").json()
    assert (line["id"], line["stage"], line["since"]) == (str(procedure), "outreach", "2026-09-01")
    assert stranger.get(f"children/{county.children['both']}/procedures").status_code == 404
