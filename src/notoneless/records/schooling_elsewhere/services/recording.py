"""A record is opened and described, its family spoken with, and it ends."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.access.unit_kinds import Track
from notoneless.foundation.people.models import Child, ChildUnit, Guardian
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem
from notoneless.records.schooling_elsewhere.events import ElsewhereUnconfirmed
from notoneless.records.schooling_elsewhere.models import ElsewhereContact, ElsewhereRecord
from notoneless.records.schooling_elsewhere.rules.kinds import Beyond, ContactWay, EndReason, Said
from notoneless.records.schooling_elsewhere.rules.refusing import comes_back, why_not_described, why_not_on
from notoneless.records.schooling_elsewhere.services.checking import must_be_guardian, must_be_open, refuse


@action("elsewhere.open", words="登记外地就读", english="Record that a child is schooled elsewhere")
def open_record(  # noqa: PLR0913 (what a form asks for)
    ctx: Context,
    *,
    child: Child,
    beyond: Beyond,
    away_place: str,
    since_on: date,
    school: str | None,
    stage: str | None,
    grade: int | None,
    class_name: str | None,
    student_number: str | None,
) -> UUID:
    """Record that a child who lives here is schooled beyond the township or the county; the record.

    away_place: province, prefecture and county, or the township. What of the school is not known yet stays open, and is listed.
    Raises Refused while another record is open, and for a child whose home here is not known.
    """
    refuse(Problem("schooling_elsewhere.day_to_come", {"day": since_on.isoformat()}) if since_on > ctx.today else None)
    if ElsewhereRecord._base_manager.filter(child=child, ended_on__isnull=True).exists():
        raise Refused(Problem("schooling_elsewhere.open_already"))
    homes = ChildUnit._base_manager.filter(in_force(ctx.today), child=child, track=Track.HOUSEHOLD).order_by("id")
    home = homes.values_list("unit_id", flat=True).first()
    if home is None:
        raise Refused(Problem("schooling_elsewhere.no_home"))
    row = ElsewhereRecord(
        id=ctx.ids.new(), child=child, unit_id=home, beyond=beyond, place=away_place, since_on=since_on
    )
    row.opened_on, row.by_id, row.at = ctx.today, ctx.actor, ctx.at  # type: ignore[assignment]
    _describe(row, school, stage, grade, class_name, student_number)
    row.save(force_insert=True)
    return row.pk


@action("elsewhere.describe", words="更正外地就读信息", english="Correct where a child is schooled")
def describe(  # noqa: PLR0913 (what a form asks for)
    ctx: Context,  # noqa: ARG001 (an action's)
    *,
    elsewhere_record: ElsewhereRecord,
    beyond: Beyond,
    away_place: str,
    school: str | None,
    stage: str | None,
    grade: int | None,
    class_name: str | None,
    student_number: str | None,
) -> None:
    """Complete or correct where a child is schooled. A student number that is left out stays as it is."""
    row = elsewhere_record
    must_be_open(row)
    row.beyond, row.place = beyond, away_place
    _describe(row, school, stage, grade, class_name, student_number)
    row.save()


def _describe(
    row: ElsewhereRecord,
    school: str | None,
    stage: str | None,
    grade: int | None,
    class_name: str | None,
    student_number: str | None,
) -> None:
    refuse(why_not_described(stage or "", grade))
    row.school, row.stage, row.grade, row.class_name = school or "", stage or "", grade, class_name or ""
    if student_number:
        row.student_number = Plain(student_number)


@action(
    "elsewhere.contact",
    words="记录与外地就读学生家长的联系",
    english="Record a contact with the family of a child away",
)
def contact(
    ctx: Context,
    *,
    elsewhere_record: ElsewhereRecord,
    guardian: Guardian,
    way: ContactWay,
    family_said: Said,
    on: date,
    note: Line | None,
) -> UUID:
    """Record that a guardian was spoken with, or was not reached; the contact.

    A family that says its child attends no more ends what confirmed it: whoever has a case told of it has it from then on.
    Raises Refused for a record that has ended, and for a day to come or before the child was away.
    """
    must_be_open(elsewhere_record)
    must_be_guardian(guardian, elsewhere_record.child_id)
    refuse(why_not_on(on, elsewhere_record.since_on, ctx.today))
    row = ElsewhereContact(id=ctx.ids.new(), record=elsewhere_record, child_id=elsewhere_record.child_id, on=on)
    row.guardian, row.way, row.said, row.note = guardian, way, family_said, note or ""
    row.by_id, row.at = ctx.actor, ctx.at  # type: ignore[assignment]
    row.save(force_insert=True)
    if family_said is Said.NOT_ATTENDING:
        _tell(ctx, elsewhere_record)
    return row.pk


@action("elsewhere.end", words="结束外地就读记录", english="End the record of a child schooled elsewhere")
def end(ctx: Context, *, elsewhere_record: ElsewhereRecord, on: date, end_reason: EndReason) -> None:
    """End a record: the child is back, has finished, has moved away with its family, or is in no school there.

    Raises Refused for one that has ended, and for a day to come or before the child was away.
    """
    must_be_open(elsewhere_record)
    refuse(why_not_on(on, elsewhere_record.since_on, ctx.today))
    elsewhere_record.ended_on, elsewhere_record.end_reason = on, end_reason
    elsewhere_record.save(update_fields=["ended_on", "end_reason"])
    if comes_back(end_reason):
        _tell(ctx, elsewhere_record)


def _tell(ctx: Context, row: ElsewhereRecord) -> None:
    publish(ctx, ElsewhereUnconfirmed(child=row.child_id, record=row.pk))
