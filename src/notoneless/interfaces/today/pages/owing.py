"""What reports, undertakings, appraisals, campaigns and supervision have to do for whoever looks; no child is named."""

from django.shortcuts import resolve_url

from notoneless.casework.campaigns.selectors.briefings import briefings_to_read
from notoneless.casework.campaigns.selectors.meetings import own_due_days
from notoneless.foundation.access.context import Context
from notoneless.foundation.field_book.selectors import count_to_settle
from notoneless.interfaces.today.pages.errand import Errand, in_words
from notoneless.oversight.appraisal.selectors.errands import undertakings_waiting
from notoneless.oversight.appraisal.selectors.waiting import own_appraisals, waiting_to_judge
from notoneless.oversight.reporting.selectors.backs import count_backs_to_receive
from notoneless.oversight.reporting.selectors.dropouts import ACKNOWLEDGE, RECEIVE_REPORT, SEND, TELL
from notoneless.oversight.reporting.selectors.feedback import count_feedback_to_take
from notoneless.oversight.reporting.selectors.villages import count_to_receive
from notoneless.oversight.reporting.selectors.waiting import waiting
from notoneless.oversight.supervision.selectors.errands import complaint_errands, supervision_errands

WAITS = {TELL: "tell", ACKNOWLEDGE: "read", SEND: "send", RECEIVE_REPORT: "receive"}
"""Under which words what waits of reports of dropouts is told."""


def dropout_reports(ctx: Context) -> list[Errand]:
    """Dropouts that nobody has reported yet and reports that wait for a receipt, each one tap away."""
    href = resolve_url("dropout_reports")
    return [
        Errand(
            in_words(f"reporting.errand_{WAITS[code]}", count=each.count),
            href,
            (each.due_on - ctx.today).days if each.due_on else None,
            waits=True,
        )
        for code, each in waiting(ctx).items()
    ]


def village_summaries(ctx: Context) -> list[Errand]:
    """Summaries of villages that wait for a township's receipt."""
    count = count_to_receive(ctx)
    told = in_words("reporting.errand_summaries", count=count)
    return [Errand(told, resolve_url("villages_found"), waits=True)] if count else []


def undertakings(ctx: Context) -> list[Errand]:
    """Teachers and guardians without an undertaking this school year, and papers that did not come back signed."""
    errands = []
    for each in undertakings_waiting(ctx):
        href = resolve_url("undertakings")
        told = [("lacking", each.lacking), ("unsigned", each.unsigned)]
        errands += [
            Errand(in_words(f"appraisal.errand_{code}_{each.party}", count=count), href)
            for code, count in told
            if count
        ]
    return errands


def reports_of_returns(ctx: Context) -> list[Errand]:
    """Reports of returns that wait for a receipt."""
    count = count_backs_to_receive(ctx)
    told = in_words("reporting.errand_backs", count=count)
    return [Errand(told, resolve_url("backs"), waits=True)] if count else []


def feedback(ctx: Context) -> list[Errand]:
    """What was fed back to one's own township or village and waits for a receipt."""
    count = count_feedback_to_take(ctx)
    told = in_words("reporting.errand_feedback", count=count)
    return [Errand(told, resolve_url("feedback"), waits=True)] if count else []


def campaigns(ctx: Context) -> list[Errand]:
    """Decisions of meetings that are one's own to carry out, and briefings to acknowledge."""
    due, unread = own_due_days(ctx), len(briefings_to_read(ctx))
    found = []
    if due:
        told = in_words("campaigns.errand_decisions", count=len(due))
        found.append(Errand(told, resolve_url("meetings"), (min(due) - ctx.today).days))
    if unread:
        found.append(Errand(in_words("campaigns.errand_briefing", count=unread), resolve_url("briefings"), waits=True))
    return found


def supervision(ctx: Context) -> list[Errand]:
    """Shortcomings to mend, mendings to look at, interviews to follow up."""
    found, href = supervision_errands(ctx), resolve_url("shortcomings")
    days = (found.mend_by - ctx.today).days if found.mend_by else None
    told = [
        ("mend", found.to_mend, href, days),
        ("look", found.to_look_at, href, None),
        ("follow", found.to_follow, resolve_url("circulars"), None),
    ]
    return [
        Errand(in_words(f"supervising.errand_{code}", count=count), where, left, waits=code == "look")
        for code, count, where, left in told
        if count
    ]


def appraisals(ctx: Context) -> list[Errand]:
    """The own appraisal while one may appeal; for judges what has no points, appeals, what may be confirmed or follows."""
    own = [
        Errand(
            in_words(
                f"appraising.errand_{'shown' if each.is_of_person else 'school_shown'}", day=each.until.isoformat()
            ),
            resolve_url("appraisal", appraisal=each.id),
            (each.until - ctx.today).days,
        )
        for each in own_appraisals(ctx)
    ]
    found = waiting_to_judge(ctx)
    told = [("appeals", found.appealed), ("judge", found.unjudged), ("confirm", found.to_confirm)]
    judged = [
        Errand(
            in_words(f"appraising.errand_{code}", count=len(rows)),
            resolve_url("appraisal", appraisal=rows[0]) if len(rows) == 1 else resolve_url("appraisals"),
            waits=code == "appeals",
        )
        for code, rows in told
        if rows
    ]
    follows = in_words("appraising.errand_consequences", count=found.consequences)
    return [*own, *judged, *([Errand(follows, resolve_url("consequences"))] if found.consequences else [])]


def complaints(ctx: Context) -> list[Errand]:
    """Complaints to give to somebody, to look into and to decide, and inquiries that are open: numbers alone."""
    found, href = complaint_errands(ctx), resolve_url("complaints")
    told = [
        ("take_up", found.take_up, href),
        ("look_into", found.look_into, href),
        ("decide", found.decide, href),
        ("inquire", found.inquire, resolve_url("inquiries")),
    ]
    return [
        Errand(in_words(f"complaining.errand_{code}", count=len(due)), where, (due[0] - ctx.today).days, waits=True)
        for code, due, where in told
        if due
    ]


def field_records(ctx: Context) -> list[Errand]:
    """What phones handed in and nobody could enter."""
    count = count_to_settle(ctx)
    words = in_words("field_book.errand", count=count) if count else ""
    return [Errand(words, resolve_url("field_events"), 0)] if count else []
