"""Files of watch-listed pupils, the posts that keep them, contacts, care, wavering marks, key groups, and screenings."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from notoneless.casework.early_warning.rules.following import Answered, How, Whom
from notoneless.casework.watch_list.rules.kinds import CareKind, Effect, Lifting, Screened
from notoneless.casework.watch_list.rules.proposing import ProposalState
from notoneless.foundation.access.models import Account, Unit
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.papers.models import Paper
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_CHILD = Declared(Level.CHILD, Purpose.ACCOUNT, Keep.CHILDHOOD)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.CHILDHOOD)
_SECRET = Declared(Level.SENSITIVE, Purpose.ACCOUNT, Keep.CHILDHOOD, seen="watch_list.reveal")
_READ = frozenset({"watch_list.read"})
_COUNTED = _READ | {"duty.reckon"}
_LISTING = frozenset({"watch_list.open", "watch_list.reopen"})
_CHANGED = frozenset({"watch_list.lift", "watch_list.issue_file"})
_CONTACT = frozenset({"watch_list.contact"})
_DECIDE, _PROPOSE = frozenset({"watch_list.decide_group"}), frozenset({"watch_list.propose_groups"})


def _choices(codes: Any) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in codes]


class WatchListEntry(Protected):
    """That a pupil is on the watch list, from a day until it is lifted; listed again, the pupil has an entry that follows it.

    `reasons`: codes of WatchReason with blanks between. `note`: what is told of the reasons by need only. `paper`: the latest
    that it was set on.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    # who visits a home has to know that its child is a key pupil
    ROWS: ClassVar = Rows(shown=_COUNTED | {"visit.read"}, made=_LISTING, changed=_CHANGED)
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "reasons": _CHILD,
        "note": _SECRET,
        "opened_on": _CHILD,
        "opened_by": _STAFF,
        "follows": RUN,
        "lifted_on": _CHILD,
        "lifted_by": _STAFF,
        "lifting": _CHILD,
        "lifted_because": _CHILD,
        "paper": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    reasons = models.CharField(max_length=120)
    note = Sealed(null=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True)
    lifted_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    lifting = models.CharField(max_length=10, blank=True, choices=_choices(Lifting))
    lifted_because = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "watch_list_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(lifted_on__isnull=True), name="watch_list_listed_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["lifted_on", "opened_on"], name="watch_list_open_since")]


