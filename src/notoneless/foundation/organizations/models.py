"""What units are, who holds posts and seats in them, and who answers for which of them."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.access.models import IMPORTS, Account, Grant, Unit
from notoneless.foundation.access.scope import ByEither, ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.organizations.rules.kinds import AssignmentKind, Outcome, SchoolType, Seat
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_TREE = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_READ = frozenset({"organization.read"})
_COUNTING = frozenset({"indicator.count"})
_RECKONING = frozenset({"duty.reckon"})
_FORMING = frozenset({"working_group.form"})
"""A working group names the central school of a township, and the school that answers for a village."""
_LISTING = frozenset({"organizations.import_staff"})
"""A list of staff is compared with who holds what, at units known by their codes."""

_PLACING = frozenset({"migrant.place"})
"""A child is placed at a school that teaches its grade."""


class UnitProfile(Protected):
    """What one unit is beyond its name: a division with its code, a school with its grades, a class with its year."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | _LISTING | _COUNTING | _FORMING | _PLACING,
        made=IMPORTS | {"unit.describe"},
        changed=IMPORTS | {"unit.describe"},
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _TREE,
        "division_code": _TREE,
        "is_urban": _TREE,
        "school_code": _TREE,
        "school_type": _TREE,
        "first_grade": _TREE,
        "last_grade": _TREE,
        "is_central": _TREE,
        "is_direct": _TREE,
        "grade": _TREE,
        "entry_year": _TREE,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    division_code = models.CharField(max_length=12, blank=True)
    is_urban = models.BooleanField(null=True)
    school_code = models.CharField(max_length=10, blank=True)
    school_type = models.CharField(max_length=20, blank=True, choices=[(each.value, each.value) for each in SchoolType])
    first_grade = models.SmallIntegerField(null=True)
    last_grade = models.SmallIntegerField(null=True)
    is_central = models.BooleanField(default=False)
    is_direct = models.BooleanField(default=False)
    grade = models.SmallIntegerField(null=True)
    entry_year = models.SmallIntegerField(null=True)

    class Meta:
        db_table = "organizations_unit_profile"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["division_code"], condition=~models.Q(division_code=""), name="organizations_division_once"
            ),
            models.UniqueConstraint(
                fields=["school_code"], condition=~models.Q(school_code=""), name="organizations_school_once"
            ),
        ]


class Post(Protected):
    """A post at a unit, held by one person from a day until before another; its role is granted for as long."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | _LISTING | _RECKONING, made=frozenset({"post.take"}), changed=frozenset({"post.leave"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "title": _STAFF,
        "holder": _STAFF,
        "grant": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    holder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "organizations_post"


class ProposedPost(Protected):
    """A post that a list of staff names: it waits for the security administrator, who confirms or declines it."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=frozenset({"proposal.read"}),
        made=frozenset({"organizations.import_staff"}),
        changed=frozenset({"post.confirm", "post.decline"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "holder": _STAFF,
        "title": _STAFF,
        "role": _STAFF,
        "from_on": _STAFF,
        "attachment": _STAFF,
        "proposed_by": _STAFF,
        "proposed_at": _STAFF,
        "outcome": _STAFF,
        "post": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, default=Outcome.WAITING)
    post = models.OneToOneField(Post, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "organizations_proposed_post"


class LeadingGroup(Protected):
    """A leading group of a unit, with its goals."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | _RECKONING, made=frozenset({"leading_group.found"}), changed=frozenset({"leading_group.close"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "name": _STAFF,
        "goals": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    goals = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "organizations_leading_group"


class GroupSeat(Protected):
    """A seat in a leading group: who holds it, with which duties, from when until when."""

    REACH: ClassVar[Reach] = Through("group", "organizations.LeadingGroup")
    ROWS: ClassVar = Rows(
        shown=_READ | _RECKONING,
        made=frozenset({"leading_group.seat", "leading_group.seat_holders"}),
        changed=frozenset({"leading_group.leave", "leading_group.close"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "group": _STAFF,
        "holder": _STAFF,
        "seat": _STAFF,
        "duties": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(LeadingGroup, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Seat])
    duties = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "organizations_group_seat"


class DepartmentContact(Protected):
    """Who answers in another department of the joint mechanism."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ | _RECKONING,
        made=frozenset({"department.name_contact"}),
        changed=frozenset({"department.end_contact"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "department": _STAFF,
        "name": _STAFF,
        "phone": Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST, seen="department.reveal"),
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    phone = Sealed(null=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "organizations_department_contact"


class JointProblem(Protected):
    """A problem that was raised with a department, and its answer once it is settled."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    ROWS: ClassVar = Rows(
        shown=_READ, made=frozenset({"joint_problem.raise"}), changed=frozenset({"joint_problem.settle"})
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "unit": _STAFF,
        "contact": _STAFF,
        "about": _STAFF,
        "raised_on": _STAFF,
        "due_on": _STAFF,
        "answer": _STAFF,
        "settled_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(DepartmentContact, on_delete=models.PROTECT, related_name="+")
    about = models.TextField()
    raised_on = models.DateField()
    due_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    settled_on = models.DateField(null=True)

    class Meta:
        db_table = "organizations_joint_problem"


class Assignment(Protected):
    """Who answers for a unit: another unit or a person, by a kind of tie, from a day until before another."""

    # the village and its accountable school are on different branches of the tree, and both see the same record
    REACH: ClassVar[Reach] = ByEither(("to_unit_id", "from_unit_id"))
    ROWS: ClassVar = Rows(
        shown=_READ | _RECKONING | _FORMING,
        made=frozenset({"assignment.make", "post.hand_over"}),
        changed=frozenset({"assignment.end", "post.hand_over"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "kind": _STAFF,
        "tier": _STAFF,
        "from_unit": _STAFF,
        "holder": _STAFF,
        "to_unit": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in AssignmentKind])
    tier = models.SmallIntegerField(null=True)
    from_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "organizations_assignment"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(from_unit__isnull=False) ^ models.Q(holder__isnull=False),
                name="organizations_assignment_of_one",
            ),
        ]
