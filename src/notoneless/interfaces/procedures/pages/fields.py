"""The fields of the forms, each filled in from what is known, and beside which of them a refusal is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from notoneless.casework.procedures.rules.facts import OUTCOMES, Attitude, Authority, Grave, How, Means, Side, Text
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import (
    authorities_of,
    guardians_of,
)
from notoneless.casework.procedures.selectors.procedures import ProcedurePage
from notoneless.foundation.access.context import Context
from notoneless.foundation.people.models import Child
from notoneless.interfaces.frame.forming import FormField, Options
from notoneless.interfaces.procedures.pages.offering import MoveForm
from notoneless.interfaces.procedures.pages.wording import choices, said, told
from notoneless.kernel.problems import Problem

ATTACH = "attachment.add"
_BESIDE = {
    "procedures.future": "on",
    "procedures.backwards": "on",
    "procedures.served_too_late": "on",
    "procedures.order_runs": "on",
    "procedures.nobody_went": "sides",
    "procedures.no_place": "place",
    "procedures.agreed_before": "agreed_on",
    "procedures.cannot_order": "unit",
    "procedures.not_local": "unit",
    "procedures.not_its_guardian": "guardian",
    "procedures.home_missing": "address",
    "procedures.no_address": "address",
    "procedures.no_served_at": "place",
    "procedures.no_deadline": "until",
    "procedures.no_means": "means",
    "procedures.no_outcome": "outcome",
    "procedures.no_referral": "told_to",
    "procedures.no_paper": "proof",
    "procedures.why_dropped": "note",
    "procedures.cannot_penalize": "unit",
    "procedures.not_where": "unit",
    "procedures.no_basis": "law",
    "procedures.basis_without_fine": "law",
    "procedures.basis_no_law": "law",
    "procedures.basis_no_range": "most",
    "procedures.two_officers": "second_officer",
    "procedures.no_amount": "amount",
    "procedures.out_of_range": "amount",
    "procedures.heavier_for_arguing": "amount",
    "procedures.heavier_than_told": "amount",
    "procedures.party_has_time": "on",
    "procedures.decided_too_late": "on",
    "procedures.asked_too_late": "on",
    "procedures.hearing_before_day": "on",
    "procedures.hearing_told_late": "on",
    "procedures.hearing_too_soon": "hearing_on",
    "procedures.host_inquired": "host",
    "procedures.paid_too_soon": "until",
    "procedures.added_too_much": "added",
    "procedures.head_signs": "head",
    "procedures.labour_elsewhere": "told_to",
    "procedures.not_referred_so": "grave",
    "procedures.answered_before": "on",
    **{f"procedures.unproved_{means}": "proved" for means in Means},
}
"""The field that each refusal is about; one of the whole form stands above it."""

_OPTIONAL = frozenset(
    {
        "address",
        "case_number",
        "delegated",
        "note",
        "proof",
        "proved",
        "receiver",
        "place",
        "witness",
        "met",
        "law_explained",
        "difficulty",
    }
    | {"agreed_on", "grave"}
)


@dataclass(frozen=True)
class Asked:
    """A form before a person: of which move and child, and in which procedure; None before the first effort."""

    form: MoveForm
    move: Move
    child: Child
    found: ProcedurePage | None

    def is_optional(self, name: str) -> bool:
        """Whether a field may stay empty: what is grave may, but where it is referred."""
        if self.move in (Move.CALL_HEARING, Move.ISSUE_DECISION):
            return name == "until"
        if self.move is Move.DROP_PENALTY and name == "note":
            return False
        return name in _OPTIONAL and not (name == "grave" and self.move in (Move.REFER, Move.ANSWER_REFERRAL))


def beside(problem: Problem, fields: Sequence[str]) -> str:
    """The field that a refusal is about; empty where it is about the whole form."""
    name = problem.params.get("name")
    found = name.code.removeprefix("parameter.") if isinstance(name, Problem) else _BESIDE.get(problem.code, "")
    if problem.code == "procedures.wrong_id":  # of the one text of the form that goes on the paper
        found = next((each for each in ("address", "found", "views") if each in fields), "")
    return found if found in fields else ""


def fields_of(ctx: Context, asked: Asked, given: Mapping[str, str], problem: Problem | None) -> list[FormField]:
    """The fields of a form with what is known or was typed, and the refusal beside the one that it is about."""
    wrong = beside(problem, asked.form.fields) if problem is not None else ""
    found = []
    for name in asked.form.fields:
        if _offers(ctx, asked, name):
            error = said(problem) if problem is not None and name == wrong else ""
            found.append(_field(ctx, asked, name, given.get(name, ""), error))
    return found


def _offers(ctx: Context, asked: Asked, name: str) -> bool:
    """Whether a field has a place: a proof with who may attach one, a power handed over where a subdistrict office orders."""
    if name == "delegated":
        units = authorities_of(ctx, asked.child.pk, asked.form.action.code)
        handed = (
            (Authority.SUBDISTRICT,)
            if asked.move is Move.PROPOSE_ORDER
            else (Authority.SUBDISTRICT, Authority.TOWNSHIP)
        )
        return any(authority in handed for _, _, authority in units)
    return name != "proof" or ctx.may(ATTACH)


def _field(ctx: Context, asked: Asked, name: str, value: str, error: str) -> FormField:
    return FormField(
        name=name,
        label=_label(asked, name),
        type=_KINDS.get(name, "text"),
        value=value,
        options=_options(ctx, asked, name),
        is_optional=asked.is_optional(name),
        hint=_hint(asked, name),
        error=error,
    )


_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("on", "until", "agreed_on", "hearing_on"), "date"),
    **dict.fromkeys(("unit", "guardian", "how", "attitude", "grave", "means", "outcome", "text_kind"), "select"),
    **dict.fromkeys(("note", "law_explained", "difficulty", "found", "views"), "textarea"),
    "sides": "ticks",
    "proved": "tick",
    "proof": "file",
}


def _options(ctx: Context, asked: Asked, name: str) -> Options:
    """What may be chosen in a field."""
    if name == "unit":
        return [(unit, words) for unit, words, _ in authorities_of(ctx, asked.child.pk, asked.form.action.code)]
    if name == "guardian":
        return guardians_of(ctx, asked.child.pk)
    if name == "outcome":
        return choices("outcome", OUTCOMES[asked.move])
    begins, codes = _CHOSEN.get(name, ("", ()))
    return choices(begins, codes)


_CHOSEN: Mapping[str, tuple[str, Iterable[Any]]] = {
    "how": ("how", How),
    "sides": ("side", Side),
    "attitude": ("attitude", Attitude),
    "grave": ("grave", Grave),
    "means": ("means", Means),
    "text_kind": ("text", Text),
}


def _label(asked: Asked, name: str) -> str:
    labels = {
        "on": gettext("日期"),
        "how": gettext("劝返方式"),
        "place": gettext("地点"),
        "agreed_on": gettext("约定返校日"),
        "unit": gettext("由哪个机关责令改正"),
        "guardian": gettext("责令哪一位监护人"),
        "address": gettext("这位监护人的住址"),
        "until": gettext("责令在这一天以前送孩子到校"),
        "least": gettext("罚款最少（元）"),
        "most": gettext("罚款最多（元）"),
    }
    if asked.move is Move.OPEN_PENALTY and name == "unit":
        return gettext("由哪个机关处罚")
    if asked.move is Move.ISSUE_DECISION and name == "until":
        return gettext("在这一天以前缴纳")
    return labels.get(name) or told(f"parameter.{name}")


def _hint(asked: Asked, name: str) -> str:
    """What to know of a field before it is filled in."""
    special = {
        (Move.OPEN_PENALTY, "law"): gettext("地方性法规等的全名；《义务教育法》第五十八条没有罚款，不能作依据"),
        (Move.OPEN_PENALTY, "delegated"): gettext("乡镇、街道处罚的，写明交由其行使的文件"),
        (Move.ISSUE_NOTICE, "found"): gettext("写进告知书和决定书，当事人看得到：写明时间、事实和证据"),
        (Move.CALL_HEARING, "host"): gettext("不能是本案的调查人员"),
        (Move.CALL_HEARING, "place"): "",
        (Move.ISSUE_DECISION, "until"): gettext("不填的，按法律规定的期限缴纳"),
        (Move.ISSUE_DECISION, "pay_to"): gettext("指定的银行账户或者电子支付方式"),
        (Move.REFER, "grave"): "",
        (Move.ANSWER_REFERRAL, "grave"): "",
        (Move.ANSWER_REFERRAL, "case_number"): gettext("受理机关的文号"),
        (Move.ISSUE_DEMAND, "added"): gettext("已按每日加处的比例算到今天，可以少，不能多"),
        (Move.ISSUE_DEMAND, "pay_to"): gettext("指定的银行账户或者电子支付方式"),
    }
    if (asked.move, name) in special:
        return special[asked.move, name]
    hints = {
        "met": gettext("已填登记的监护人；没有见到人的，请清空"),
        "law_explained": gettext("讲了哪些法律条文，例如《义务教育法》第五条、第五十八条"),
        "difficulty": gettext("家里有什么困难、有什么要求；加密保存，按需查看"),
        "grave": gettext("使用童工、侵害、早婚、犯罪等，登记以后必须移送有关部门"),
        "until": gettext("法律没有写期限多长，由签发机关写明；通知书要在这一天以前送达"),
        "proved": gettext(
            "家人代收的是同住成年家属；留置的有见证人或者照片录像；电子送达有确认书；公告的记明原因和经过"
        ),
        "proof": gettext("照片或 PDF"),
        "note": gettext("加密保存，按需查看"),
        "court": gettext("申请机关所在地的基层人民法院"),
        "head": gettext("写进申请书；打印后由负责人签名，加盖公章，注明日期"),
        "views": gettext("写进申请书：催告以后当事人说了什么，没有说的照实写"),
        "case_number": gettext("法院、复议机关的编号"),
        "told_to": gettext("使用童工的移送人力资源社会保障部门，侵害、犯罪的移送公安机关"),
        "guardian": gettext("没有要找的人，先在儿童主页添加监护人"),
        "delegated": gettext("街道办事处责令改正的，写明交由其行使的文件"),
        "address": gettext("写进责令、处罚文书和送达回证；已填孩子登记的住址，监护人住在别处的请改"),
    }
    return hints.get(name, "")
