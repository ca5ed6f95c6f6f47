"""Who is in trouble and who is helped when a day ended, for what is counted and listed. It shows nothing to anybody."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from notoneless.casework.campaigns.selectors.terms import begins_on
from notoneless.casework.cases.measures import standings_of_children
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.reintegration.models import Return
from notoneless.casework.reintegration.selectors.knowing import returned_since
from notoneless.casework.support.models import (
    CounsellingTalk,
    HelpMark,
    HelpScheme,
    HelpSession,
    NeedFinding,
    Pairing,
)
from notoneless.casework.support.rules.kinds import Closing, TalkFor, Trouble
from notoneless.casework.support.rules.lacking import Helped
from notoneless.casework.support.rules.surveying import Need, merged, unanswered
from notoneless.casework.watch_list.rules.kinds import WatchReason
from notoneless.casework.watch_list.selectors.facts import listed_on, waverings
from notoneless.casework.working_groups.models import CaseCause
from notoneless.foundation.access.scope import in_force

FAR = "distance"
"""The reason of a case that says that school is far away (`plans/national/case_reasons.yaml`)."""

_WATCHED: Mapping[str, Trouble] = {
    WatchReason.LEARNING: Trouble.STUDY,
    WatchReason.WAVERING: Trouble.THOUGHT,
    WatchReason.CONDUCT: Trouble.CONDUCT,
    WatchReason.FAMILY: Trouble.FAMILY,
}
"""What a file of the watch list says of the four troubles."""


def helping_on(day: date) -> QuerySet[HelpScheme]:
    """The schemes that help in the term of a day: those that stand when it ended, and those that reached their goal in it."""
    reached = Q(closing=Closing.REACHED, closed_on__gte=begins_on(day))
    stands = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return HelpScheme._base_manager.filter(stands | reached, opened_on__lte=day)


def helped_on(day: date) -> tuple[Helped, ...]:
    """The help of the term of a day, with what is on record of it when the day ended."""
    begun, rows = begins_on(day), list(helping_on(day).select_related("mentor"))
    ids = [row.pk for row in rows]
    since = {"scheme_id__in": ids, "on__gte": begun, "on__lte": day}
    held = set(HelpSession._base_manager.filter(**since).values_list("scheme_id", flat=True))
    counts = Q(agreed__isnull=True) | Q(agreed=True)
    marked = set(HelpMark._base_manager.filter(counts, **since).values_list("scheme_id", flat=True))
    return tuple(
        Helped(
            row.child_id,
            Trouble(row.trouble),
            row.mentor is not None and row.mentor.is_active and row.mentor_from is not None and row.mentor_from <= day,
            row.planned_on is not None and row.planned_on <= day,
            bool(row.approach),
            row.pk in held,
            row.pk in marked,
        )
        for row in rows
    )


def troubled_on(day: date) -> Mapping[Trouble, frozenset[UUID]]:
    """The pupils in each trouble when a day ended: of whom a file of the watch list, a survey of
    the term or the cause of a case says so, or for whom there is help."""
    found: dict[Trouble, set[UUID]] = defaultdict(set)
    for child, reasons in listed_on(day).values_list("child_id", "reasons"):
        for reason in reasons.split():
            if reason in _WATCHED:
                found[_WATCHED[reason]].add(child)
    for child, need in needs_on(day).items():
        for trouble in [*[Trouble.STUDY] * need.is_struggling, *[Trouble.DISTANCE] * need.is_far]:
            found[trouble].add(child)
    for child, helped_with in helping_on(day).values_list("child_id", "trouble"):
        found[Trouble(helped_with)].add(child)
    found[Trouble.DISTANCE] |= far_by_case(day)
    return {trouble: frozenset(children) for trouble, children in found.items()}


def needs_on(day: date) -> Mapping[UUID, Need]:
    """What surveys of the term of a day had found of each pupil when it ended, but what was taken back by then."""
    rows = NeedFinding._base_manager.filter(survey__term_from=begins_on(day), on__lte=day)
    kept = rows.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)).order_by("on", "id")
    columns = ("child_id", "on", "is_struggling", "is_far", "needs")
    told = kept.values_list(*columns)
    return merged((child, Need(on, study, far, box is not None)) for child, on, study, far, box in told)


def far_by_case(day: date) -> frozenset[UUID]:
    """The children whose case is open, and of whom the cause found last is that school is far away."""
    rows = CaseCause._base_manager.filter(on__lte=day).order_by("at", "id").values_list("child_id", "reason")
    far = {child for child, reason in dict(rows).items() if reason == FAR}
    if not far:
        return frozenset()
    return frozenset(child for child, standing in standings_of_children(day, far) if standing.state in OPEN)


def returned_on(day: date) -> Mapping[UUID, date]:
    """The pupils who are back after a dropout when a day ended, with the day since which they are."""
    rows = Return._base_manager.filter(on__lte=day, withdrawn_on__isnull=True)
    return returned_since(day, set(rows.order_by().values_list("child_id", flat=True)))


def talked_on(day: date) -> Mapping[UUID, date]:
    """The last day of the term on which each pupil was counselled, when a day ended."""
    rows = CounsellingTalk._base_manager.filter(on__gte=begins_on(day), on__lte=day)
    return dict(rows.order_by("on").values_list("child_id", "on"))


def to_counsel_on(day: date) -> Mapping[TalkFor, frozenset[UUID]]:
    """The pupils whom plans want to be counselled in the term: lagging behind, returned, wavering."""
    troubled = troubled_on(day)
    marked = waverings(begins_on(day), day).values_list("child_id", flat=True)
    nobody = frozenset[UUID]()
    return {
        TalkFor.LAGGING: troubled.get(Trouble.STUDY, nobody) | troubled.get(Trouble.CONDUCT, nobody),
        TalkFor.RETURNED: frozenset(returned_on(day)),
        TalkFor.WAVERING: troubled.get(Trouble.THOUGHT, nobody) | frozenset(marked),
    }


def uncounselled_on(day: date) -> frozenset[UUID]:
    """Those of them with whom nobody has talked in the term (4.13)."""
    return frozenset[UUID]().union(*to_counsel_on(day).values()) - talked_on(day).keys()


def returned_uncounselled_on(day: date) -> frozenset[UUID]:
    """Returned pupils with whom nobody has talked since they are back (5.20)."""
    back = returned_on(day)
    rows = CounsellingTalk._base_manager.filter(child_id__in=back, on__lte=day).order_by("on")
    talked = dict(rows.values_list("child_id", "on"))
    return frozenset(child for child, since in back.items() if talked.get(child, date.min) < since)


def returned_unpaired_on(day: date) -> frozenset[UUID]:
    """Returned pupils by whom nobody of the staff stands (5.20)."""
    paired = Pairing._base_manager.filter(in_force(day), mentor__is_active=True).values_list("child_id", flat=True)
    return frozenset(returned_on(day)) - frozenset(paired)


def need_unanswered_on(day: date) -> frozenset[UUID]:
    """Pupils whom a survey of the term found in need, and of whom one need is not followed up (1.07)."""
    return unanswered(needs_on(day), helped_on(day), talked_on(day))
