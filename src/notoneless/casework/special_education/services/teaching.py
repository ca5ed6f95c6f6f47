"""Home teachers: named by their criteria, briefed on safety, sent to a child by whom the plan says, and relieved."""

from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import HomeTeacher, HomeTeaching, SpecialFile
from notoneless.casework.special_education.rules.homebound import home_numbers, missing, why_not_sent
from notoneless.casework.special_education.rules.kinds import Learns
from notoneless.casework.special_education.selectors.homebound import senders_of
from notoneless.casework.special_education.selectors.knowing import numbers_of
from notoneless.casework.special_education.services.agreeing import check_proof
from notoneless.casework.special_education.services.checking import begun, check_learns, numbers_for, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Grant, Unit, UnitClosure
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.scope import in_force
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import Problem


@action("home_teacher.name", words="选派送教教师", english="Name a home teacher")
def name_teacher(ctx: Context, *, unit: Unit, teacher_account: UUID, is_man: bool, criteria: Line | None) -> UUID:
    """Say that somebody of a unit teaches at home, and which criteria of the plan (names, with blanks between) are met; the
    home teacher. Raises Refused for one who has no post there, is a home teacher already, or for criteria no plan knows."""
    beneath = UnitClosure._base_manager.filter(ancestor=unit).values("descendant_id")
    posts = Grant._base_manager.filter(in_force(ctx.today), account_id=teacher_account, unit_id__in=beneath)
    if not posts.filter(account__is_active=True).exists():
        raise Refused(Problem("special_education.no_post"))
    if HomeTeacher._base_manager.filter(account_id=teacher_account, until_on=None).exists():
        raise Refused(Problem("special_education.teacher_already"))
    known, said = home_numbers(numbers_of(unit.pk, ctx.today)).criteria, (criteria or "").split()
    _check_names(known, said)
    row = HomeTeacher(id=ctx.ids.new(), unit=unit, account_id=teacher_account, is_man=is_man, from_on=ctx.today)
    row.criteria, row.at = " ".join(said), ctx.at
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _check_names(known: tuple[str, ...], said: list[str]) -> None:
    strange = missing(said, known) if known else ()
    if strange:
        raise Refused(Problem("special_education.strange_name", {"name": strange[0]}))


@action("home_teacher.brief", words="登记送教安全教育", english="Record the safety briefing of a home teacher")
def brief_teacher(
    ctx: Context,
    *,
    home_teacher: HomeTeacher,
    on: date,
    subjects: Line,
    proof: Attachment | None,
    signed_on_paper: bool | None,
) -> None:
    """Record on which day a home teacher was briefed on what (names of the plan, with blanks between) and signed for it.
    Raises Refused for a day to come, an unknown subject, and where nobody signed."""
    if on > ctx.today:
        raise Refused(Problem("special_education.to_come", {"day": on.isoformat()}))
    check_proof(ctx, proof)
    if proof is None and not signed_on_paper:
        raise Refused(Problem("special_education.unsigned"))
    said = subjects.split()
    _check_names(home_numbers(numbers_of(home_teacher.unit_id, ctx.today)).subjects, said)
    home_teacher.briefed_on, home_teacher.subjects, home_teacher.briefing = on, " ".join(said), proof
    home_teacher.save(update_fields=["briefed_on", "subjects", "briefing"])


@action("home_teacher.end", words="结束送教教师", english="End that somebody is a home teacher")
def end_teacher(ctx: Context, *, home_teacher: HomeTeacher) -> None:
    """Say that somebody teaches at home no more; whoever was taught is without this teacher from now on."""
    if home_teacher.until_on is not None:
        raise Refused(Problem("special_education.ended_already"))
    home_teacher.until_on = ctx.today
    home_teacher.save(update_fields=["until_on"])
    HomeTeaching._base_manager.filter(teacher=home_teacher, until_on=None).update(until_on=ctx.today)


@action("homebound.send", words="指派送教教师", english="Send a home teacher to a child")
def send_teacher(ctx: Context, *, special_file: SpecialFile, home_teacher: HomeTeacher) -> UUID:
    """Send a home teacher to a home-taught child. Raises Refused where the plan has another unit send teachers, and for one
    who does not meet its criteria or was not briefed on safety."""
    check_learns(ctx, special_file, Learns.HOMEBOUND)
    numbers = numbers_for(ctx, special_file)
    if home_teacher.until_on is not None:
        raise Refused(Problem("special_education.ended_already"))
    refuse(why_not_sent(home_teacher.criteria.split(), home_teacher.subjects.split(), numbers))
    if home_teacher.unit_id not in senders_of(special_file.child_id, numbers, ctx.today):
        raise Refused(Problem("special_education.not_sender"))
    if HomeTeaching._base_manager.filter(file=special_file, teacher=home_teacher, until_on=None).exists():
        raise Refused(Problem("special_education.sent_already"))
    row = begun(ctx, HomeTeaching, special_file, ctx.today)
    row.teacher, row.account_id, row.unit_id = home_teacher, home_teacher.account_id, home_teacher.unit_id
    row.is_man = home_teacher.is_man
    row.save(force_insert=True)
    return row.pk


@action("homebound.relieve", words="解除送教指派", english="Relieve a home teacher of a child")
def relieve_teacher(ctx: Context, *, home_teaching: HomeTeaching) -> None:
    """Say that a home teacher goes to a child no more. Raises Refused for one who was relieved."""
    if home_teaching.until_on is not None:
        raise Refused(Problem("special_education.ended_already"))
    home_teaching.until_on = ctx.today
    home_teaching.save(update_fields=["until_on"])
