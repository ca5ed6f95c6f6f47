"""A plan that a school writes itself, whole, and what somebody may have done wrong in it."""

from collections.abc import Callable
from uuid import UUID

from notoneless.foundation.plans.models import PlanVersion
from notoneless.foundation.plans.services import draft_plan
from support.county import County
from support.databases import owners_eyes

GOOD = """\
plan: own/qingxi
title: {zh: 清溪镇中心小学方案, en: Plan of Qingxi school}
version: "1"
level: [school]
from: 2026-09-01
document: 清溪镇中心小学控辍保学方案
clauses:
  - id: "9.1"
    area: organisation
    title: {zh: 领导小组, en: Leading group}
    place: 第一条
    says: 每学期开学后核对领导小组
    parameters:
      - key: organization.groups_needed
        title: {zh: 应有领导小组数, en: leading groups needed}
        value: "1"
        unit: group
        stricter: higher
        from: 2026-09-01
        checked: 2026-11-28
      - key: organization.group_within
        title: {zh: 核对期限, en: time to check the group}
        value: "5"
        unit: school_day
        stricter: lower
        from: 2026-09-01
        checked: 2026-11-28
    duties:
      - id: leading_group
        title: {zh: 校级领导小组在册, en: Leading group on file}
        who: {role: school_head, of: school}
        due: {every: term, at: start, within: organization.group_within}
        requires: [{measure: organization.leading_group, at_least: organization.groups_needed}]
  - id: "9.2"
    area: cases
    title: {zh: 劝返, en: Outreach}
    place: 第二条
    says: 先劝返，再报告
    procedures:
      - id: outreach
        title: {zh: 劝返, en: Outreach}
        steps:
          - {id: call, title: {zh: 电话, en: Call}, kind: outreach}
          - {id: visit, title: {zh: 上门, en: Visit}, kind: outreach, after: [call]}
"""

_NUMBER = """\
      - key: {key}
        title: {{zh: 数, en: number}}
        value: "{value}"
        unit: {unit}
        stricter: {stricter}
        from: {since}
        checked: 2026-11-28
"""
_DUTIES = "    duties:\n"


def number(key: str, value: str, unit: str, stricter: str, since: str = "2026-09-01", more: str = "") -> str:
    """The plan with one number more, in its first clause."""
    added = _NUMBER.format(key=key, value=value, unit=unit, stricter=stricter, since=since) + more
    return GOOD.replace(_DUTIES, added + _DUTIES, 1)


def instead(old: str, new: str, times: int = 1) -> str:
    """The plan with another text in place of one that it has."""
    assert old in GOOD
    return GOOD.replace(old, new, times)


_TOP = """\
parameters:
  - {key: own.number, title: {zh: 数, en: number}, value: "1", unit: day, binding: setting, stricter: lower,
     from: 2026-09-01, checked: 2026-11-28}
"""
_FINE = """\
    sanctions:
      - {id: fine, title: {zh: 罚款, en: Fine}, kind: fine, on: leading_group, whom: {role: school_head, of: school}}
"""

