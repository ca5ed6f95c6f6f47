"""What rooms have to do for whoever looks, besides the duties of plans: a function for each room. No child is named."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from django.shortcuts import resolve_url

from notoneless.casework.alerts.selectors import READ_ALERT
from notoneless.casework.alerts.selectors.lists import BENEATH, DECIDED, count_alerts
from notoneless.casework.cases.selectors.cases import PAUSED, count_reviews
from notoneless.casework.cases.selectors.elsewhere import clearable
from notoneless.casework.cases.services import pause
from notoneless.casework.notices.rules.kinds import NoticeState
from notoneless.casework.notices.selectors.errands import SERVE_NOTICE, notice_errands
from notoneless.casework.procedures.selectors.errands import SERVE as SERVE_PAPER
from notoneless.casework.procedures.selectors.errands import procedure_errands
from notoneless.casework.reintegration.selectors import READ_RETURNED
from notoneless.casework.reintegration.selectors.errands import return_errands
from notoneless.casework.special_education.selectors.files import OPEN_FILE, special_errands
from notoneless.casework.support.selectors import READ_HELP
from notoneless.casework.support.selectors.errands import help_errands
from notoneless.casework.visits.selectors.doubts import SETTLE, count_doubts
from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.visits.selectors.promises import Due, due_of_mine
from notoneless.casework.visits.selectors.wavering import running
from notoneless.casework.watch_list.selectors.errands import watch_errands
from notoneless.casework.watch_list.selectors.keepers import CONTACT
from notoneless.casework.watch_list.selectors.lists import MINE
from notoneless.casework.working_groups.selectors import CHANGE_GROUP, FINISH, ISSUE_REPORT, RECEIVE_OF_SCHOOL
from notoneless.casework.working_groups.selectors.arrivals import ArrivalLine, arrived_cases
from notoneless.casework.working_groups.selectors.errands import group_errands
from notoneless.casework.working_groups.selectors.groups import remedies_due
from notoneless.casework.working_groups.selectors.reports import count_unreceived, failed_without_report
from notoneless.foundation.access.context import Context
from notoneless.foundation.field_book.selectors import READ_FIELD_BOOK
from notoneless.interfaces.today.pages.errand import Errand, in_words
from notoneless.interfaces.today.pages.owing import (
    appraisals,
    campaigns,
    complaints,
    dropout_reports,
    feedback,
    field_records,
    reports_of_returns,
    supervision,
    undertakings,
    village_summaries,
)
from notoneless.oversight.appraisal.selectors import READ_APPRAISAL
from notoneless.oversight.appraisal.selectors.errands import ISSUE_STATEMENTS
from notoneless.oversight.reporting.selectors import READ_REPORT
from notoneless.oversight.reporting.selectors.backs import RECEIVE_BACK
from notoneless.oversight.reporting.selectors.feedback import ACKNOWLEDGE_FEEDBACK
from notoneless.oversight.reporting.selectors.villages import RECEIVE_SUMMARY
from notoneless.oversight.supervision.selectors import READ_SUPERVISION
from notoneless.oversight.supervision.selectors.complaints import READ_COMPLAINT
from notoneless.records.migrants.selectors import READ_MIGRANTS
from notoneless.records.migrants.selectors.errands import migrant_errands
from notoneless.records.roll_changes.selectors import READ_CHANGE
from notoneless.records.roll_changes.selectors.errands import change_errands
from notoneless.records.roll_work.selectors import READ_ROLL_WORK, drafts_waiting, own_measures
from notoneless.records.schooling_elsewhere.selectors import READ_ELSEWHERE
from notoneless.records.schooling_elsewhere.selectors.errands import away_errands

WAVER = "watch_list.waver"
JOIN = "briefing.acknowledge"


def roll_work(ctx: Context) -> list[Errand]:
    """The measures of roll-work plans that one's posts bear, a line each: they are few, and each is another thing.

    After them the drafts that were sent back: to be amended, or to be looked at again.
    """
    drafts = [
        Errand(
            in_words("roll_work.errand_look", unit=each.unit_name)
            if each.is_amended
            else in_words("roll_work.errand_amend", unit=each.unit_name, why=each.why),
            resolve_url("roll_work_plan", plan=each.plan),
            waits=True,
        )
        for each in drafts_waiting(ctx)
    ]
    measures = [
        Errand(
            f"{each.text}（{each.unit_name}）",
            f"{resolve_url('roll_work_plan', plan=each.plan)}#measure-{each.id}",
            (each.due_on - ctx.today).days,
        )
        for each in own_measures(ctx)
    ]
    return [*measures, *drafts]


def visits(ctx: Context) -> list[Errand]:
    """Planned visits of mine that are due today or are overdue, one tap to the form that records one; promises made to me."""
    plans, promises = due_of_mine(ctx, ctx.today)
    made = _visits(ctx, "errand", plans, lambda pk, child: f"{resolve_url('visit_record', child=child)}?planned={pk}")
    return [*made, *_visits(ctx, "errand_promises", promises, lambda pk, _: resolve_url("visit", visit=pk))]


def _visits(ctx: Context, code: str, found: Sequence[Due], address: Callable[[UUID, UUID], str]) -> list[Errand]:
    if not found:
        return []
    lines = tuple((f"{home} {due.isoformat()}".strip(), address(pk, child)) for pk, child, home, due in found)
    href = lines[0][1] if len(lines) == 1 else resolve_url("visits")
    return [Errand(in_words(f"visits.{code}", count=len(found)), href, (found[0][3] - ctx.today).days, lines)]


def visit_doubts(ctx: Context) -> list[Errand]:
    """Records of visits that wait for a supervisor to look at."""
    count = count_doubts(ctx)
    return [Errand(in_words("visits.errand_doubts", count=count), resolve_url("visit_doubts"))] if count else []


def wavering(ctx: Context) -> list[Errand]:
    """Wavering pupils whose home is to be visited."""
    found = running(ctx, WAVER)
    if not found:
        return []
    return [
        Errand(
            in_words("watch_list.errand_wavering", count=len(found)),
            resolve_url("watch_clocks"),
            (found[0] - ctx.today).days,
        )
    ]


def watch_list(ctx: Context) -> list[Errand]:
    """Pupils to whom their keeper has to turn, files without a keeper, pupils without a file, pupils of whom a list
    proposes a key group, pupils to be screened.
    """
    found, gaps = watch_errands(ctx, met_on), resolve_url("watch_list_gaps")
    told = [
        ("contact", len(found.contacts), f"{resolve_url('watch_list')}?whose={MINE}", next(iter(found.contacts), None)),
        ("gaps", found.keeperless, gaps, None),
        ("to_list", found.to_list, gaps, None),
        ("proposed", found.proposed, resolve_url("watch_proposals"), None),
        ("screening", found.unscreened, resolve_url("watch_screenings"), found.screen_by),
    ]
    return [
        Errand(in_words(f"watch_list.errand_{code}", count=count), href, (due - ctx.today).days if due else None)
        for code, count, href, due in told
        if count
    ]


def alerts(ctx: Context) -> list[Errand]:
    """Alerts to look into, overdue ones of units beneath, senders who want to be answered."""
    found, address = count_alerts(ctx), resolve_url("alerts")
    told = [
        ("mine", found.mine, address, found.first_due),
        ("beneath", found.beneath_overdue, f"{address}?show={BENEATH}", None),
        ("answer", found.to_answer, f"{address}?show={DECIDED}", None),
    ]
    return [
        Errand(in_words(f"alerts.errand_{code}", count=count), href, (due - ctx.today).days if due else None)
        for code, count, href, due in told
        if count
    ]


def notices(ctx: Context) -> list[Errand]:
    """Dropouts to whose guardians no notice stands, notices that ran out, children that schools have handed over."""
    found, address = notice_errands(ctx), resolve_url("notices")
    issue = resolve_url("notice_issue", found.unit) if found.unit is not None else address
    told = [
        ("lacking", found.lacking, issue),
        ("unserved", found.unserved, f"{address}?state={NoticeState.UNSERVED}"),
        ("overdue", found.overdue, f"{address}?state={NoticeState.OVERDUE}"),
        ("handed_over", found.handed_over, f"{address}?state={NoticeState.HANDED_OVER}"),
    ]
    return [Errand(in_words(f"notices.errand_{code}", count=count), href, 0) for code, count, href in told if count]


def procedures(ctx: Context) -> list[Errand]:
    """Papers of the four steps that the authorities one acts for have to issue or to serve, and what goes to the court."""
    return [
        Errand(
            in_words(f"procedures.errand_{each.what}", count=each.count),
            resolve_url("procedure", procedure=each.first) if each.count == 1 else resolve_url("procedures"),
            (each.until - ctx.today).days if each.until else None,
            waits=True,
        )
        for each in procedure_errands(ctx)
    ]


def case_reviews(ctx: Context) -> list[Errand]:
    """Cases on hold that somebody is to look at again."""
    count, since = count_reviews(ctx, pause.code)
    told = in_words("cases.errand_reviews", count=count)
    return [Errand(told, f"{resolve_url('cases')}?state={PAUSED}", (since - ctx.today).days)] if since else []


def returned_pupils(ctx: Context) -> list[Errand]:
    """Returned pupils to record, place, plan, follow up, accept, approve or see to."""
    found, address = return_errands(ctx), resolve_url("returns")
    seen = found.seen_again
    record = resolve_url("return_record", case=seen[0]) if len(seen) == 1 else f"{resolve_url('cases')}?state=not_back"
    told = [
        ("record", len(seen), record, 0),
        ("marks", found.marks, address, (found.follow_by - ctx.today).days if found.follow_by else None),
        ("place", found.to_place, address, 0),
        ("plan", found.to_plan, address, 0),
        ("reviews", found.reviews, address, 0),
        ("held", found.held, f"{address}?state=held", None),
        ("accept", found.to_accept, address, 0),
        ("approve", found.to_approve, address, 0),
        ("lost", found.lost, address, 0),
    ]
    return [
        Errand(in_words(f"reintegration.errand_{code}", count=count), href, days)
        for code, count, href, days in told
        if count
    ]


def roll_changes(ctx: Context) -> list[Errand]:
    """Changes of the roll to hand in again, to complete, and whose end has come."""
    found, address = change_errands(ctx), resolve_url("changes")
    late = (found.since - ctx.today).days if found.since else None
    told = [
        ("back", found.sent_back, f"{address}?state=sent_back", 0),
        ("papers", found.without_papers, address, None),
        ("incomplete", found.incomplete, resolve_url("changes_incomplete"), None),
        ("return", found.not_resumed, resolve_url("roll"), late),
        ("enter", found.not_entered, resolve_url("roll"), late),
        ("arrive", found.to_confirm, f"{address}?state=carried_out", 0),
        ("hand_over", found.to_hand_over, resolve_url("changes_graduates"), None),
        ("graduates", found.graduates_to_confirm, resolve_url("changes_graduates"), 0),
    ]
    return [
        Errand(in_words(f"roll_changes.errand_{code}", count=count), href, days)
        for code, count, href, days in told
        if count
    ]


def schooled_elsewhere(ctx: Context) -> list[Errand]:
    """Children schooled elsewhere: to find, to speak with, to confirm, to complete; certificates to hand in and acknowledge."""
    found, address = away_errands(ctx), resolve_url("away")

    def left(day: date | None) -> int | None:
        return (day - ctx.today).days if day else None

    told = [
        ("unaccounted", found.unaccounted, f"{address}?show=unaccounted", 0),
        ("contact", found.to_contact, f"{address}?show=overdue", left(found.contact_by)),
        ("confirm", found.to_confirm, address, left(found.confirm_by)),
        ("details", found.incomplete, f"{address}?show=incomplete", None),
        ("copies", found.without_copies, address, None),
        ("acknowledge", found.to_acknowledge, address, 0),
    ]
    return [
        *(
            Errand(in_words(f"schooling_elsewhere.errand_{code}", count=count), href, days)
            for code, count, href, days in told
            if count
        ),
        *_confirmed_cases(ctx),
    ]


def _confirmed_cases(ctx: Context) -> list[Errand]:
    """Suspected children who are confirmed to be in school elsewhere: each is cleared with one tap in its case."""
    return [
        Errand(in_words("cases.errand_confirmed", school=each.school), resolve_url("case", case=each.case), 0)
        for each in clearable(ctx)[:_FEW]
    ]


_FEW = 10
"""Suspected cases told one by one; where there are more, the next come when these are done."""


def migrants(ctx: Context) -> list[Errand]:
    """Applications of migrant children to decide, and children for whom nobody has applied."""
    found, address = migrant_errands(ctx), resolve_url("migrants")
    days = (found.due_on - ctx.today).days if found.due_on else None
    told = [("decide", found.to_decide, address, days), ("apply", found.to_apply, f"{address}?show=unplaced", 0)]
    return [
        Errand(in_words(f"migrants.errand_{code}", count=count), href, left)
        for code, count, href, left in told
        if count
    ]


def working_groups(ctx: Context) -> list[Errand]:
    """Places of working groups that wait for somebody, cases that no unit leads, and those that have come with their child."""
    found, href = group_errands(ctx), f"{resolve_url('working_groups')}?show=gaps"
    told = [("gaps", found.gaps), ("leaderless", found.leaderless)]
    missing = [Errand(in_words(f"working_groups.errand_{code}", count=count), href, 0) for code, count in told if count]
    return [*missing, *_arrived(ctx)]


def _arrived(ctx: Context) -> list[Errand]:
    """Cases that go with their children: to accept, gone and not accepted, and to name who leads."""
    found = arrived_cases(ctx)
    mine = [each for each in found if each.is_mine]
    given = [each for each in found if each.is_given]
    to_name = [each for each in found if each.is_to_name]
    return [
        *_coming("accept", mine, [("arrived_from", each.before, "accept_one") for each in mine], ctx.today),
        *_coming("given", given, [("gone_to", each.after, f"given_{each.state}") for each in given], ctx.today),
        *_coming("name", to_name, [("arrived_from", each.before, "name") for each in to_name], ctx.today),
    ]


def _coming(code: str, found: Sequence[ArrivalLine], told: Sequence[tuple[str, str, str]], today: date) -> list[Errand]:
    """A line for cases of one kind; of a single one it says from where or whereto."""
    if not found:
        return []
    days = [(each.due_on - today).days for each in found if each.due_on is not None]
    href, left = resolve_url("case_arrivals"), min(days) if days and code == "accept" else None
    given = [
        {"school": school, "day": each.arrived_on.isoformat()} for each, (_, school, _) in zip(found, told, strict=True)
    ]
    if len(found) == 1:
        if found[0].child is not None:
            href = resolve_url("child_group", child=found[0].child)
        words = in_words(f"working_groups.errand_{told[0][2]}", count=1, **given[0])
        return [Errand(words, href, left, waits=code != "given")]
    lines = tuple(
        (in_words(f"working_groups.{name}", **where), href) for (name, _, _), where in zip(told, given, strict=True)
    )
    return [
        Errand(in_words(f"working_groups.errand_{code}", count=len(found)), href, left, lines, waits=code != "given")
    ]


def remedies(ctx: Context) -> list[Errand]:
    """Measures that one's posts bear."""
    due = remedies_due(ctx)
    if not due:
        return []
    words = in_words("working_groups.errand_remedies", count=len(due))
    return [Errand(words, f"{resolve_url('working_groups')}?show=mine", (min(due) - ctx.today).days)]


