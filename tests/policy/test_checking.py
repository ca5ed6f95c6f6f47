"""What is wrong with a plan as a whole is told at its line, all of it at once; nothing else is."""

from datetime import date

import pytest

from notoneless.foundation.plans.rules import examined, examined_own
from notoneless.kernel.calendar import UsualTerms
from notoneless.kernel.catalogue import WORDS
from notoneless.kernel.problems import sentence
from notoneless.policy.coherence import MOST_DUTIES
from notoneless.policy.loading import parse_plan
from notoneless.policy.model import AREAS
from notoneless.policy.parameters import plans_folder
from notoneless.policy.reading import PlanRefused
from notoneless.policy.tables import Table, run_table, table_calendar
from support.own_plans import BAD, GOOD, instead, number


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def test_a_plan_without_fault_is_taken() -> None:
    found = examined_own("own.yaml", GOOD.encode())
    assert found.faults == ()
    assert found.plan is not None
    assert [each.id for each in found.plan.clauses] == ["9.1", "9.2"]


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_is_told_at_its_line(what: str) -> None:
    make, line, piece = BAD[what]
    first = examined_own("own.yaml", as_bytes(make())).faults[0]
    assert first.line == line
    assert sentence(first.told()).startswith(f"own.yaml 第 {line} 行：")
    assert piece in sentence(first.problem)
    assert sentence(first.told(), "en").startswith(f"own.yaml, line {line}: ")


def test_all_faults_are_told_in_the_order_of_their_lines() -> None:
    text = (
        instead("place: 第一条", "colour: red")
        .replace("kind: outreach}", "kind: pigeon}", 1)
        .replace("unit: group\n", "unit: seat\n")
    )
    faults = examined_own("own.yaml", text.encode()).faults
    assert [each.problem.code for each in faults] == [
        "policy.missing",
        "policy.unknown_key",
        "policy.wrong_unit",
        "policy.no_choice",
    ]
    assert [each.line for each in faults] == sorted(each.line for each in faults)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("stricter: higher", "stricter: lower", "policy.wrong_direction"),
        ("measure: organization.leading_group", "measure: rate.retention", "policy.rate_is_a_target"),
        ("at_least: organization.groups_needed", "at_least: nothing.there", "policy.no_parameter"),
        ("within: organization.group_within", "within: organization.groups_needed", "policy.wrong_unit"),
        ("every: term, at: start,", "every: term, at: start, on: organization.group_within,", "policy.on_needs_a_year"),
        ("every: term, at: start,", "every: term, months: organization.group_within,", "policy.months_need_months"),
        (
            "{every: term, at: start, within: organization.group_within}",
            "{event: case.opened}",
            "policy.event_needs_within",
        ),
        (
            "{every: term, at: start, within: organization.group_within}",
            "{event: rate.dropout, within: organization.group_within}",
            "policy.no_event",
        ),
        ('  - id: "9.2"', '  - id: "9.2/../"', "policy.no_clause_id"),
        ('  - id: "9.2"', '  - id: "head"', "policy.no_clause_id"),
        ("- id: leading_group", "- id: Leading-Group", "policy.no_name"),
        (
            "- {id: visit, title: {zh: 上门, en: Visit}",
            "- {id: call, title: {zh: 上门, en: Visit}",
            "policy.steps_named_once",
        ),
        ("    procedures:", "    pending: visits\n    procedures:", None),
        ("who: {role: school_head, of: school}", "who: {role: school_head, of: kingdom}", "policy.no_kind"),
    ],
)
def test_names_lead_somewhere_and_units_and_directions_fit(old: str, new: str, code: str | None) -> None:
    codes = [each.problem.code for each in examined_own("own.yaml", instead(old, new).encode()).faults]
    assert (code in codes) if code else codes == []


def test_a_clause_that_comes_to_nothing_says_that_it_is_pending() -> None:
    bare = GOOD.partition("    procedures:")[0]
    codes = [each.problem.code for each in examined_own("own.yaml", bare.encode()).faults]
    assert codes == ["policy.bound_to_nothing"]
    assert examined_own("own.yaml", (bare + "    pending: visits\n").encode()).faults == ()


def test_a_sanction_follows_something_that_there_is() -> None:
    row = (
        "    sanctions:\n      - {id: told, title: {zh: 通报, en: Circular}, kind: circular, on: %s,\n"
        "         whom: {role: school_head, of: school}}\n"
    )
    for on, code in (("leading_group", None), ("nothing", "policy.follows_nothing"), ("told", "policy.cycle")):
        codes = [each.problem.code for each in examined_own("own.yaml", (GOOD + row % on).encode()).faults]
        assert codes == ([code] if code else [])


