"""The fields of the forms, each filled in from what is known, and beside which of them a refusal is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from notoneless.casework.procedures.rules.facts import OUTCOMES, Attitude, Authority, Grave, How, Means, Side
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import authorities_of, guardians_of, home_of, kinds_held
from notoneless.casework.procedures.selectors.procedures import ProcedurePage
from notoneless.casework.procedures.services import propose_order, record_effort
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.people.models import Child
from notoneless.interfaces.procedures.pages.offering import MoveForm
from notoneless.interfaces.procedures.pages.wording import choices, said, told
from notoneless.kernel.problems import Problem

ATTACH = "attachment.add"
Options = Sequence[tuple[Any, str]]

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
    "procedures.no_deadline": "until",
    "procedures.no_means": "means",
    "procedures.no_outcome": "outcome",
    "procedures.no_referral": "told_to",
    "procedures.no_paper": "proof",
    **{f"procedures.unproved_{means}": "proved" for means in Means},
}
"""The field that each refusal is about; one of the whole form stands above it."""

_OPTIONAL = frozenset(
    {"delegated", "note", "proof", "proved", "receiver", "place", "witness", "met", "law_explained", "difficulty"}
    | {"agreed_on", "grave"}
)
_SIDE_OF = {
    UnitKind.SCHOOL: Side.SCHOOL,
    UnitKind.TEACHING_POINT: Side.SCHOOL,
    UnitKind.CLASS: Side.SCHOOL,
    UnitKind.VILLAGE: Side.VILLAGE,
    UnitKind.GROUP: Side.VILLAGE,
    UnitKind.TOWNSHIP: Side.TOWNSHIP,
}


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form, as its template takes it; `type` may be `ticks`, of several, or `tick`."""

    name: str
    label: str
    type: str = "text"
    value: str = ""
    options: Options = ()
    is_optional: bool = False
    hint: str = ""
    error: str = ""

    @property
    def ticked(self) -> list[str]:
        """What is ticked, of several."""
        return self.value.split()


@dataclass(frozen=True)
class Asked:
    """A form before a person: of which move and child, and in which procedure; None before the first effort."""

    form: MoveForm
    move: Move
    child: Child
    found: ProcedurePage | None

    def is_optional(self, name: str) -> bool:
        """Whether a field may stay empty: what is grave may, but where it is referred."""
        return name in _OPTIONAL and not (name == "grave" and self.move is Move.REFER)


def known(ctx: Context, asked: Asked) -> dict[str, str]:
    """What the fields are filled with before anybody types: nobody types a fact twice."""
    values = {"on": ctx.today.isoformat(), **_of_move(ctx, asked)}
    return {name: value for name, value in values.items() if name in asked.form.fields and value}


def _of_move(ctx: Context, asked: Asked) -> Mapping[str, str]:
    home, guardians = home_of(ctx, asked.child), guardians_of(ctx, asked.child.pk)
    first = guardians[0] if guardians else ("", "")
    if asked.found is None or asked.move is Move.RECORD_EFFORT:
        return {"how": How.HOME, "place": home, "met": first[1], "sides": _side(ctx)}
    if asked.move is Move.PROPOSE_ORDER:
        units = authorities_of(ctx, asked.child.pk, propose_order.code)
        return {"unit": str(units[0][0]) if units else "", "guardian": str(first[0])}
    if asked.move is Move.ISSUE_ORDER:
        return {"until": _agreed(ctx, asked.found)}
    if asked.move is Move.REFER:
        clues = sorted(asked.found.standing.clues)
        return {"grave": clues[0] if clues else ""}
    order = asked.found.standing.facts.get(Move.ISSUE_ORDER)
    return {"means": Means.IN_PERSON, "receiver": order.party if order is not None else "", "place": home}


def _side(ctx: Context) -> str:
    """The side of whoever records an effort."""
    kinds = kinds_held(ctx, record_effort.code)
    return " ".join(dict.fromkeys(_SIDE_OF[kind] for kind in kinds if kind in _SIDE_OF))


def _agreed(ctx: Context, found: ProcedurePage) -> str:
    """The day on which the family has agreed to bring the child back, where it is still to come."""
    days = [each.details.get("agreed_on") for each in found.events if each.move == Move.RECORD_EFFORT]
    agreed = next((day for day in reversed(days) if day), "")
    return agreed if agreed > ctx.today.isoformat() else ""


def beside(problem: Problem, fields: Sequence[str]) -> str:
    """The field that a refusal is about; empty where it is about the whole form."""
    name = problem.params.get("name")
    found = name.code.removeprefix("parameter.") if isinstance(name, Problem) else _BESIDE.get(problem.code, "")
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
        units = authorities_of(ctx, asked.child.pk, propose_order.code)
        return any(authority is Authority.SUBDISTRICT for _, _, authority in units)
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
    **dict.fromkeys(("on", "until", "agreed_on"), "date"),
    **dict.fromkeys(("unit", "guardian", "how", "attitude", "grave", "means", "outcome"), "select"),
    **dict.fromkeys(("note", "law_explained", "difficulty"), "textarea"),
    "sides": "ticks",
    "proved": "tick",
    "proof": "file",
}


def _options(ctx: Context, asked: Asked, name: str) -> Options:
    """What may be chosen in a field."""
    if name == "unit":
        return [(unit, words) for unit, words, _ in authorities_of(ctx, asked.child.pk, propose_order.code)]
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
}


def _label(asked: Asked, name: str) -> str:
    labels = {
        "on": gettext("日期"),
        "how": gettext("劝返方式"),
        "place": gettext("地点"),
        "agreed_on": gettext("约定返校日"),
        "unit": gettext("由哪个机关责令改正"),
        "guardian": gettext("责令哪一位监护人"),
        "until": gettext("责令在这一天以前送孩子到校"),
    }
    return labels.get(name) or told(f"parameter.{name}")


def _hint(asked: Asked, name: str) -> str:
    """What to know of a field before it is filled in."""
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
        "told_to": gettext("例如人力资源社会保障、公安、民政部门"),
        "guardian": gettext("没有要找的人，先在儿童主页添加监护人"),
        "delegated": gettext("街道办事处责令改正的，写明交由其行使的文件"),
    }
    return hints.get(name, "") if not (asked.move is Move.REFER and name == "grave") else ""