BAD: dict[str, tuple[Callable[[], str | bytes], int, str]] = {
    "unknown key": (lambda: instead("place: 第一条", "place: 第一条\n    colour: red"), 12, "不认识的项目“colour”"),
    "unknown measure": (
        lambda: instead("measure: organization.leading_group", "measure: nothing.at_all"),
        33,
        "没有这个可统计的事实",
    ),
    "laxer than law": (lambda: number("school_age_from", "7", "year", "lower"), 28, "更宽，不能采用"),
    "not as law": (lambda: number("school_age_from", "6", "month", "lower"), 28, "不一致"),
    "penalty without basis": (lambda: GOOD.replace('  - id: "9.2"', _FINE + '  - id: "9.2"'), 35, "须写明法律依据"),
    "compelling step without basis": (
        lambda: instead("kind: outreach, after", "kind: court, after"),
        44,
        "须写明法律依据",
    ),
    "missing source": (lambda: instead("clauses:\n", _TOP + "clauses:\n"), 8, "缺少“source”"),
    "undated number": (lambda: instead("        from: 2026-09-01\n", ""), 14, "缺少“from”"),
    "number of no unit": (lambda: instead("        unit: group\n", ""), 14, "缺少“unit”"),
    "no day": (lambda: instead("from: 2026-09-01", "from: 2026-02-30"), 5, "不是日期"),
    "overlapping dates": (
        lambda: number("organization.groups_needed", "2", "group", "higher", "2027-01-01").replace(
            "        from: 2026-09-01\n", "        from: 2026-09-01\n        until: 2027-06-01\n", 1
        ),
        29,
        "重叠",
    ),
    "one day twice": (lambda: number("organization.groups_needed", "2", "group", "higher"), 28, "重叠"),
    "a period that ends before it begins": (
        lambda: instead("        from: 2026-09-01\n", "        from: 2026-09-01\n        until: 2026-01-01\n"),
        14,
        "截止日不晚于起始日",
    ),
    "contradicting periods": (
        lambda: number("organization.groups_needed", "2", "seat", "higher", "2027-01-01"),
        28,
        "前后不一",
    ),
    "every and event": (lambda: instead("due: {every: term", "due: {every: term, event: case.verified"), 32, "之一"),
    "a cycle": (lambda: instead("kind: outreach}\n", "kind: outreach, after: [visit]}\n"), 40, "死循环"),
    "a step after none": (lambda: instead("after: [call]", "after: [letter]"), 44, "没有这一步"),
    "a clause twice": (lambda: instead('id: "9.2"', 'id: "9.1"'), 8, "出现了不止一次"),
    "an id twice": (lambda: instead("- id: outreach", "- id: leading_group"), 29, "用了不止一次"),
    "a key twice": (lambda: instead("area: organisation", "area: organisation\n    area: cases"), 10, "写了两次"),
    "an anchor": (lambda: instead("title: {zh: 清溪", "title: &t {zh: 清溪"), 2, "不允许锚点"),
    "a bomb": (lambda: "a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", 1, "不允许锚点"),
    "a tag": (lambda: instead('version: "1"', "version: !!python/object/apply:os.getcwd []"), 3, "类型标签"),
    "nested without end": (lambda: "plan: " + "[" * 100_000, 1, "层层嵌套"),
    "nested in blocks": (lambda: "- " * 100_000 + "x", 1, "层层嵌套"),
    "two megabytes": (lambda: GOOD + "# " + "x" * 2_000_000, 1, "超过 1000000 字节"),
    "not UTF-8": (lambda: instead("第一条", "第一条").encode("gb18030"), 2, "不是 UTF-8"),
    "empty": (lambda: "", 1, "不能为空"),
    "only a remark": (lambda: "# 方案\n", 1, "不能为空"),
    "two documents": (lambda: GOOD + "---\n" + GOOD, 1, "只能有一份方案"),
    "no YAML": (lambda: instead("level: [school]", "level: [school"), 5, "不是合格的 YAML"),
    "a list": (lambda: "- 1\n- 2\n", 1, "项目：内容"),
    "nobody's role": (lambda: instead("role: school_head", "role: principal"), 29, "没有这个岗位"),
    "no kind of unit": (lambda: instead("level: [school]", "level: [kingdom]"), 1, "没有这一类单位"),
    "no length": (lambda: instead('value: "5"', 'value: "2.5"'), 21, "应是一个整数"),
    "a length without end": (lambda: instead('value: "5"', 'value: "9999"'), 21, "太长"),
    "no number": (lambda: instead('value: "1"\n', 'value: "NaN"\n'), 14, "不是数字"),
    "a number below nought": (lambda: instead('value: "1"\n', 'value: "-1"\n'), 14, "不能小于 0"),
    "a day that no year has": (lambda: number("own.day", "02-30", "month-day", "none"), 28, "不是月日"),
    "asks for nothing": (
        lambda: instead(
            "requires: [{measure: organization.leading_group, at_least: organization.groups_needed}]", "requires: []"
        ),
        29,
        "凭什么算完成",
    ),
}
"""By what is wrong: the file, the line of its first fault, and a piece of the sentence."""

LAXER = """
plan: own/laxer
title: {zh: 自拟方案, en: A plan of our own}
version: "1"
level: [county]
from: 2026-01-01
document: 自拟方案
clauses:
  - id: "1"
    area: rosters
    title: {zh: 入学年龄, en: age of entry}
    place: 第一条
    says: 七周岁入学
    parameters:
      - {key: school_age_from, title: {zh: 入学年龄, en: age of entry}, value: "%s", unit: year, stricter: lower,
         from: 2026-01-01, checked: 2026-11-28}
  - id: "2"
    area: organisation
    title: {zh: 领导小组, en: group}
    place: 第二条
    says: 每村每月
    parameters:
      - {key: own.groups, title: {zh: 数, en: number}, value: "1", unit: group, stricter: higher, from: 2026-01-01,
         checked: 2026-11-28}
    duties:
      - {id: %s, title: {zh: 小组, en: group}, who: {role: township_leader, of: township}, each: village, due: {every: month},
         requires: [{measure: organization.leading_group, at_least: own.groups}]}
"""
"""A plan of the county: from which age on, and a duty by what name."""


def laxer_draft(county: County, age: str, duty: str) -> UUID:
    """A draft of a text of our own."""
    version: UUID = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key="model/plan_7")
    with owners_eyes():
        changed = PlanVersion._base_manager.filter(pk=version).update(key="own/laxer", text=LAXER % (age, duty))
    assert changed == 1
    return version
