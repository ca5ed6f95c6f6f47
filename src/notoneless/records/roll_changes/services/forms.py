"""The numbered sheet on which a change of the roll is applied for and decided, filled in with what is known by then."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem, sentence
from notoneless.records.roll_changes.models import ChangePaper, ChangeRequest, ChangeStep
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.rules.refusing import ILL
from notoneless.records.roll_changes.rules.standing import Move
from notoneless.typesetting.paper import written_day

ISSUE_FORM, KIND = "roll_change.issue_form", "roll_change_form"
_DECIDED = frozenset({Move.APPROVE, Move.CARRY_OUT, Move.REFUSE, Move.SEND_BACK})


@action("roll_change.issue_form", words="出具学籍变动申请审批表", english="Issue the sheet of a change of the roll")
def issue_form(ctx: Context, *, change_request: ChangeRequest) -> UUID:
    """Set an application on numbered paper, to be signed, or with what was decided; the paper. A later one takes its place.

    Why it is applied for stays out: it is sealed, and the guardian writes it by hand. Raises Refused for a school without a
    prefix.
    """
    row = change_request
    place = row.unit
    school = place.parent if place.kind == UnitKind.CLASS and place.parent is not None else place
    before = row.paper if row.paper is not None and row.paper.issuer_id == school.pk else None
    data = _told(row, school)
    paper = issue(ctx, ISSUE_FORM, unit=school, kind=KIND, data=data, supersedes=before, belongs_to=place)
    row.paper = paper
    row.save(update_fields=["paper"])
    return paper.pk


def _told(row: ChangeRequest, school: Unit) -> dict[str, str]:
    """What the sheet is filled in with. Papers are Chinese, whoever issues them."""
    kind, child = ChangeKind(row.kind), row.child
    return {
        "school": school.name,
        "kind": _words(f"kind_{kind}"),
        "child": row.name,
        "born_on": written_day(child.born_on) if child.born_on else _words("form_unknown"),
        "place": row.unit.name,
        "span": _span(row),
        "signer": row.signer or _words("form_unsigned"),
        "papers": _papers(row) or _words("form_none"),
        "decisions": _decisions(row) or _words("form_none"),
        "basis": _words("form_basis") if kind in ILL else "",
    }


def _words(code: str, **given: str) -> str:
    return sentence(Problem(f"roll_changes.{code}", dict(given)))


def _span(row: ChangeRequest) -> str:
    parts = [_words("form_from", day=written_day(row.on))]
    if row.until_on is not None:
        parts.append(_words("form_until", day=written_day(row.until_on)))
    if row.destination:
        parts.append(_words("form_to", place=row.destination))
    if row.room is not None:
        parts.append(_words("form_room", room=row.room.name))
    return "".join(parts)


def _papers(row: ChangeRequest) -> str:
    kinds = set(ChangePaper._base_manager.filter(request=row).values_list("kind", flat=True))
    return "、".join(_words(f"paper_{each}") for each in PaperKind if each in kinds)


def _decisions(row: ChangeRequest) -> str:
    steps = ChangeStep._base_manager.filter(request=row, move__in=_DECIDED).select_related("by").order_by("number")
    return "；".join(
        _words(
            "form_decision",
            level=_words(f"level_{each.level}"),
            by=each.by.name,
            move=_words(f"move_{each.move}"),
            day=written_day(each.on),
        )
        for each in steps
    )
