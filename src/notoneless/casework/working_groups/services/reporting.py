"""The report on paper that persuasion has failed: filled in from the case, issued by the school, received by the township."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.reasons import reasons_on
from notoneless.casework.cases.rules.standing import HIDDEN
from notoneless.casework.cases.selectors.accounted import accounted_among
from notoneless.casework.cases.selectors.cases import NOT_BACK
from notoneless.casework.procedures.selectors.known import called, guardians_of, home_of
from notoneless.casework.working_groups.models import GovernmentReport, WorkingGroup
from notoneless.casework.working_groups.rules.failing import Reporting, why_not_reported
from notoneless.casework.working_groups.rules.remedies import CHOSEN
from notoneless.casework.working_groups.selectors import ISSUE_REPORT
from notoneless.casework.working_groups.selectors.failing import efforts_of, numbers_of
from notoneless.casework.working_groups.selectors.groups import GroupLine, lines_of
from notoneless.casework.working_groups.selectors.knowing import placed_of
from notoneless.casework.working_groups.selectors.outreach import acts_of_child
from notoneless.casework.working_groups.selectors.remedies import doing_of
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.services import issue
from notoneless.foundation.people.exporting import places_of
from notoneless.kernel.problems import Problem, sentence
from notoneless.tabular.fields import Field
from notoneless.typesetting.paper import written_day

REPORT = "government_report"
"""The paper."""

_BETWEEN = "、"


@action(
    "government_report.issue", words="劝返无效报乡镇政府", english="Report to the township that persuasion has failed"
)
def issue_report(ctx: Context, *, case: Case) -> UUID:
    """Report on paper to the township government that a family was turned to in vain; the report.

    It fills itself: efforts, joint visits, the cause where it may be told, measures, the group. Raises Refused where less was
    tried than the plan asks, the dropout is not verified or was reported, and for another school's pupil.
    """
    placed = placed_of(ctx, ISSUE_REPORT, case.child_id)
    own = placed.school if placed.school in ctx.units_for(ISSUE_REPORT) else None
    since = case.verified_on or ctx.today
    tried = [day for day in efforts_of([case.child_id], ctx.today).get(case.child_id, ()) if day >= since]
    there = GovernmentReport._base_manager.filter(
        case=case, episode=case.times_reopened, paper__state=PaperState.ISSUED
    )
    asked = Reporting(
        is_verified=case.state in NOT_BACK,
        is_own=own is not None,
        has_township=placed.township is not None,
        is_reported=there.exists(),
        efforts=len(tried),
        numbers=numbers_of(own, ctx.today) if own is not None else None,
        is_back=bool(accounted_among([case.child_id], ctx.today)),
    )
    refusal = why_not_reported(asked)
    if refusal is not None or own is None or placed.township is None:
        raise Refused(refusal or Problem("working_groups.no_township"))
    units = Unit._base_manager.in_bulk([own, placed.township])
    school, township = units[own], units[placed.township]
    data = {"school": called(school), "township": called(township), **_told(ctx, case, since, len(tried))}
    paper = issue(ctx, ISSUE_REPORT, unit=school, kind=REPORT, data=data)
    row = GovernmentReport(
        id=ctx.ids.new(), case=case, child_id=case.child_id, episode=case.times_reopened, paper=paper
    )
    row.school, row.township, row.issued_on = school, township, ctx.today
    row.issued_by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("government_report.receive", words="签收劝返无效报告", english="Receive a report that persuasion has failed")
def receive_report(ctx: Context, *, government_report: GovernmentReport) -> None:
    """Acknowledge a report for the township to which it is addressed. Raises Refused for another's, and the second time."""
    row = government_report
    if row.township_id not in ctx.units_for("government_report.receive"):
        raise Refused(Problem("working_groups.not_addressed"))
    if row.received_on is not None:
        raise Refused(Problem("working_groups.received_already", {"day": row.received_on.isoformat()}))
    if row.paper.state != PaperState.ISSUED:
        raise Refused(Problem("working_groups.report_withdrawn"))
    row.received_on, row.received_by_id = ctx.today, ctx.actor
    row.save(update_fields=["received_on", "received_by"])


def _told(ctx: Context, case: Case, since: date, tried: int) -> Mapping[str, str]:
    """What the paper is filled in with. Papers are Chinese, whoever issues them."""
    child, doing = case.child, doing_of(ctx, case.child_id)
    room = places_of(ctx, [child.pk]).get(child.pk, {}).get(Field.CLASS_NAME, "")
    guardians = guardians_of(ctx, child.pk)
    joint = sum(act.is_joint for act in acts_of_child(ctx, child.pk, since))
    rows = WorkingGroup._base_manager.filter(child=child).select_related("child", "lead", "support")
    group = next(iter(lines_of(ctx, rows)), None)
    nothing = sentence(Problem("working_groups.not_recorded"))
    measures = [
        f"{sentence(Problem(f'working_groups.kind_{each.kind}'))}：{each.words}"
        for each in (doing.remedies if doing is not None else ())
        if each.state in CHOSEN
    ]
    return {
        "child": child.name,
        "room": room or nothing,
        "home": home_of(ctx, child) or nothing,
        "guardian": guardians[0][1] if guardians else nothing,
        "verified_on": written_day(since),
        "efforts": str(tried),
        "joint": str(joint),
        "cause": _cause(doing.cause.reason if doing is not None and doing.cause is not None else "", ctx.today)
        or nothing,
        "measures": "；".join(measures) or nothing,
        "group": _members(group) or nothing,
    }


def _cause(code: str, today: date) -> str:
    """A cause as the paper says it: one that is told by need only is not written down."""
    if code == HIDDEN:
        return sentence(Problem("working_groups.told_by_need"))
    known = reasons_on(today).table.get(code)
    return known.zh if known is not None else ""


def _members(group: GroupLine | None) -> str:
    if group is None:
        return ""
    told = [f"{each.unit_name}{_BETWEEN.join(each.holders)}" for each in group.places if not each.is_gap]
    return _BETWEEN.join(dict.fromkeys(told))
