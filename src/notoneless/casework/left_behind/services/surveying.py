"""A school signs the survey of a term; departments take part and give their lists, which are compared with the files."""

from datetime import date
from uuid import UUID

from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.left_behind.models import LeftBehindSurvey, PartnerList, PartnerRow, SurveyPartner
from notoneless.casework.left_behind.rules.kinds import Partner
from notoneless.casework.left_behind.selectors.sheets import people_of
from notoneless.casework.left_behind.selectors.surveying import as_kept, statistics
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.matching import matched
from notoneless.kernel.names import clean_name
from notoneless.kernel.problems import Problem

BRING, SIGN = "left_behind.bring_list", "left_behind.sign_survey"


@action("left_behind.sign_survey", words="签发留守儿童摸排", english="Sign the survey of left-behind children")
def sign_survey(ctx: Context, *, unit: Unit) -> UUID:
    """Keep the numbers of today as a school's survey of the term; what is signed later stands beside it.

    Raises Refused for a unit that is no school, and while a pupil of whom a parent is away has no file.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Refused(Problem("left_behind.only_schools"))
    found = statistics(ctx, SIGN, unit)
    if found.total.fileless:
        raise Refused(Problem("left_behind.files_missing", {"count": found.total.fileless}))
    row = LeftBehindSurvey(id=ctx.ids.new(), unit=unit, term_from=found.term_from, counts=as_kept(found))
    row.on, row.at, row.by_id = ctx.today, ctx.at, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action(
    "left_behind.name_partner", words="登记参加摸排的部门", english="Enter a department that takes part in the survey"
)
def name_partner(ctx: Context, *, unit: Unit, partner: Partner, contact_name: str) -> UUID:
    """Enter that a department takes part in this term's survey at a unit and all beneath it, and who answers there.

    Raises Refused for one that is entered already.
    """
    given = {"unit": unit, "term_from": begins_on(ctx.today), "partner": partner}
    if SurveyPartner._base_manager.filter(**given).exists():
        raise Refused(Problem("left_behind.partner_already"))
    row = SurveyPartner(id=ctx.ids.new(), **given, contact_name=contact_name, on=ctx.today)
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action(
    "left_behind.bring_list", words="导入部门留守儿童名单", english="Bring a department's list of left-behind children"
)
def bring_list(ctx: Context, *, unit: Unit, attachment: Attachment, partner: Partner, list_title: Line) -> UUID:
    """Bring a department's list for this term: each row is a pupil in reach by number and name or by linkage, or nobody.

    Raises Refused for a department that does not take part, Unusable for a file that is no such list.
    """
    term = begins_on(ctx.today)
    if not takes_part(unit, partner, term):
        raise Refused(Problem("left_behind.no_partner"))
    people = people_of(ctx, BRING, attachment.pk)
    if not people:
        raise Unusable(Problem("organizations.no_row_usable"))
    row = PartnerList(id=ctx.ids.new(), unit=unit, term_from=term, partner=partner, title=list_title, file=attachment)
    row.count, row.on, row.at, row.by_id = len(people), ctx.today, ctx.at, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    for number, (person, match) in enumerate(zip(people, matched(ctx, BRING, people), strict=True), start=1):
        made = PartnerRow(id=ctx.ids.new(), unit=unit, list=row, number=number, name=clean_name(person.name)[:60])
        made.child_id, made.how, made.nearest_id = match.child, match.how, match.nearest
        made.save(force_insert=True)
    return row.pk


def takes_part(unit: Unit, partner: Partner, term: date) -> bool:
    """Whether a department was entered for a term at a unit."""
    return SurveyPartner._base_manager.filter(unit=unit, partner=partner, term_from=term).exists()
