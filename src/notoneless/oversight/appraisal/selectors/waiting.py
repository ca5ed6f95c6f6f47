"""What waits of appraisals: for who is appraised, and for who gives points, decides appeals and confirms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.oversight.appraisal.models import Appeal, Appraisal, Consequence
from notoneless.oversight.appraisal.rules.appraising import AppealState, AppraisalState, ConsequenceState
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.selectors.appraisals import led_classes
from notoneless.oversight.appraisal.selectors.parties import HEAD

APPEAL, JUDGE, DECIDE_APPEAL, DECIDE = (
    "appraisal.appeal",
    "appraisal.judge",
    "appraisal.decide_appeal",
    "consequence.decide",
)
_OF_COUNTY = (Subject.SCHOOL, Subject.HEAD)


@dataclass(frozen=True, slots=True)
class OwnAppraisal:
    """An appraisal against which who looks may appeal: the own, or that of the school that one heads."""

    id: UUID
    is_of_person: bool
    until: date


@dataclass(frozen=True, slots=True)
class ToJudge:
    """The appraisals with a line without points, those with an appeal to decide, and those that may be confirmed."""

    unjudged: tuple[UUID, ...] = ()
    appealed: tuple[UUID, ...] = ()
    to_confirm: tuple[UUID, ...] = ()
    consequences: int = 0


@dataclass(frozen=True, slots=True)
class _Post:
    """As what somebody judges: as the head of a school, and as an authority above schools."""

    is_head: bool
    is_above: bool

    def asks(self, of_county: Q) -> Q:
        """What is this person's: a head's is what is not the authority's, so that nobody is told of what another does."""
        found = Q(pk__in=())
        if self.is_above:
            found |= of_county
        return found | ~of_county if self.is_head else found


def own_appraisals(ctx: Context) -> tuple[OwnAppraisal, ...]:
    """What was given to whoever looks, while one may appeal against it, the first to end first."""
    of_school = Q(person__isnull=True, subject=Subject.SCHOOL, unit_id__in=ctx.units_for(APPEAL))
    rows = visible_to(ctx, APPEAL, Appraisal).filter(Q(person_id=ctx.actor) | of_school)
    rows = rows.filter(state=AppraisalState.SHOWN, appeal_until__gte=ctx.today).order_by("appeal_until", "id")
    return tuple(
        OwnAppraisal(pk, person is not None, until)
        for pk, person, until in rows.values_list("pk", "person_id", "appeal_until")
    )


def waiting_to_judge(ctx: Context) -> ToJudge:
    """What waits for whoever looks as a judge: a head for the own school, those above for schools and heads.

    An appeal against what a head has given or appealed against waits for those above too: no head decides it.
    """
    if not ctx.may(JUDGE):
        return ToJudge()
    places = ctx.units_for(JUDGE)
    heads = {each.unit for each in ctx.holdings() if each.role == HEAD}
    post = _Post(bool(places & heads), bool(places - heads))
    rows = visible_to(ctx, JUDGE, Appraisal).filter(post.asks(Q(subject__in=_OF_COUNTY)), state=AppraisalState.SHOWN)
    led = Q(subject=Subject.CLASS, unit_id__in=led_classes(ctx))
    rows = rows.exclude(led).exclude(person__isnull=False, person_id=ctx.actor).order_by("appeal_until", "id")
    found = list(rows.values_list("pk", "total", "is_barred", "appeal_until"))
    unjudged = [pk for pk, total, _, _ in found if not total]
    barred = [pk for pk, _, is_barred, _ in found if is_barred]
    if barred:  # their total is nought although points of other lines may be lacking
        lines = visible_to(ctx, JUDGE, Appraisal).filter(pk__in=barred).values_list("pk", "lines")
        unjudged += [pk for pk, every in lines if any(each["points"] is None for each in every)]
    waiting = _waiting(ctx)
    held = {*unjudged, *(each.appraisal_id for each in waiting)}
    return ToJudge(
        tuple(unjudged),
        tuple(dict.fromkeys(each.appraisal_id for each in waiting if _is_mine(ctx, post, each))),
        tuple(pk for pk, _, _, until in found if until < ctx.today and pk not in held),
        _consequences(ctx, post),
    )


def _waiting(ctx: Context) -> list[Appeal]:
    rows = visible_to(ctx, DECIDE_APPEAL, Appeal).filter(state=AppealState.WAITING).select_related("appraisal")
    return list(rows.order_by("made_on", "id"))


def _is_mine(ctx: Context, post: _Post, appeal: Appeal) -> bool:
    row = appeal.appraisal
    by = next((str(each["by"]) for each in row.lines if each["item"] == appeal.item), "")
    if str(ctx.actor) in (by, str(appeal.made_by_id), str(row.person_id)):
        return False
    if row.subject in _OF_COUNTY:
        return post.is_above
    return post.is_head or (post.is_above and (bool(by) or row.person_id is None))


def _consequences(ctx: Context, post: _Post) -> int:
    rows = visible_to(ctx, DECIDE, Consequence).filter(state=ConsequenceState.PROPOSED)
    rows = rows.filter(post.asks(Q(unit__kind=UnitKind.SCHOOL)))
    return rows.exclude(person__isnull=False, person_id=ctx.actor).count()