ANNOUNCED = "      - {id: one, title: {zh: 甲, en: One}, kind: circular, on: %s, whom: {role: %s, of: %s}}\n"


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([("leading_group", "school_head", "school")], []),
        ([("two", "school_head", "school"), ("one", "school_head", "school")], ["policy.cycle"]),
        ([("leading_group", "county_officer", "county")], ["plans.bearer_above"]),
        ([("leading_group", "school_head", "class")], ["plans.wrong_post"]),
    ],
)
def test_sanctions_end_somewhere_and_meet_those_beneath(lines: list[tuple[str, str, str]], codes: list[str]) -> None:
    rows = [
        (ANNOUNCED % each).replace("id: one", f"id: {name}") for name, each in zip(("one", "two"), lines, strict=False)
    ]
    found = examined_own("own.yaml", (GOOD + "    sanctions:\n" + "".join(rows)).encode()).faults
    assert [each.problem.code for each in found] == codes


WHO = "who: {role: school_head, of: school}"


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        (WHO, []),
        ("who: {role: class_teacher, of: class}", []),
        ("who: {role: school_head, of: school}\n        each: class", []),
        ("who: {role: class_teacher, of: class}\n        each: school", ["plans.bearer_aside"]),
        ("who: {role: county_officer, of: county}\n        each: school", ["plans.bearer_above"]),
        ("who: {role: village_secretary, of: village}", ["plans.bearer_above"]),
        ("who: {role: class_teacher, of: school}", ["plans.wrong_post"]),
    ],
)
def test_a_duty_is_borne_by_whoever_adopts_it_or_beneath(who: str, codes: list[str]) -> None:
    found = examined_own("own.yaml", instead(WHO, who).encode()).faults
    assert [each.problem.code for each in found] == codes


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("area: cases", "area: nonsense", ["policy.no_area"]),
        ("says: 先劝返，再报告", "says: 先劝返，再报告\n    pending: nonsense", ["policy.no_area"]),
        ("every: term, at: start,", "every: term, at: start, days: school,", ["policy.no_effect"]),
        ("every: term, at: start,", "event: case.opened, at: start,", ["policy.no_effect"]),
        ("document: 清溪", "document: " + "长" * 201, ["policy.text_too_long"]),
        ("says: 先劝返，再报告", "says: " + "长" * 2001, ["policy.text_too_long"]),
        ("says: 先劝返，再报告", "says: |\n      先劝返\n      再报告", []),
        ("place: 第一条", 'place: "第一条\\u202e"', ["policy.text_unseen"]),
        ("place: 第一条", 'place: "第一　条"', []),
        ('version: "1"', "version: |\n  1\n  2", ["policy.text_unseen"]),
        ("level: [school]\nfrom: 2026-09-01", "level: [school]\nfrom: 20260901", ["policy.no_day"]),
        ("level: [school]\nfrom: 2026-09-01", "level: [school]\nfrom: 2026-W36-2", ["policy.no_day"]),
        ("level: [school]\nfrom: 2026-09-01", "level: [school]\nfrom: 0001-01-01", ["policy.no_day"]),
    ],
)
def test_what_has_no_effect_no_end_or_no_sight_is_told(old: str, new: str, codes: list[str]) -> None:
    assert [each.problem.code for each in examined_own("own.yaml", instead(old, new).encode()).faults] == codes


def test_a_number_from_a_day_that_nobody_saw_is_told_and_not_dropped() -> None:
    found = examined_own("own.yaml", number("own.number", "5", "day", "lower", "0001-01-01").encode()).faults
    assert [each.problem.code for each in found] == ["policy.no_day"]


def test_a_day_of_the_year_and_a_day_by_itself_take_nothing_beside_them() -> None:
    text = number("own.day", "12-31", "month-day", "none")
    old = "{every: term, at: start, within: organization.group_within}"
    for due, codes in (
        ("{every: year, on: own.day}", []),
        ("{every: year, on: own.day, within: organization.group_within}", ["policy.no_effect"]),
        ("{every: year, at: start, on: own.day}", ["policy.no_effect"]),
        ("{every: day, at: start}", ["policy.no_effect"]),
        ("{every: day, at: start, within: organization.group_within}", []),
        ("{every: day, at: middle, within: organization.group_within}", ["policy.no_effect"]),
    ):
        found = examined_own("own.yaml", text.replace(old, due).encode()).faults
        assert [each.problem.code for each in found] == codes


def test_a_plan_has_no_more_duties_than_can_be_reckoned() -> None:
    duty = GOOD[GOOD.index("      - id: leading_group") : GOOD.index('  - id: "9.2"')]
    more = "".join(duty.replace("id: leading_group", f"id: more_{at}") for at in range(MOST_DUTIES))
    found = examined_own("own.yaml", GOOD.replace('  - id: "9.2"', more + '  - id: "9.2"').encode()).faults
    assert [each.problem.code for each in found] == ["policy.too_many_duties"]


