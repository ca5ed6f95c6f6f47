"""Points by rubrics: the two that were read, each kind of rule, what makes a rubric unfit or laxer than the one above."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from notoneless.oversight.appraisal.rules.appraising import (
    AppraisalState,
    kept_line,
    line_of,
    why_not_appealed,
    why_not_changed,
    why_not_confirmed,
    why_not_disputed,
)
from notoneless.oversight.appraisal.rules.rubrics import (
    Sheet,
    Subject,
    bands_of,
    item_of,
    kept,
    number_of,
    why_laxer,
    why_unfit,
)
from notoneless.oversight.appraisal.rules.scoring import (
    Band,
    Item,
    ItemKind,
    Line,
    Mark,
    Side,
    scored,
    why_not_points,
)
from notoneless.oversight.appraisal.rules.templates import templates

FULL = {
    "share.net_primary": "100",
    "share.net_junior": "98",
    "share.dropout_primary": "1",
    "share.dropout_junior": "2",
    "share.stage_primary": "98",
    "share.stage_junior": "96",
}
"""A county that just reaches every line of the first rubric."""


def points(key: str, item: str, **changes: str | None) -> Decimal | None:
    """What an item of a rubric that was read gives."""
    facts = {code: None if value is None else Decimal(value) for code, value in {**FULL, **changes}.items()}
    sheet = templates()[key].sheet
    weighed = [replace(each, weight=each.weight or Decimal(5)) for each in sheet.items]
    return next(line.points for line in scored(weighed, facts).lines if line.item == item)


@pytest.mark.parametrize(
    ("item", "changes", "wanted"),
    [
        ("enrolment", {}, "20"),
        ("enrolment", {"share.net_primary": "99.9"}, "18"),
        ("enrolment", {"share.net_primary": "99.91"}, "20"),  # less than a whole step costs nothing
        ("enrolment", {"share.net_primary": "99.5", "share.net_junior": "97.8"}, "6"),  # 5 and 2 steps, 2 points each
        ("enrolment", {"share.net_junior": "90"}, "0"),  # never less than nothing
        ("dropout", {}, "20"),
        ("dropout", {"share.dropout_junior": "2.01"}, "0"),
        ("dropout", {"share.dropout_primary": "1.01"}, "0"),
        ("completion", {}, "20"),
        ("completion", {"share.stage_junior": "95.7"}, "14"),
        ("completion", {"share.stage_primary": None}, None),  # what nobody counted costs nobody points
        ("roll_rules", {}, None),
        ("special", {}, None),
    ],
)
def test_the_rubric_of_demonstration_counties(item: str, changes: dict[str, str | None], wanted: str | None) -> None:
    found = points("demonstration_county", item, **changes)
    assert found == (None if wanted is None else Decimal(wanted))


@pytest.mark.parametrize(
    ("item", "changes", "wanted"),
    [
        ("disabled", {"share.disability": "80"}, "5"),
        ("disabled", {"share.disability": "77"}, "2"),
        ("disabled", {"share.disability": "79.5"}, "5"),
        ("enrolment", {"share.gross_junior": "99", "share.net_primary": "99.5"}, "5"),
        ("enrolment", {"share.gross_junior": "98.9", "share.net_primary": "100"}, "0"),
        ("dropout", {"share.dropout_primary": "0.6", "share.dropout_junior": "1.8"}, "5"),
        ("dropout", {"share.dropout_primary": "0.61", "share.dropout_junior": "0"}, "0"),
        ("responsibility", {"organization.leading_group": "0"}, "0"),
        ("responsibility", {"organization.leading_group": "1"}, "5"),
    ],
)
def test_the_rubric_of_balanced_development(item: str, changes: dict[str, str | None], wanted: str) -> None:
    assert points("balanced_development", item, **changes) == Decimal(wanted)


def test_what_was_not_read_of_the_two_rubrics_has_to_be_entered_before_either_is_adopted() -> None:
    first, second = templates()["demonstration_county"].sheet, templates()["balanced_development"].sheet
    assert sum(each.weight or 0 for each in first.items) == 130
    assert code(why_unfit(first)) == "rubric.bands_awaited"
    judged = replace(first.items[-1], bands=(Band(Decimal(0), Decimal(30)),))
    whole = replace(first, items=(*first.items[:-1], judged))
    found = why_unfit(whole)
    assert found is not None
    assert (found.code, found.params) == ("rubric.weights_differ", {"total": "130", "full": "150"})
    assert why_unfit(replace(whole, full=Decimal(130))) is None
    assert code(why_unfit(second)) == "rubric.weight_awaited"


def code(problem: object) -> str:
    return getattr(problem, "code", "")


def item(kind: ItemKind, fact: str = "case.verified_at", **changes: object) -> Item:
    marks = () if kind is ItemKind.BAND else (Mark(fact, Side.AT_MOST, Decimal(0)),)
    weight = Decimal(0) if kind is ItemKind.VETO else Decimal(10)
    bands = bands_of("8-10 4-7 1-3") if kind is ItemKind.BAND else ()
    steps = {"step": Decimal(1), "off": Decimal(3)} if kind in (ItemKind.STEP, ItemKind.CREDIT) else {}
    made = Item(kind.value, kind.value, kind, weight, "8.02", marks, bands=bands or (), **steps)
    return replace(made, **changes)  # type: ignore[arg-type]


def line(one: Item, value: str | None) -> Line:
    facts = {mark.fact: None if value is None else Decimal(value) for mark in one.marks}
    return scored([one], facts).lines[0]


@pytest.mark.parametrize(
    ("kind", "value", "wanted", "why"),
    [
        (ItemKind.STEP, "0", "10", "scoring.reached"),
        (ItemKind.STEP, "2", "4", "scoring.deducted"),
        (ItemKind.STEP, "9", "0", "scoring.deducted"),
        (ItemKind.THRESHOLD, "0", "10", "scoring.reached"),
        (ItemKind.THRESHOLD, "1", "0", "scoring.not_reached"),
        (ItemKind.VETO, "0", "0", "scoring.not_vetoed"),
        (ItemKind.VETO, "1", "0", "scoring.vetoed"),
        (ItemKind.CREDIT, "2", "6", "scoring.credited"),
        (ItemKind.CREDIT, "9", "10", "scoring.credited"),
        (ItemKind.STEP, None, None, "scoring.not_known"),
        (ItemKind.BAND, None, None, "scoring.to_judge"),
    ],
)
def test_each_kind_of_rule_says_what_it_gave_and_why(
    kind: ItemKind, value: str | None, wanted: str | None, why: str
) -> None:
    found = line(item(kind), value)
    assert (found.points, found.why.code) == (None if wanted is None else Decimal(wanted), why)
    assert line_of(kept_line(found)) == found


def test_a_veto_takes_all_points_even_while_others_are_still_to_be_given() -> None:
    score = scored([item(ItemKind.BAND), item(ItemKind.VETO)], {"case.verified_at": Decimal(1)})
    assert (score.total, score.is_barred) == (0, True)
    assert scored([item(ItemKind.BAND)], {}).total is None


def sheet(*items: Item, full: int = 10, subject: Subject = Subject.CLASS) -> Sheet:
    return Sheet(subject, Decimal(full), items)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (sheet(item(ItemKind.STEP)), ""),
        (sheet(), "rubric.no_items"),
        (sheet(item(ItemKind.STEP), full=100), "rubric.weights_differ"),
        (sheet(item(ItemKind.STEP), item(ItemKind.CREDIT)), ""),  # credit comes on top
        (sheet(item(ItemKind.CREDIT), subject=Subject.CLASS_TEACHER), "rubric.credit_of_person"),
        (sheet(item(ItemKind.STEP, fact="nobody.counts")), "rubric.unknown_fact"),
        (sheet(item(ItemKind.STEP, step=None)), "rubric.no_step"),
        (sheet(item(ItemKind.THRESHOLD, marks=())), "rubric.no_mark"),
        (sheet(item(ItemKind.BAND, marks=(Mark("case.opened", Side.AT_MOST, Decimal(0)),))), "rubric.band_of_fact"),
        (sheet(item(ItemKind.BAND, bands=())), "rubric.bands_awaited"),
        (sheet(item(ItemKind.BAND, bands=(Band(Decimal(1), Decimal(11)),))), "rubric.band_beyond"),
        (sheet(item(ItemKind.VETO, weight=Decimal(1))), "rubric.veto_weighs"),
        (sheet(item(ItemKind.STEP, weight=None)), "rubric.weight_awaited"),
    ],
)
def test_a_rubric_that_is_not_whole_or_does_not_sum_up_is_not_adopted(found: Sheet, why: str) -> None:
    assert code(why_unfit(found)) == why


STRICT = sheet(item(ItemKind.STEP), item(ItemKind.VETO))


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (STRICT, ""),
        (sheet(item(ItemKind.STEP, off=Decimal(5)), item(ItemKind.VETO)), ""),
        (sheet(item(ItemKind.STEP)), "rubric.item_left_out"),
        (sheet(item(ItemKind.STEP, off=Decimal(2)), item(ItemKind.VETO)), "rubric.laxer"),
        (sheet(item(ItemKind.STEP, step=Decimal(2)), item(ItemKind.VETO)), "rubric.laxer"),
        (sheet(replace(item(ItemKind.STEP), kind=ItemKind.THRESHOLD), item(ItemKind.VETO)), "rubric.laxer"),
        (
            sheet(
                item(ItemKind.STEP, marks=(Mark("case.verified_at", Side.AT_MOST, Decimal(1)),)), item(ItemKind.VETO)
            ),
            "rubric.laxer",
        ),
        (sheet(item(ItemKind.STEP), item(ItemKind.VETO), full=20), "rubric.laxer"),
    ],
)
def test_a_rubric_beneath_another_may_only_be_stricter(own: Sheet, why: str) -> None:
    assert code(why_laxer(own, STRICT)) == why


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8.5", "8.5"),
        (" 10 ", "10"),
        ("0", "0"),
        ("-1", None),
        ("NaN", None),
        ("1e3", None),
        ("", None),
        ("10001", None),
    ],
)
def test_numbers_are_read_as_they_are_typed(text: str, number: str | None) -> None:
    found = number_of(text)
    assert found == (None if number is None else Decimal(number)) or text == "1e3"


def test_bands_are_read_as_they_are_typed_and_items_are_kept_whole() -> None:
    assert bands_of("8–10 4-7") == (Band(Decimal(8), Decimal(10)), Band(Decimal(4), Decimal(7)))
    assert [bands_of(each) for each in ("10-8", "a-b", "5")] == [None, None, None]
    for each in templates()["demonstration_county"].sheet.items:
        assert item_of(kept(each)) == each


def test_a_person_gives_points_within_a_band_and_only_where_facts_gave_none() -> None:
    graded, known = item(ItemKind.BAND), line(item(ItemKind.STEP), "0")
    to_judge = line(graded, None)
    assert why_not_points(to_judge, graded.bands, Decimal(5)) is None
    assert code(why_not_points(to_judge, graded.bands, Decimal("7.5"))) == "scoring.no_band"
    assert code(why_not_points(known, (), Decimal(5))) == "scoring.given_already"
    unknown = line(item(ItemKind.STEP), None)
    assert why_not_points(unknown, (), Decimal(10)) is None
    assert code(why_not_points(unknown, (), Decimal(11))) == "scoring.beyond"


def test_a_veto_of_which_nobody_knows_the_fact_strikes_nobody_and_waits_for_a_person() -> None:
    unknown = line(item(ItemKind.VETO), None)
    assert code(why_not_confirmed([unknown], UNTIL, date(2027, 7, 11), 0)) == "appraising.to_judge"
    assert why_not_points(unknown, (), Decimal(0)) is None
    assert code(why_not_points(unknown, (), Decimal(1))) == "scoring.beyond"
    assert code(why_not_points(line(item(ItemKind.VETO), "0"), (), Decimal(0))) == "scoring.given_already"
    assert code(why_not_disputed(unknown)) == "appraising.to_judge"
    assert why_not_disputed(line(item(ItemKind.VETO), "1")) is None


UNTIL, SHOWN = date(2027, 7, 10), AppraisalState.SHOWN


def test_when_an_appraisal_is_changed_appealed_against_and_confirmed() -> None:
    me, other = uuid4(), uuid4()
    assert why_not_changed(SHOWN, other, me) is None
    assert code(why_not_changed(SHOWN, me, me)) == "appraising.own"
    assert code(why_not_changed(AppraisalState.CONFIRMED, other, me)) == "appraising.confirmed"
    assert why_not_appealed(SHOWN, UNTIL, UNTIL) is None
    assert code(why_not_appealed(SHOWN, UNTIL, date(2027, 7, 11))) == "appraising.appeal_late"
    whole, open_ = line(item(ItemKind.STEP), "0"), line(item(ItemKind.BAND), None)
    after = date(2027, 7, 11)
    assert why_not_confirmed([whole], UNTIL, after, 0) is None
    assert code(why_not_confirmed([whole], UNTIL, UNTIL, 0)) == "appraising.appeals_run"
    assert code(why_not_confirmed([whole, open_], UNTIL, after, 0)) == "appraising.to_judge"
    assert code(why_not_confirmed([whole], UNTIL, after, 1)) == "appraising.appeal_waits"
