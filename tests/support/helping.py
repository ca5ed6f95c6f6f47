"""Help for pupils at each state, as the tests of several floors need it."""

from datetime import date
from typing import Any
from uuid import UUID

from notoneless.casework.support.models import NeedFinding
from notoneless.casework.support.services import (
    assign,
    hold_parents_day,
    hold_session,
    measure,
    open_scheme,
    pair,
    plan_scheme,
    record_survey,
    record_talk,
)
from support.county import DAY, County
from support.databases import the

PLAN: dict[str, Any] = {
    "help_goal": "数学单元测验及格",
    "approach": "作业分两层，课上先问基础题",
    "help_measures": "每周三面批作业\n同桌互助",
    "measured_by": "数学单元测验，满分 100",
    "begin_value": 45,
}
"""What a plan says."""


def helped(county: County, key: str = "both", trouble: str = "study", means: str = "teaching") -> UUID:
    """A scheme that a class teacher has opened."""
    ctx = county.ctx("王老师")
    return open_scheme(ctx, child=county.children[key], trouble=trouble, help_means=means, case=None)


def planned(county: County, **changes: Any) -> UUID:
    """A scheme with a plan."""
    scheme = helped(county, **{name: changes.pop(name) for name in ("key", "trouble", "means") if name in changes})
    plan_scheme(county.ctx("王老师"), help_scheme=scheme, **PLAN | changes)
    return scheme


def given(county: County, **changes: Any) -> UUID:
    """A planned scheme with somebody who helps."""
    scheme = planned(county, **changes)
    assign(county.ctx("李校长"), help_scheme=scheme, mentor=county.accounts["王老师"])
    return scheme


def held(county: County, on: date = DAY, **changes: Any) -> UUID:
    """A scheme with a session."""
    scheme = given(county, **changes)
    hold_session(county.ctx("王老师"), help_scheme=scheme, on=on, session_words="面批作业")
    return scheme


def marked(county: County, value: int = 62) -> UUID:
    """What a class teacher has measured."""
    scheme = held(county)
    ctx = county.ctx("王老师")
    return measure(ctx, help_scheme=scheme, on=DAY, mark_value=value, mark_words="期中测验")


def paired(county: County, key: str = "both") -> UUID:
    """A pairing that a head has made."""
    return pair(county.ctx("李校长"), child=county.children[key], mentor=county.accounts["王老师"])


def surveyed(county: County, **named: str) -> UUID:
    """A survey of a class: who was found, by their keys with blanks between."""
    found = {
        name: " ".join(str(county.children[key]) for key in named.get(name, "").split())
        for name in ("struggling", "far_away", "poor", "other_need")
    }
    return record_survey(county.ctx("王老师"), unit=county.units["class_a"], **found)


def found_in_need(county: County) -> UUID:
    """What a survey has found of a pupil."""
    surveyed(county, struggling="both")
    found: UUID = the(NeedFinding).pk
    return found


def talked(county: County, who: str = "王老师", key: str = "both", said: str = "想念父母，睡不好") -> UUID:
    """A talk of counselling, of today."""
    ctx = county.ctx(who)
    return record_talk(ctx, child=county.children[key], on=ctx.today, held_for="wavering", counselled=said)


def invited(county: County, unit: str = "class_a") -> UUID:
    """Parents who were at school today."""
    ctx = county.ctx("王老师")
    given = {"on": ctx.today, "invitation": "家长开放日", "invited_count": 40, "came_count": 35}
    return hold_parents_day(ctx, unit=county.units[unit], **given)