class Keeping(Protected):
    """Which post keeps a file, from a day until before another: whoever holds it, so that a file goes with the post."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_COUNTED,
        made=_LISTING | {"watch_list.set_keeper"},
        changed=frozenset({"watch_list.set_keeper", "watch_list.lift"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "entry": RUN,
        "child": _CHILD,
        "unit": _STAFF,
        "role": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(WatchListEntry, on_delete=models.PROTECT, related_name="keepings")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "watch_list_keeping"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(until_on__isnull=True), name="watch_list_one_keeper"
            ),
        ]


class KeeperContact(Protected):
    """That somebody turned to a watch-listed pupil or its family; never edited. `note` is what was said."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_READ, made=_CONTACT)
    DECLARED: ClassVar = {
        "id": RUN,
        "entry": RUN,
        "child": _CHILD,
        "on": _CHILD,
        "how": _CHILD,
        "whom": _CHILD,
        "answered": _CHILD,
        "note": _SECRET,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(WatchListEntry, on_delete=models.PROTECT, related_name="contacts")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    how = models.CharField(max_length=10, choices=_choices(How))
    whom = models.CharField(max_length=10, choices=_choices(Whom))
    answered = models.CharField(max_length=10, choices=_choices(Answered))
    note = Sealed(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "watch_list_contact"
        indexes: ClassVar = [models.Index(fields=["entry", "on"], name="watch_list_contact_of_entry")]


class Care(Protected):
    """What is done for a watch-listed pupil, and with what effect."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_READ, made=frozenset({"watch_list.care"}), changed=frozenset({"watch_list.judge_care"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "entry": RUN,
        "child": _CHILD,
        "kind": _CHILD,
        "words": _CHILD,
        "on": _CHILD,
        "by": _STAFF,
        "effect": _CHILD,
        "effect_on": _CHILD,
        "effect_words": _CHILD,
    }

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(WatchListEntry, on_delete=models.PROTECT, related_name="care")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=_choices(CareKind))
    words = models.CharField(max_length=200)
    on = models.DateField(db_column="on_day")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=10, blank=True, choices=_choices(Effect))
    effect_on = models.DateField(null=True)
    effect_words = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "watch_list_care"


class Wavering(Protected):
    """That a class teacher has marked a pupil as wavering, in which class, and by when somebody is to go to the home."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_COUNTED | {"visit.read"}, made=frozenset({"watch_list.waver"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "unit": _CHILD,
        "on": _CHILD,
        "due_on": _CHILD,
        "note": _SECRET,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_column="on_day")
    due_on = models.DateField()
    note = Sealed(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "watch_list_wavering"
        constraints: ClassVar = [models.UniqueConstraint(fields=["child", "on"], name="watch_list_wavering_once_a_day")]
        indexes: ClassVar = [models.Index(fields=["on"], name="watch_list_wavering_by_day")]


class KeyGroupProposal(Protected):
    """That a list of another office says of which key group a pupil is, put to a person who decides; none is decided twice.

    `said`: as JSON the group, and title and day of the list, all sealed, for the list alone tells the group. `because`: why it
    was decided so.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=_READ, made=_PROPOSE, changed=_PROPOSE | _DECIDE, removed=frozenset({"golden.apply"}))
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "said": _SECRET,
        "proposed_on": _CHILD,
        "proposed_at": RUN,
        "state": _CHILD,
        "because": _SECRET,
        "decided_on": _CHILD,
        "decided_by": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    said = Sealed()
    proposed_on = models.DateField()
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=_choices(ProposalState))
    because = Sealed(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "watch_list_proposal"
        indexes: ClassVar = [models.Index(fields=["state", "child"], name="watch_list_proposal_state")]

    @classmethod
    def give_way(cls, children: Sequence[UUID]) -> None:
        """Remove what the program alone has put of children: nobody has decided it."""
        undecided = (ProposalState.OPEN, ProposalState.GONE)
        cls._base_manager.filter(child_id__in=children, state__in=undecided).delete()


class KeyGroupMark(Protected):
    """That a pupil is of key groups and is screened whatever its grade. Of which stays sealed: codes with blanks between.

    `proposal`: what was accepted when it was made, where it was not made by hand.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_COUNTED | _PROPOSE | {"aid.read"},
        made=_DECIDE | {"watch_list.mark_group"},
        changed=_DECIDE | {"watch_list.end_group"},
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "group": _SECRET,
        "from_on": _CHILD,
        "until_on": _CHILD,
        "by": _STAFF,
        "proposal": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    group = Sealed()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(KeyGroupProposal, null=True, on_delete=models.PROTECT, related_name="mark")

    class Meta:
        db_table = "watch_list_key_group"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(until_on__isnull=True), name="watch_list_key_group_once"
            ),
        ]


class Screening(Protected):
    """What was found when a pupil was screened in a term, in which class; a later one supersedes it, none is edited.

    `term_from`: the first day of the term. `holds`: whether no later one stands in its place.
    """

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(
        shown=_COUNTED, made=frozenset({"watch_list.screen"}), changed=frozenset({"watch_list.screen"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "child": _CHILD,
        "unit": _CHILD,
        "term_from": _CHILD,
        "on": _CHILD,
        "found": _CHILD,
        "holds": RUN,
        "by": _STAFF,
        "at": RUN,
    }

    id = models.UUIDField(primary_key=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    term_from = models.DateField()
    on = models.DateField(db_column="on_day")
    found = models.CharField(max_length=10, choices=_choices(Screened))
    holds = models.BooleanField(default=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "watch_list_screening"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "term_from"], condition=models.Q(holds=True), name="watch_list_screening_holds"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["term_from", "unit"], name="watch_list_screened_in_term")]
