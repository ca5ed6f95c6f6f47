"""Issuing a notice: filled in from what is known of the child, so that only its last day and whom to ask are typed."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.notices.models import ReturnNotice
from notoneless.casework.notices.rules.kinds import NoticeKind
from notoneless.casework.notices.rules.refusing import Asked, why_not_issued
from notoneless.casework.notices.selectors.errands import KINDS
from notoneless.casework.notices.selectors.knowing import (
    Dropout,
    dropouts_of,
    known_of,
    most_days,
    ordered_among,
    schooled_among,
)
from notoneless.casework.procedures.models import ProcedureEvent
from notoneless.casework.procedures.rules.addressing import why_no_address, why_wrong_number
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.holding import holding
from notoneless.casework.procedures.selectors.known import called, home_of
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people.exporting import places_of
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.kernel.problems import Problem, sentence
from notoneless.tabular.fields import Field
from notoneless.typesetting.paper import written_day

ISSUE = "notice.issue"


@action("notice.issue", words="签发返校通知书", english="Issue a return-to-school notice")
def issue_notice(
    ctx: Context, *, child: Child, unit: Unit, guardian: Guardian, until: date, ask_at: Line, address: Line | None
) -> UUID:
    """Tell a guardian to send a child back by a day: a school's return-to-school notice, or a township's with a deadline.

    until: a school day, no later than the plan lets; ask_at: whom the family asks, name and phone; address: where the family
    lives or lived last, if that is not where the child is registered. The paper carries a reply and a stub. Raises Refused
    where the dropout is not verified, the child is back, such a notice stands already, an order to correct runs, nobody knows
    where the family lives, or the unit is not the child's own or not one for which this person answers.
    """
    kind = KINDS.get(UnitKind(unit.kind))
    if kind is None or unit.pk not in ctx.units_for(ISSUE):
        raise Refused(Problem("notices.no_competence"))
    if guardian.child_id != child.pk:
        raise Unusable(Problem("notices.not_its_guardian"))
    if not _belongs(child, unit, ctx.today):
        raise Refused(Problem("notices.not_its_unit"))
    dropout = dropouts_of([child.pk], ctx.today).get(child.pk)
    home = address or home_of(ctx, child)
    # whoever issues for the same child waits here
    rows = ReturnNotice._base_manager.select_for_update(of=("self",)).filter(child=child).order_by("id")
    earlier = [known_of(row, dropout) for row in rows]
    within = most_days(unit.pk, ctx.today)
    asked = Asked(
        kind,
        until,
        dropout is not None,
        within,
        earlier,
        _has_effort(child, dropout),
        has_school=bool(schooled_among([child.pk], ctx.today)),
        is_back=bool(accounted_among([child.pk], ctx.today)),
        is_ordered=bool(ordered_among([child.pk])),
        has_home=bool(home),
        name=child.name,
    )
    refusal = why_not_issued(asked, load_calendar(ctx.today, ctx.today), ctx.today)
    refusal = refusal or (_why_no_address(address) if address else None)
    if refusal is not None or dropout is None:
        raise Refused(refusal or Problem("notices.not_verified"))
    told = _told(ctx, child, guardian, kind, dropout.since)
    data = told | {"home": home, "until": written_day(until), "contact": ask_at}
    data["school" if kind is NoticeKind.RETURN else "township"] = called(unit)
    paper = issue(ctx, ISSUE, unit=unit, kind=kind.value, data=data)
    row = ReturnNotice(id=ctx.ids.new(), child=child, kind=kind, unit=unit, paper=paper, until=until)
    row.episode = dropout.episode
    row.issued_on, row.issued_by_id, row.issued_at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _why_no_address(address: str) -> Problem | None:
    """Why an address that was typed is none, as orders are refused it; None where somebody could be found by it."""
    return why_no_address(address) or why_wrong_number(address, "《民事诉讼法》第八十七条")


def _belongs(child: Child, unit: Unit, day: date) -> bool:
    """Whether a child belongs to a unit or to one beneath it, on either track."""
    beneath = UnitClosure._base_manager.filter(ancestor=unit).values("descendant_id")
    return ChildUnit._base_manager.filter(in_force(day), child=child, unit_id__in=beneath).exists()


def _has_effort(child: Child, dropout: Dropout | None) -> bool:
    efforts = holding(ProcedureEvent._base_manager.filter(child=child, move=Move.RECORD_EFFORT))
    return dropout is not None and efforts.filter(on__gte=dropout.since).exists()


def _told(ctx: Context, child: Child, guardian: Guardian, kind: NoticeKind, since: date) -> dict[str, str]:
    """What the paper is filled in with. Papers are Chinese, whoever issues them."""
    places = places_of(ctx, [child.pk]).get(child.pk, {})
    told = {
        "party": f"{guardian.name}（{guardian.relation}）",
        "child": child.name,
        "verified_on": written_day(since),
    }
    school, room = places.get(Field.SCHOOL, ""), places.get(Field.CLASS_NAME, "")
    if kind is NoticeKind.RETURN:
        return told | {"room": room or school or sentence(Problem("notices.no_class"))}
    return told | {
        "school": f"{school}{room}" or sentence(Problem("notices.no_class")),
        "before": _before(child, since),
    }


def _before(child: Child, since: date) -> str:
    """What the school has done, as the township's notice says it; empty where it did nothing that is on record."""
    rows = ReturnNotice._base_manager.filter(
        child=child, kind=NoticeKind.RETURN, issued_on__gte=since, withdrawn_on__isnull=True
    )
    row = rows.select_related("paper").order_by("-issued_on", "-id").first()
    if row is None:
        return ""
    given = {"number": row.paper.number, "day": written_day(row.until)}
    return sentence(Problem("notices.school_told", given))
