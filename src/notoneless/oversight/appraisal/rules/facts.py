"""The facts that an item may ask for: what rooms count for plans, rates, and what this room and duties know of a bearer."""

from collections.abc import Mapping

from notoneless.oversight.indicators.rules.rates import Rate
from notoneless.policy.measures import MEASURES
from notoneless.policy.measuring import Nature

_OWN: Mapping[str, tuple[str, str]] = {
    "verdict.broken": ("没有做到的职责", "duties not done"),
    "verdict.late": ("做晚了的职责", "duties done late"),
    "verdict.done_share": ("按时做到的职责（%）", "duties done in time (%)"),
    "target.split": ("分解到的指标", "targets of one's own"),
    "target.missed": ("没有达到的指标", "targets of one's own not reached"),
    "group.seats": ("领导小组席位", "seats in leading groups"),
    "group.broken": ("所在领导小组没有做到的职责", "duties of one's leading groups not done"),
    "plan.counts": ("方案写明计入考核的事项", "what plans count in the appraisal"),
    "inquiry.outcomes": ("受到追责", "consequences of inquiries"),
    "found.children": ("自己找到的失学儿童", "missing children found"),
}
"""Facts that no plan counts: of a bearer's verdicts, own targets and seats, and what a unit has found."""

RATES: Mapping[str, Rate] = {f"share.{rate.value}": rate for rate in Rate if rate is not Rate.DROPOUTS}
"""Rates, by the code under which an item names them."""

OF_LOSS: frozenset[str] = frozenset(
    f"share.{rate.value}" for rate in (Rate.DROPOUT_PRIMARY, Rate.DROPOUT_JUNIOR, Rate.MOVED_PRIMARY, Rate.MOVED_JUNIOR)
)
"""Rates of which more is worse."""

COUNTED: frozenset[str] = frozenset(
    code for code, each in MEASURES.items() if each.nature is not Nature.RATE and not each.awaits
)

FACTS: frozenset[str] = frozenset({*_OWN, *RATES, *COUNTED})
"""All facts."""

WORDS: Mapping[str, tuple[str, str]] = {
    **_OWN,
    **{code: (MEASURES[code].zh, MEASURES[code].en) for code in sorted(COUNTED)},
}
"""What a fact is called, Chinese and English; rates are called as indicators call them."""
