"""Facts of procedures as a table of the tests writes them, the clocks by which they are judged, and procedures acted out."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from notoneless.casework.procedures.models import Procedure, ProcedureEvent
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
from notoneless.casework.procedures.services import (
    apply_to_court,
    enter,
    inquire,
    issue_decision,
    issue_demand,
    issue_notice,
    issue_order,
    open_penalty,
    propose_decision,
    propose_order,
    record_effort,
    refer,
    serve,
)
from notoneless.foundation.calendar.rules import usual_terms
from notoneless.kernel.calendar import Calendar
from notoneless.kernel.problems import Problem, sentence
from notoneless.policy.parameters import load_parameters
from notoneless.policy.working_days import load_working_days
from support.cases import verified
from support.county import DAY, County, appoint
from support.databases import all_of, the
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


def referred(county: County) -> UUID:
    """A procedure in which a clue of child labour was told to the authority whose matter it is."""
    procedure = begun(county, grave="child_labour")
    told = {"grave": "child_labour", "told_to": "县人力资源和社会保障局", "on": DAY, "note": None}
    refer(county.ctx("陈局长"), procedure=procedure, **told)
    return procedure


def proposed_order(county: County, unit: str = "town_a", who: str = "陈局长") -> UUID:
    """A procedure in which an order of a unit is proposed."""
    procedure = begun(county)
    party = {"unit": county.units[unit], "guardian": county.guardians["both"]}
    propose_order(county.ctx(who), procedure=procedure, on=DAY, delegated=None, **party)
    return procedure


def proposal_in(procedure: UUID) -> UUID:
    """The event that proposed last what somebody else issues; an id that is none's where nobody has."""
    moves = (Move.PROPOSE_ORDER, Move.PROPOSE_DECISION)
    events = sorted(all_of(ProcedureEvent, procedure_id=procedure, move__in=moves), key=lambda event: event.number)
    return events[-1].pk if events else uuid4()


def ordered(county: County) -> UUID:
    """A procedure in which the township has issued its order."""
    prefixed(county, "town_a", "清政", "张镇长")
    procedure = proposed_order(county)
    issue_order(county.ctx("张镇长"), procedure=procedure, proposal=proposal_in(procedure), until=UNTIL)
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


# the third step: the order was not followed

OPENED_ON, DECIDING = date(2026, 9, 10), date(2026, 9, 20)
"""When proceedings are opened and the party is told; when its time to argue and to ask for a hearing is over."""

HEARING_ON, PAY_UNTIL = date(2026, 9, 28), date(2026, 10, 20)
LAW: dict[str, Any] = {
    "text_kind": "local_regulation",
    "law": "某省义务教育条例",
    "article": "第五十条",
    "least": 100,
    "most": 1000,
    "delegated": None,
}
OFFICERS = {"officer": "执法甲", "certificate": "晴001", "second_officer": "执法乙", "second_certificate": "晴002"}
FOUND = "慕容甲乙自2026年9月1日起没有到校，有点名册、劝返记录为证。"
BY_HAND: dict[str, Any] = {
    "means": "in_person",
    "proved": None,
    "receiver": "父亲",
    "place": None,
    "witness": None,
    "proof": None,
}
OTHER = "林局长"
"""A second officer of the county: nobody issues what they proposed."""


def expired_order(county: County) -> UUID:
    """A procedure whose order has run out; the county has a prefix and a second officer."""
    procedure = served_order(prefixed(county, "county", "晴教", "陈局长"))
    appoint(county, OTHER, "county_officer", "county", "13900007777")
    county.time.pass_by(days=9)
    return procedure


def opened_penalty(county: County) -> UUID:
    """A procedure in which the county has opened proceedings."""
    procedure = expired_order(county)
    open_penalty(county.ctx("陈局长"), procedure=procedure, unit=county.units["county"], on=OPENED_ON, **LAW)
    return procedure


def inquired(county: County) -> UUID:
    """A procedure in which two officers have inquired."""
    procedure = opened_penalty(county)
    inquire(county.ctx("陈局长"), procedure=procedure, on=OPENED_ON, note="看了点名册", proof=None, **OFFICERS)
    return procedure


def noticed(county: County, amount: int = 500) -> UUID:
    """A procedure in which the advance notice was issued and served."""
    procedure = inquired(county)
    issue_notice(county.ctx("陈局长"), procedure=procedure, amount=amount, found=FOUND)
    serve(county.ctx("陈局长"), procedure=procedure, on=OPENED_ON, **BY_HAND)
    return procedure


def hearing_asked(county: County) -> UUID:
    """A procedure in which the party has asked for a hearing."""
    procedure = noticed(county)
    entered(county, procedure, "ask_hearing", OPENED_ON)
    return procedure


def past_arguing(county: County) -> UUID:
    """A procedure in which the party was told, has said nothing, and its time is over."""
    procedure = noticed(county)
    county.time.pass_by(days=10)
    return procedure


def proposed_decision(county: County, amount: int = 500) -> UUID:
    """A procedure in which a decision is proposed by a second officer, the party having said nothing."""
    procedure = past_arguing(county)
    propose_decision(county.ctx(OTHER), procedure=procedure, on=DECIDING, amount=amount)
    return procedure


def decided(county: County) -> UUID:
    """A procedure in which the decision was issued."""
    procedure = proposed_decision(county)
    issue_decision(
        county.ctx("陈局长"),
        procedure=procedure,
        proposal=proposal_in(procedure),
        pay_to="县农村信用社罚款专户",
        until=None,
    )
    return procedure


# the fourth step: the fine was not paid

PAY_TO, COURT, HEAD = "县农村信用社罚款专户", "晴川县人民法院", "陈局长"
ADDED = 180
"""Three percent of 500 yuan for each of the twelve days from 9 October, the day after the last one to pay, to 20 October."""

VIEWS = "收到催告书以后没有陈述、申辩。"


def decision_served(county: County) -> UUID:
    """A procedure in which the decision was served."""
    procedure = decided(county)
    serve(county.ctx("陈局长"), procedure=procedure, on=DECIDING, **BY_HAND)
    return procedure


def unpaid(county: County) -> UUID:
    """A procedure in which the time to pay is over: 20 October."""
    procedure = decision_served(county)
    county.time.pass_by(days=30)
    return procedure


def demanded(county: County) -> UUID:
    """A procedure in which the demand was issued."""
    procedure = unpaid(county)
    issue_demand(county.ctx("陈局长"), procedure=procedure, added=ADDED, pay_to=PAY_TO)
    return procedure


def demand_served(county: County) -> UUID:
    """A procedure in which the demand was served."""
    procedure = demanded(county)
    serve(county.ctx("陈局长"), procedure=procedure, on=date(2026, 10, 20), **BY_HAND)
    return procedure


def before_court(county: County) -> UUID:
    """A procedure in which nobody has gone to law, and the court may be asked: 25 March."""
    procedure = demand_served(county)
    county.time.pass_by(days=156)
    return procedure


def applied(county: County) -> UUID:
    """A procedure in which the court was asked."""
    procedure = before_court(county)
    apply_to_court(county.ctx("陈局长"), procedure=procedure, court=COURT, head=HEAD, views=VIEWS)
    return procedure


def entered(county: County, procedure: UUID, move: str, on: date, outcome: str | None = None) -> UUID:
    """What happened, entered by the county."""
    note = "孩子已回校" if move == "drop_penalty" else None
    given = {"on": on, "outcome": outcome, "note": note, "proof": None}
    return enter(county.ctx("陈局长"), procedure=procedure, move=move, **given)
