"""What class teachers say of their pupils, and what a school reports of those inclined to drop out."""

from datetime import date
from uuid import UUID

from notoneless.casework.early_warning.models import AtRiskReport, ConcernNote, PupilFact
from notoneless.casework.early_warning.rules.pupils import Authority, Concern, FactKind, why_no_fact, why_not_then
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track, UnitKind
from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem

_READ_AT = {UnitKind.TOWNSHIP: Authority.TOWNSHIP, UnitKind.COUNTY: Authority.BUREAU}
"""Who reads what is reported to which authority: by the kind of unit that a grant is held on."""


@action("pupil_facts.record", words="登记学生情况", english="Record a fact of a pupil")
def record_fact(ctx: Context, *, child: Child, fact: FactKind, value: str, on: date) -> UUID:
    """Record what a class teacher knows of a pupil on a day; it supersedes what was known of that before. The fact.

    Raises Unusable for a day to come or long ago, and for a value that this kind of fact does not have.
    """
    wrong = why_no_fact(fact, value, on, ctx.today)
    if wrong:
        raise Unusable(wrong)
    row = PupilFact(id=ctx.ids.new(), child=child, kind=fact, value=value, on=on, by=_who(ctx), at=ctx.at)
    row.save(force_insert=True)
    return row.pk


@action("concern.note", words="登记担心的学生", english="Note a concern about a pupil")
def note_concern(
    ctx: Context, *, child: Child, concern_kind: Concern, inclined: bool, on: date, note: Passage | None
) -> UUID:
    """Note that a class teacher is concerned about a pupil; the concern. `inclined`: the pupil may drop out, so the school
    owes a report. Raises Unusable for a day to come or long ago, and for a child that is in no school here, Refused where the
    same was noted of that day by somebody and is not over: it would be reported twice.
    """
    if wrong := why_not_then(on, ctx.today):
        raise Unusable(wrong)
    same = ConcernNote._base_manager.filter(child=child, kind=concern_kind, is_inclined=inclined, on=on)
    if same.filter(over_on__isnull=True).exists():
        raise Refused(Problem("early_warning.noted_already", {"day": on.isoformat()}))
    row = ConcernNote(
        id=ctx.ids.new(),
        child=child,
        unit_id=_school(ctx, child),
        kind=concern_kind,
        is_inclined=inclined,
        on=on,
        note=Plain(note) if note else None,
        by=_who(ctx),
        at=ctx.at,
    )
    row.save(force_insert=True)
    return row.pk


@action("concern.end", words="解除担心", english="Say that a concern is over")
def end_concern(ctx: Context, *, concern: ConcernNote, on: date) -> None:
    """Say that a concern is over from a day on. Raises Refused where it is already, Unusable for a day before it or to come."""
    if concern.over_on is not None:
        raise Refused(Problem("early_warning.over_already"))
    if not concern.on <= on <= ctx.today:
        raise Unusable(Problem("early_warning.no_end_then", {"day": on.isoformat()}))
    concern.over_on = on
    concern.save(update_fields=["over_on"])


@action("at_risk.report", words="上报辍学倾向", english="Report a pupil inclined to drop out")
def report_at_risk(ctx: Context, *, concern: ConcernNote) -> None:
    """Report a pupil inclined to drop out to the township government and to the bureau, where both read it from now on.

    Raises Refused for a concern that is no inclination to drop out, and for one that is reported already.
    """
    if not concern.is_inclined:
        raise Refused(Problem("early_warning.not_inclined"))
    if AtRiskReport._base_manager.filter(concern=concern).exists():
        raise Refused(Problem("early_warning.reported_already"))
    for authority in Authority:
        AtRiskReport(
            id=ctx.ids.new(),
            concern=concern,
            child_id=concern.child_id,
            unit_id=concern.unit_id,
            authority=authority,
            on=ctx.today,
            by=_who(ctx),
            at=ctx.at,
        ).save(force_insert=True)


@action("at_risk.acknowledge", words="签收辍学倾向报告", english="Acknowledge a report of a pupil inclined to drop out")
def acknowledge(ctx: Context, *, risk_report: AtRiskReport) -> None:
    """Say that a report was read at the authority to which it went.

    Raises Refused where it was read before, or went to another authority.
    """
    units = ctx.units_for("at_risk.acknowledge")
    kinds = Unit._base_manager.filter(pk__in=units).values_list("kind", flat=True)
    if risk_report.authority not in {_READ_AT.get(UnitKind(kind)) for kind in kinds}:
        raise Refused(Problem("early_warning.other_authority"))
    if risk_report.read_on is not None:
        raise Refused(Problem("early_warning.read_already"))
    risk_report.read_on, risk_report.read_by = ctx.today, _who(ctx)
    risk_report.save(update_fields=["read_on", "read_by"])


def _who(ctx: Context) -> UUID:
    if ctx.actor is None:
        raise Unusable(Problem("access.no_request"))
    return ctx.actor


def _school(ctx: Context, child: Child) -> UUID:
    """The school of a child's class today."""
    rooms = ChildUnit._base_manager.filter(in_force(ctx.today), child=child, track=Track.SCHOOL)
    above = UnitClosure._base_manager.filter(descendant_id__in=rooms.values("unit_id")).values("ancestor_id")
    schools = Unit._base_manager.filter(pk__in=above, kind=UnitKind.SCHOOL)
    found: UUID | None = schools.order_by("-id").values_list("pk", flat=True).first()
    if found is None:
        raise Unusable(Problem("early_warning.in_no_school"))
    return found
