"""Appraisals that were opened: points a person gives, appeals, what is decided of them, and the confirmation that seals."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.parameters import Line as Words
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import Appeal, Appraisal
from notoneless.oversight.appraisal.rules.appraising import (
    AppealState,
    AppraisalState,
    kept_line,
    line_of,
    why_not_appealed,
    why_not_changed,
    why_not_confirmed,
    why_not_disputed,
)
from notoneless.oversight.appraisal.rules.rubrics import Subject, number_of
from notoneless.oversight.appraisal.rules.scoring import ItemKind, Line, plain, total_of, why_not_points
from notoneless.oversight.appraisal.selectors.appraisals import appeal_until, led_classes
from notoneless.oversight.appraisal.selectors.rubrics import sheet_of
from notoneless.oversight.supervision.services.checking import authority_over, locked_with, refuse


def check_judge(ctx: Context, code: str, row: Appraisal) -> None:
    """Raise Refused for what is confirmed, for the own, for the class that one leads oneself, and for the own school and its
    head, whom an authority judges."""
    refuse(why_not_changed(row.state, row.person_id, ctx.actor))
    if row.subject == Subject.CLASS and row.unit_id in led_classes(ctx):
        raise Refused(Problem("appraising.own"))
    if row.subject in (Subject.SCHOOL, Subject.HEAD) and authority_over(ctx, code, row.unit_id) is None:
        raise Refused(Problem("appraising.own_school"))


@action("appraisal.judge", words="评定考核得分", english="Give the points of an item")
def judge_line(ctx: Context, *, appraisal: Appraisal, item: str, points: str, reason: Words) -> None:
    """Give the points that no fact gives: within a band, or where a fact is not known; with the reason, under the own name.

    From that day on one may appeal for as long as from the day on which an appraisal is shown.

    Raises Refused for what is confirmed, for the own, and for points that facts have given; Unusable beyond band or weight.
    """
    check_judge(ctx, "appraisal.judge", appraisal)
    lines = [line_of(each) for each in appraisal.lines]
    line = _named(lines, item)
    given = number_of(points)
    if given is None:
        raise Unusable(Problem("rubric.no_number", {"text": points}))
    bands = next((each.bands for each in sheet_of(appraisal.rubric).items if each.id == item), ())
    wrong = why_not_points(line, bands, given)
    if wrong is not None:
        raise Refused(wrong) if wrong.code == "scoring.given_already" else Unusable(wrong)
    appraisal.appeal_until = max(appraisal.appeal_until, appeal_until(ctx))
    _put(ctx, appraisal, line, given, Problem("scoring.judged", {"reason": reason}))


@action("appraisal.appeal", words="考核申诉", english="Appeal against an appraisal")
def appeal_line(ctx: Context, *, appraisal: Appraisal, item: str, reason: Words) -> None:
    """Dispute the points of one item: the appraised person alone, of a unit its head. Once for each item, until the day named.

    Raises Refused for whoever it is not of, after that day, twice, of an item without points, and once it is confirmed.
    """
    refuse(why_not_appealed(appraisal.state, appraisal.appeal_until, ctx.today))
    if appraisal.person_id is not None and appraisal.person_id != ctx.actor:
        raise Refused(Problem("appraising.not_of_you"))
    if appraisal.person_id is None and authority_over(ctx, "appraisal.appeal", appraisal.unit_id) is not None:
        raise Refused(Problem("appraising.not_of_you"))
    refuse(why_not_disputed(_named([line_of(each) for each in appraisal.lines], item)))
    if Appeal._base_manager.filter(appraisal=appraisal, item=item).exists():
        raise Refused(Problem("appraising.appealed_already"))
    row = Appeal(id=ctx.ids.new(), appraisal=appraisal, item=item, reason=reason, state=AppealState.WAITING)
    row.made_on, row.made_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)


@action("appraisal.decide_appeal", words="处理考核申诉", english="Decide an appeal")
def decide_appeal(ctx: Context, *, appeal: Appeal, is_granted: bool, points: str | None, answer: Words) -> None:
    """Say whether an appeal is right, and with which points then; by somebody else than who appealed and who gave the points.

    Raises Refused twice, for the own, for one's own grade and once it is confirmed; Unusable for points beyond the weight.
    """
    row = locked_with(Appraisal, appeal.appraisal_id)  # its other lines may be decided on at this instant
    check_judge(ctx, "appraisal.decide_appeal", row)
    if appeal.state != AppealState.WAITING:
        raise Refused(Problem("appraising.decided_already"))
    if appeal.made_by_id == ctx.actor:
        raise Refused(Problem("appraising.own_appeal"))
    if any(each["item"] == appeal.item and each["by"] == str(ctx.actor) for each in row.lines):
        raise Refused(Problem("appraising.own_points"))
    if is_granted:
        line = _named([line_of(each) for each in row.lines], appeal.item)
        given = number_of(points or "")
        if given is None or given > line.weight:
            raise Unusable(Problem("scoring.beyond", {"weight": plain(line.weight)}))
        lifted = "scoring.veto_lifted" if line.kind is ItemKind.VETO else "scoring.appealed"
        _put(ctx, row, line, given, Problem(lifted, {"reason": answer}))
    appeal.state = AppealState.GRANTED if is_granted else AppealState.REJECTED
    appeal.answer, appeal.decided_on, appeal.decided_by_id = answer, ctx.today, ctx.actor
    appeal.save(update_fields=["state", "answer", "decided_on", "decided_by"])


@action("appraisal.confirm", words="确认考核结果", english="Confirm an appraisal")
def confirm_appraisal(ctx: Context, *, appraisal: Appraisal) -> None:
    """Let an appraisal stand: sealed, it is never changed again. By somebody whom it is not of.

    Raises Refused twice, while points are lacking, an appeal waits, or the days to appeal still run.
    """
    check_judge(ctx, "appraisal.confirm", appraisal)
    waiting = Appeal._base_manager.filter(appraisal=appraisal, state=AppealState.WAITING).count()
    lines = [line_of(each) for each in appraisal.lines]
    refuse(why_not_confirmed(lines, appraisal.appeal_until, ctx.today, waiting))
    appraisal.state, appraisal.sha256 = AppraisalState.CONFIRMED, digest_of(appraisal)
    appraisal.confirmed_on, appraisal.confirmed_by_id = ctx.today, ctx.actor
    appraisal.save(update_fields=["state", "sha256", "confirmed_on", "confirmed_by"])


def digest_of(row: Appraisal) -> str:
    """What stands for all that was confirmed. 64 hexadecimal digits."""
    said = (str(row.pk), row.school_year, row.name, row.total, row.full, row.is_barred, row.lines, row.notes)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _named(lines: list[Line], item: str) -> Line:
    found = next((line for line in lines if line.item == item), None)
    if found is None:
        raise NotFound
    return found


def _put(ctx: Context, row: Appraisal, line: Line, points: Decimal, why: Problem) -> None:
    """Points that a person has given, with who did; the total anew."""
    by = Account._base_manager.get(pk=str(ctx.actor)).name
    new = kept_line(replace(line, points=points, why=Problem(why.code, {**why.params, "by": by})))
    row.lines = [{**new, "by": str(ctx.actor)} if each["item"] == line.item else each for each in row.lines]
    total, row.is_barred = total_of([line_of(each) for each in row.lines])
    row.total = "" if total is None else plain(total)
    row.save(update_fields=["lines", "total", "is_barred", "appeal_until"])
