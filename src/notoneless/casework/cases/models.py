"""Cases, and the dated events of which each is made."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from notoneless.foundation.access.models import Account
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose
from notoneless.records.findings.models import Finding
from notoneless.records.surveys.models import SurveyAnswer

_CASE = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SHOWN = frozenset({"case.read", "indicator.count", "indicator.names"})
_OPENING = frozenset({"case.suspect"})
_STEPS = _OPENING | {
    "case.verify",
    "case.clear",
    "case.propose_close_out",
    "case.send_back",
    "case.close_out",
    "case.reopen",
    "case.correct",
}


_PAUSES = frozenset({"case.pause", "case.resume"})
_TAKEN_BACK = frozenset({"golden.apply"})
"""Where the roster that brought a child is taken back, the case that its comparison alone has opened goes with the child."""


class Case(Protected):
    """What is done for one child, from the first suspicion on; each child has one, which is reopened where it must be.

    All but the child repeats what the events say (`rules.standing`), so that lists need not read them. `reason`: that of the
    last step with one, HIDDEN where it is sealed. `review_on`: of a case that waits, the day by which somebody looks at it
    again.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_OPENING, changed=_STEPS | _PAUSES, removed=_TAKEN_BACK)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CASE,
        "state": _CASE,
        "since": _CASE,
        "kind": _CASE,
        "reason": _CASE,
        "opened_on": _CASE,
        "verified_on": _CASE,
        "closed_on": _CASE,
        "times_reopened": _CASE,
        "review_on": _CASE,
        "opened_at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    since = models.DateField()
    kind = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField()
    verified_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField(null=True)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "cases_case"
        indexes: ClassVar = [
            models.Index(fields=["state", "since"], name="cases_case_in_state"),
            models.Index(fields=["since", "id"], name="cases_case_by_day"),
            models.Index(fields=["opened_on", "id"], name="cases_case_in_order"),
        ]

    @classmethod
    def give_way(cls, children: Sequence[UUID]) -> None:
        """Remove the cases of children of whom comparisons alone have spoken: no person has seen, said or done anything."""
        of_children = CaseEvent._base_manager.filter(child_id__in=children)
        # a correction carries the finding of what it corrects, and somebody may add a note or a paper to a finding
        bare = {"note": "", "reference": "", "proof": None, "confidential": None, "supersedes": None}
        found = of_children.filter(finding__isnull=False, **bare)
        spoken_of = set(of_children.exclude(pk__in=found.values("pk")).values_list("child_id", flat=True))
        related: Any = cls._meta.get_fields(include_hidden=True)
        for relation in related:
            # what people have recorded of a case keeps it
            if relation.auto_created and not relation.concrete and relation.related_model is not CaseEvent:
                rows = relation.related_model._base_manager.filter(case__child_id__in=children)
                spoken_of.update(rows.values_list("case__child_id", flat=True))
        gone = [child for child in children if child not in spoken_of]
        CaseEvent._base_manager.filter(child_id__in=gone).delete()
        cls._base_manager.filter(child_id__in=gone).delete()


class CaseEvent(Protected):
    """One dated step of a case. Nothing is edited: a later row supersedes it, or withdraws it.

    `number`: the order in which the events of a case were entered. `confidential`: the code of a reason that is told only by
    need, and what was written with it, on lines of their own; `reason` and `note` are empty then.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN, made=_STEPS, removed=_TAKEN_BACK)
    DECLARED: ClassVar = {
        "id": RUN,
        "case": _CASE,
        "child": _CASE,
        "number": RUN,
        "step": _CASE,
        "on": _CASE,
        "kind": _CASE,
        "reason": _CASE,
        "note": _CASE,
        "confidential": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="case.reveal"),
        "proof": _CASE,
        "reference": _CASE,
        "finding": RUN,
        "answer": RUN,
        "supersedes": RUN,
        "is_withdrawal": _CASE,
        "channel": RUN,
        "by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=20)
    on = models.DateField(db_column="on_day")
    kind = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    confidential = Sealed(null=True)
    proof = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=200, blank=True)
    finding = models.ForeignKey(Finding, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.ForeignKey(SurveyAnswer, null=True, on_delete=models.SET_NULL, related_name="+")
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    is_withdrawal = models.BooleanField(default=False)
    channel = models.CharField(max_length=10)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_event"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="cases_event_once")]
        indexes: ClassVar = [models.Index(fields=["step", "on"], name="cases_event_of_day")]


class CasePause(Protected):
    """That a case waits from a day on, until somebody looks at it again. `waits_for`: for what, HIDDEN where that is told by
    need only; `said`: its code, and what was written with it, on lines of their own."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_SHOWN | _TAKEN_BACK, made=frozenset({"case.pause"}), changed=_PAUSES | _STEPS)
    DECLARED: ClassVar = {
        "id": RUN,
        "case": _CASE,
        "child": _CASE,
        "waits_for": _CASE,
        "said": Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="case.reveal"),
        "from_on": _CASE,
        "review_on": _CASE,
        "ended_on": _CASE,
        "ended_because": _CASE,
        "by": Declared(Level.STAFF, Purpose.SECURE, Keep.CHILDHOOD),
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    waits_for = models.CharField(max_length=20)
    said = Sealed()
    from_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "cases_pause"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_on__isnull=True), name="cases_pause_one_open"
            ),
        ]
