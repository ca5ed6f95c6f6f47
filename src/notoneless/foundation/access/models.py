"""Units and their closure, accounts, grants, receipts, what waits to be delivered."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from notoneless.foundation.access.columns import ByteOrdered
from notoneless.foundation.access.scope import ByUnit, Protected, Reach, Rows, Through
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.sealing.models import BlindIndex, Sealed
from notoneless.foundation.sealing.registry import RUN, Declared, Keep, Level, Purpose

_TREE = Declared(Level.PUBLIC, Purpose.ACCOUNT, Keep.ALWAYS)
_STAFF = Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST)
_SECRET = Declared(Level.SENSITIVE, Purpose.SECURE, Keep.POST, seen=None)
_SHORT = Declared(Level.STAFF, Purpose.RUN, Keep.SHORT)


IMPORTS = frozenset({"organizations.import_divisions", "organizations.import_schools", "organizations.import_classes"})
"""The actions that found units from a spreadsheet."""


class Unit(Protected):
    """A place in the county's tree, as `UnitKind` tells them apart."""

    REACH: ClassVar[Reach] = ByUnit("id", beneath="parent_id")
    # the names of villages and schools are public, and a child's page names units beyond its reader's reach
    ROWS: ClassVar = Rows(
        shown=frozenset({"unit.read"}),
        made=frozenset({"unit.found", *IMPORTS}),
        changed=frozenset({"unit.rename", "unit.close"}),
        door=frozenset({"SELECT"}),
        founded=True,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "kind": _TREE,
        "name": _TREE,
        "code": _TREE,
        "parent": _TREE,
        "sort_key": RUN,
        "from_on": _TREE,
        "until_on": _TREE,
    }

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in UnitKind])
    name = models.CharField(max_length=100)
    code = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    sort_key = ByteOrdered(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "access_unit"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="access_unit_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitClosure(models.Model):
    """Every unit with itself and all above it."""

    DECLARED: ClassVar = {"id": RUN, "ancestor": RUN, "descendant": RUN, "depth": RUN}

    id = models.BigAutoField(primary_key=True)
    ancestor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    descendant = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    depth = models.SmallIntegerField()

    class Meta:
        db_table = "access_unit_closure"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="access_unit_closure_once"),
        ]


class Account(AbstractBaseUser, Protected):
    """Somebody who can sign in. What the person may do stands in grants."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    # looked up by name, entered and given a new password before anybody is known
    ROWS: ClassVar = Rows(
        shown=frozenset({"account.read"}),
        made=frozenset({"account.open", "organizations.import_staff"}),
        changed=frozenset({"account.renew_slip", "account.disable", "account.enable"}),
        door=frozenset({"SELECT", "UPDATE"}),
        founded=True,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "sign_in_name": _STAFF,
        "name": _STAFF,
        "phone_index": _SECRET,
        "phone": Declared(Level.STAFF, Purpose.ACCOUNT, Keep.POST, seen=None),
        "unit": _STAFF,
        "is_active": _STAFF,
        "must_change_password": RUN,
        "password_until": RUN,
        "password_set_at": RUN,
        "opened_at": _STAFF,
        "password": _SECRET,
        "last_login": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    sign_in_name = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    phone_index = BlindIndex("phone", unique=True)
    phone = Sealed(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    password_until = models.DateTimeField(null=True)
    password_set_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()

    objects: ClassVar[Any] = BaseUserManager["Account"]()
    """The sign-in looks accounts up before there is anybody to be visible to; nothing else uses this."""

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "access_account"

    def __str__(self) -> str:
        return self.name


class Grant(Protected):
    """A role that an account holds on a unit and all beneath it, from a day until before another."""

    REACH: ClassVar[Reach] = ByUnit("unit_id")
    # read to know what somebody holds, before the database can be told who asks
    ROWS: ClassVar = Rows(
        shown=frozenset({"grant.read"}),
        made=frozenset({"grant.give", "attendance.substitute"}),
        changed=frozenset({"grant.end", "attendance.end_substitution"}),
        door=frozenset({"SELECT"}),
        founded=True,
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "account": _STAFF,
        "role": _STAFF,
        "unit": _STAFF,
        "from_on": _STAFF,
        "until_on": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        db_table = "access_grant"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("from_on")),
                name="access_grant_forwards",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "role"], name="access_grant_account")]


class EntryLink(models.Model):
    """A one-time link by which an account is entered for the first time. Only the search key of its token is stored."""

    DECLARED: ClassVar = {"id": RUN, "account": _SHORT, "token": _SECRET, "until": _SHORT}

    id = models.UUIDField(primary_key=True)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    token = models.BinaryField(max_length=16, unique=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "access_entry_link"


class Token(Protected):
    """A key for programs: hashed, expiring, narrower than its owner, never able to reveal."""

    REACH: ClassVar[Reach] = Through("account", "access.Account")
    # found by its secret, before its owner is known
    ROWS: ClassVar = Rows(
        made=frozenset({"token.make"}),
        changed=frozenset({"token.end"}),
        # and by whoever chooses another password, which is no action
        removed=frozenset({"account.disable", "account.enable", "account.renew_slip", "account.drop_second_factor"}),
        door=frozenset({"SELECT", "DELETE"}),
    )
    DECLARED: ClassVar = {
        "id": RUN,
        "account": _STAFF,
        "name": _STAFF,
        "secret": _SECRET,
        "may": _STAFF,
        "strong": _STAFF,
        "made_at": _STAFF,
        "until": _STAFF,
    }

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    secret = models.BinaryField(max_length=16, unique=True)
    may: models.JSONField[Any, Any] = models.JSONField()
    strong = models.BooleanField()
    made_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        db_table = "access_token"


class Receipt(models.Model):
    """That a request was carried out, with its result: the same request again gets the same answer and does nothing."""

    DECLARED: ClassVar = {
        "id": RUN,
        "actor": _SHORT,
        "request": _SHORT,
        "action": _SHORT,
        "content": Declared(Level.PUBLIC, Purpose.RUN, Keep.SHORT, seen=None),
        "result": _SHORT,
        "at": _SHORT,
    }

    id = models.BigAutoField(primary_key=True)
    actor = models.UUIDField()
    request = models.UUIDField()
    action = models.CharField(max_length=60)
    content = models.BinaryField(max_length=16)
    result: models.JSONField[Any, Any] = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "access_receipt"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "request"], name="access_receipt_once"),
        ]


class Waiting(models.Model):
    """An event on its way to one listener. It goes when delivered; after its last attempt it stays, dead, for a person."""

    DECLARED: ClassVar = {
        "id": RUN,
        "event": _SHORT,
        "content": _SHORT,
        "listener": _SHORT,
        "since": _SHORT,
        "due_at": _SHORT,
        "attempts": _SHORT,
        "dead": _SHORT,
        "trouble": _SHORT,
    }

    id = models.UUIDField(primary_key=True)
    event = models.CharField(max_length=60)
    content: models.JSONField[Any, Any] = models.JSONField()
    listener = models.CharField(max_length=60)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    dead = models.BooleanField(default=False)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "access_waiting"
        indexes: ClassVar = [models.Index(fields=["dead", "due_at"], name="access_waiting_due")]