def failed_outreach(ctx: Context) -> list[Errand]:
    """Children of whom persuasion has failed and whose township government was not told."""
    count = len(failed_without_report(ctx))
    href = f"{resolve_url('working_groups')}?show=failed"
    return [Errand(in_words("working_groups.errand_failed", count=count), href, 0)] if count else []


def government_reports(ctx: Context) -> list[Errand]:
    """Reports of schools that wait for a township's receipt."""
    count = count_unreceived(ctx)
    told, href = (
        in_words("working_groups.errand_receive", count=count),
        f"{resolve_url('working_groups')}?show=received",
    )
    return [Errand(told, href, waits=True)] if count else []


def special_education(ctx: Context) -> list[Errand]:
    """Children with disabilities to place, placements to decide, programmes to be written anew."""
    found, address = special_errands(ctx), resolve_url("special_files")
    told = [
        ("to_place", found.to_place, address),
        ("to_decide", found.to_decide, f"{address}?state=proposed"),
        ("to_revise", found.to_revise, f"{address}?state=changed"),
        ("due", found.due, address),
        ("teacherless", found.teacherless, resolve_url("special_homes")),
    ]
    return [
        Errand(in_words(f"special_education.errand_{code}", count=count), href, 0)
        for code, count, href in told
        if count
    ]


