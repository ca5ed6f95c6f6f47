"""A county's own wording: what may be said where, what must stay, and what comes of it."""

from datetime import date

import pytest

from notoneless.foundation.papers.rules.filling import described
from notoneless.foundation.papers.rules.templates import kinds, latest
from notoneless.foundation.papers.rules.wordings import (
    invented,
    passages,
    why_no_text,
    why_not_adopted,
    why_not_in_force,
    worded,
)
from notoneless.typesetting.paper import Footer, Paragraph

NOTICE, DECISION = latest("return_notice"), latest("penalty_decision")
DAY = date(2026, 9, 1)


def code(problem: object) -> str:
    return getattr(problem, "code", "").removeprefix("papers.wording_")


def at(template: object, part: str) -> str:
    """The place of the text that has a part."""
    return next(each.place for each in passages(template) if part in each.text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "text", "why"),
    [
        ("title", "返校通知", ""),
        ("title", "", "title"),
        ("title", "两\n行", "title"),
        ("body/0", "{{child}}的家长：", ""),
        ("body/0", "一\n二\n{{nobody}}", "no_field"),
        ("body/0", "{{ child }}", "code"),
        ("body/0", "{{child.id}}", "code"),
        ("body/0", "{% for %}", "code"),
        ("body/0", "{# 注 #}", "code"),
        ("body/0", "<%= 1 %>", "code"),
        ("body/99", "没有这一段", "no_place"),
        ("signature", "别人", "no_place"),
    ],
)
def test_what_may_be_said_where(place: str, text: str, why: str) -> None:
    assert code(why_no_text(NOTICE, place, text)) == why


def test_a_refusal_names_line_and_sentence() -> None:
    problem = why_no_text(NOTICE, "body/0", "第一行\n第二行 {{nobody}}")
    assert problem is not None
    assert (problem.params["line"], problem.params["text"]) == (2, "第二行 {{nobody}}")


def test_a_text_takes_its_place_and_an_empty_one_leaves_it_out() -> None:
    made = worded(NOTICE, {"body/0": "第一段\n第二段{{child}}", "title": "新标题"})
    paper = described(made, invented(made), "", DAY, Footer("", ""))
    assert paper.title == "新标题"
    assert [each.text for each in paper.blocks[:2] if isinstance(each, Paragraph)] == [
        "第一段",
        "第二段张三丰收（虚构）",
    ]
    fewer = described(worded(NOTICE, {"body/0": " "}), invented(NOTICE), "", DAY, Footer("", ""))
    assert len(fewer.blocks) == len(described(NOTICE, invented(NOTICE), "", DAY, Footer("", "")).blocks) - 1


def test_every_wording_has_a_digest_of_its_own() -> None:
    made = [worded(NOTICE, texts).digest for texts in ({"title": "甲"}, {"title": "乙"}, {"addressee": "甲"})]
    assert len({NOTICE.digest, *made}) == 4
    assert worded(NOTICE, {"title": "甲"}).digest == made[0]


def test_what_law_and_the_paper_itself_demand_stays() -> None:
    assert code(why_not_adopted(NOTICE, {})) == "empty"
    assert why_not_adopted(NOTICE, {"title": "新标题"}) is None
    assert code(why_not_adopted(DECISION, {at(DECISION, "{{pay_by}}"): "请缴款。"})) == "lacks_field"
    review = at(DECISION, "{{review_days}}")
    assert code(why_not_adopted(DECISION, {review: ""})) == "lacks_field"
    cited = at(DECISION, "第五条")
    other = "依照{{basis}}{{power}}，罚款{{amount}}元。"
    assert code(why_not_adopted(DECISION, {cited: other})) == "lacks_law"


def test_who_wrote_it_does_not_adopt_it_and_nothing_begins_before_today() -> None:
    assert code(why_not_in_force(is_own=True, effective_on=DAY, today=DAY)) == "second"
    assert code(why_not_in_force(is_own=False, effective_on=date(2026, 8, 31), today=DAY)) == "backdated"
    assert why_not_in_force(is_own=False, effective_on=DAY, today=DAY) is None


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_can_be_looked_at_with_nobodys_data(kind: str) -> None:
    made = latest(kind)
    paper = described(made, invented(made), "示例1号", DAY, Footer("", ""))
    assert paper.blocks
    assert list(passages(made))