def test_every_area_has_words_for_pages() -> None:
    assert {f"telling.area_{each}" for each in AREAS} == {each for each in WORDS if each.startswith("telling.area_")}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("3 9", None),
        ("13", "policy.no_months"),
        ("3,9", "policy.no_months"),
        ("3 3", "policy.no_months"),
        ("春", "policy.no_months"),
    ],
)
def test_months_are_months(value: str, code: str | None) -> None:
    text = number("own.months", value, "month", "none").replace(
        "{every: term, at: start, within: organization.group_within}", "{every: month, months: own.months}"
    )
    codes = [each.problem.code for each in examined_own("own.yaml", text.encode()).faults]
    assert codes == ([code] if code else [])


@pytest.mark.parametrize(
    ("due", "value", "unit", "whole"),
    [
        ("every: month", "200", "day", True),
        ("every: month", "201", "day", False),
        ("every: term, at: start", "62", "school_day", True),
        ("every: term, at: start", "400", "school_day", False),
        ("every: month", "6", "month", True),
        ("every: month", "7", "month", False),
        ("event: case.opened", "1", "year", True),
        ("event: case.opened", "2", "year", False),
    ],
)
def test_a_duty_falls_due_no_later_than_is_looked_for(due: str, value: str, unit: str, whole: bool) -> None:
    text = number("own.within", value, unit, "lower").replace(
        "{every: term, at: start, within: organization.group_within}", f"{{{due}, within: own.within}}"
    )
    codes = [each.problem.code for each in examined_own("own.yaml", text.encode()).faults]
    assert ("policy.length_too_long" not in codes) == whole


def test_a_later_period_of_a_number_takes_over_and_leaves_no_gap() -> None:
    later = number("organization.groups_needed", "2", "group", "higher", "2027-09-01")
    for until, codes in (("2027-09-01", []), ("2027-06-01", ["policy.no_value_between"])):
        text = later.replace("        from: 2026-09-01\n", f"        from: 2026-09-01\n        until: {until}\n", 1)
        found = examined_own("own.yaml", text.encode())
        assert [each.problem.code for each in found.faults] == codes
        assert found.plan is not None
        [stands] = [
            each
            for each in found.plan.parameters
            if each.key == "organization.groups_needed" and each.stands(date(2027, 9, 1))
        ]
        assert stands.value == "2"


def test_every_file_that_the_program_brings_is_whole() -> None:
    for folder in ("model", "national", "local"):
        for path in sorted((plans_folder() / folder).glob("*.yaml")):
            if path.stem not in ("terms", "working_days") and not path.stem.endswith(".table"):
                assert examined(path.name, path.read_bytes()).faults == (), path.name


ROW = 'plan: own/qingxi\ncases:\n  - {clause: "9.1", case: 数, %s}\n'


def test_a_table_row_asks_one_thing_and_its_faults_are_told_at_their_line() -> None:
    for row, code in (
        ("number: a, duty: b", "policy.row_asks_one"),
        ("on: 2026-10-01", "policy.row_asks_one"),
        ("number: a, colour: red, on: 2026-10-01", "policy.unknown_key"),
    ):
        with pytest.raises(PlanRefused) as refused:
            Table("own.table.yaml", ROW % row)
        assert (refused.value.faults[0].line, refused.value.faults[0].problem.code) == (3, code)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("number: organization.groups_needed, on: 2026-10-01, is: 1 group, stricter: higher", None),
        ("number: organization.groups_needed, on: 2026-10-01, is: 2 group", "policy.row_differs"),
        ("number: organization.groups_needed, on: soon, is: 1 group", "policy.row_unreadable"),
        ("duty: leading_group, day: 2026-10-01, due: 2026-09-07", None),
        ("duty: leading_group, day: 2026-10-01, due: 2026-09-08", "policy.row_differs"),
        ("duty: outreach, day: 2026-10-01, due: 2026-09-08", "policy.row_unreadable"),
        (
            "duty: leading_group, day: 2026-10-01, due: 2026-09-07, facts: {organization.leading_group: {2026-09-02: x}}",
            "policy.row_unreadable",
        ),
        (
            "duty: leading_group, day: 2026-10-01, verdict: broken, levels: {organization.leading_group: many}",
            "policy.row_unreadable",
        ),
        ("procedure: outreach, step: visit, taken: [call], may: yes", None),
        ("procedure: outreach, step: visit, may: yes", "policy.row_differs"),
        ("procedure: outreach, step: letter, may: yes", "policy.row_unreadable"),
    ],
)
def test_a_row_that_the_plan_does_not_give_is_told(row: str, code: str | None) -> None:
    plan = parse_plan("own.yaml", GOOD)
    calendar = table_calendar(UsualTerms((9, 1), (1, 20), (3, 1), (7, 10), (9, 1)))
    text = (ROW % row).replace("9.1", "9.2" if row.startswith("procedure") else "9.1")
    faults = run_table(Table("own.table.yaml", text), plan, calendar)
    assert [(each.line, each.problem.code) for each in faults] == ([(3, code)] if code else [])