def help_for_pupils(ctx: Context) -> list[Errand]:
    """Help that waits for somebody who helps, for a plan, or for a second person to look at what was measured."""
    found, address = help_errands(ctx), resolve_url("help_schemes")
    told = [
        ("alone", found.alone, f"{address}?show=alone"),
        ("unplanned", found.unplanned, address),
        ("review", found.to_review, f"{address}?show=review"),
    ]
    return [Errand(in_words(f"helping.errand_{code}", count=count), href) for code, count, href in told if count]


ERRANDS: tuple[tuple[str, Callable[[Context], list[Errand]]], ...] = (
    (READ_ROLL_WORK, roll_work),
    ("visit.record", visits),
    (SETTLE, visit_doubts),
    (WAVER, wavering),
    (CONTACT, watch_list),
    (READ_ALERT, alerts),
    (SERVE_NOTICE, notices),
    (SERVE_PAPER, procedures),
    (pause.code, case_reviews),
    (READ_RETURNED, returned_pupils),
    (READ_HELP, help_for_pupils),
    (READ_CHANGE, roll_changes),
    (READ_ELSEWHERE, schooled_elsewhere),
    (READ_MIGRANTS, migrants),
    (CHANGE_GROUP, working_groups),
    (FINISH, remedies),
    (ISSUE_REPORT, failed_outreach),
    (RECEIVE_OF_SCHOOL, government_reports),
    (READ_REPORT, dropout_reports),
    (RECEIVE_SUMMARY, village_summaries),
    (ISSUE_STATEMENTS, undertakings),
    (READ_APPRAISAL, appraisals),
    (RECEIVE_BACK, reports_of_returns),
    (ACKNOWLEDGE_FEEDBACK, feedback),
    (OPEN_FILE, special_education),
    (JOIN, campaigns),
    (READ_SUPERVISION, supervision),
    (READ_COMPLAINT, complaints),
    (READ_FIELD_BOOK, field_records),
)
"""By what permission somebody sees what a room has to do, and what that is."""


def errands_of(ctx: Context) -> list[Errand]:
    """Everything of all rooms, the first due first and what has no day last."""
    found = [each for code, asked in ERRANDS if ctx.may(code) for each in asked(ctx)]
    return sorted(found, key=lambda each: (each.days_left is None, each.days_left or 0))
