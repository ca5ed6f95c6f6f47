"""Facts of procedures as a table of the tests writes them, the clocks by which they are judged, and procedures acted out."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.facts import (
    Attitude,
    Authority,
    Basis,
    Effort,
    Fact,
    Grave,
    How,
    Item,
    Means,
    Officer,
    Outcome,
    Side,
    Text,
)
from notoneless.casework.procedures.rules.limits import PLAN, Limits, limits_of
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.services import issue_order, propose_order, record_effort, serve
from notoneless.foundation.calendar.rules import usual_terms
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem, sentence
from notoneless.policy.parameters import load_parameters
from notoneless.policy.working_days import load_working_days
from support.cases import verified
from support.county import DAY, County
from support.databases import the
from support.roll_work import prefixed

NOW = date(2026, 11, 1)
LIMITS: Limits = limits_of(load_parameters(PLAN, NOW))
PEOPLE = {"甲": UUID(int=1), "乙": UUID(int=2)}
MOVES = {sentence(Problem(f"procedures.move_{move}")): move for move in Move}
AUTHORITIES = {sentence(Problem(f"procedures.authority_{each}")): each for each in Authority}
EFFORT = Effort(How.HOME, "家里", frozenset({Side.SCHOOL, Side.VILLAGE}), Attitude.HESITATES, "父亲", "义务教育法")


@cache
def calendar() -> Calendar:
    """The national notices, and the usual terms."""
    return Calendar(load_working_days(), (), {}, usual_terms(NOW))


def basis(text: str) -> Basis:
    """A basis as a row writes it: name, article, least, most, and “其他” where it is no law."""
    name, article, least, most, *other = text.split()
    return Basis(Text.OTHER if other else Text.LOCAL_REGULATION, name, article, int(least), int(most))


def fact(row: dict[str, Any]) -> Fact:
    """The fact of a row."""
    move = MOVES[row["办"]]
    return Fact(
        move=move,
        on=row["日"],
        by=PEOPLE.get(row.get("人", "")),
        effort=EFFORT if move is Move.RECORD_EFFORT else None,
        authority=AUTHORITIES[row["机关"]] if "机关" in row else None,
        delegated=row.get("授权", ""),
        until=row.get("期限"),
        means=Means(row["方式"]) if "方式" in row else None,
        proved=row.get("证明", False),
        basis=basis(row["依据"]) if "依据" in row else None,
        officers=tuple(Officer(*each.split()) for each in row.get("执法人员", ())),
        amount=row.get("金额"),
        items=frozenset(Item) - {row.get("缺")},
        outcome=Outcome(row["结果"]) if "结果" in row else None,
        signed_by_head=row.get("负责人签名", False),
        grave=Grave(row["严重"]) if "严重" in row else None,
        told_to=row.get("移送给", ""),
    )


# procedures acted out

UNTIL = date(2026, 9, 8)
SAID: dict[str, Any] = {
    "how": "home",
    "place": "柳树村一组家中",
    "sides": "school village",
    "met": "父亲",
    "attitude": "hesitates",
    "law_explained": "义务教育法第五条、第五十八条",
    "difficulty": "家里缺人手",
    "agreed_on": None,
    "grave": None,
    "proof": None,
}


def recorded(county: County, key: str = "both", who: str = "王老师", **given: Any) -> UUID:
    """A return effort of a child; the event."""
    return record_effort(county.ctx(who), child=county.children[key], **{"on": DAY, **SAID, **given})


def begun(county: County, key: str = "both", **given: Any) -> UUID:
    """The procedure of a child whose dropout is verified, with its first effort."""
    verified(county, key)
    recorded(county, key, **given)
    return UUID(str(the(Procedure, child_id=county.children[key]).pk))


def proposed_order(county: County, unit: str = "town_a", who: str = "陈局长") -> UUID:
    """A procedure in which an order of a unit is proposed."""
    procedure = begun(county)
    party = {"unit": county.units[unit], "guardian": county.guardians["both"]}
    propose_order(county.ctx(who), procedure=procedure, on=DAY, delegated=None, **party)
    return procedure


def ordered(county: County) -> UUID:
    """A procedure in which the township has issued its order."""
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    issue_order(county.ctx("张镇长"), procedure=procedure, until=UNTIL)
    return procedure


def served_order(county: County, **given: Any) -> UUID:
    """A procedure in which the order was served."""
    procedure = ordered(county)
    how = {
        "on": DAY,
        "means": "in_person",
        "proved": None,
        "receiver": "父亲",
        "place": None,
        "witness": None,
        "proof": None,
    }
    serve(county.ctx("张镇长"), procedure=procedure, **how | given)
    return procedure
