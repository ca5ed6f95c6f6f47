"""`visible_to`: the one way to read protected rows, and how a row is tied to units.

Each protected model declares its reach once; from that declaration come the filter of every query and the row-level security
policy of PostgreSQL. There is no other way: the manager of a protected model refuses to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Protocol, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q

from notoneless.foundation.access.prepared import prepared

if TYPE_CHECKING:
    from notoneless.foundation.access.context import Context

M = TypeVar("M", bound="Protected")

FEW = 100
"""Up to so many units, their children are gathered first; with more, each row is asked whether it is one of them."""


@dataclass(frozen=True)
class Beneath:
    """The units of somebody's grants, `roots`, and all beneath them: listed in `few` where there are few."""

    roots: list[UUID]
    few: list[UUID] | None

    def holds(self, column: str) -> Q:
        """Rows whose `column` names one of the units."""
        if self.few is not None:
            return Q(**{f"{column}__in": self.few})
        closure = apps.get_model("access.UnitClosure")
        return Q(Exists(closure._base_manager.filter(descendant_id=OuterRef(column), ancestor_id__in=self.roots)))

    def within(self, column: str) -> Q:
        """Rows whose `column` names a unit that one of the roots stands beneath."""
        closure = apps.get_model("access.UnitClosure")
        above = closure._base_manager.filter(descendant_id__in=self.roots)
        return Q(**{f"{column}__in": above.values("ancestor_id")})


class Reach(Protocol):
    """How rows of a model are tied to units."""

    def filter(self, units: Beneath, day: date, path: str = "") -> Q:
        """The rows tied to one of `units` on `day`; `path` leads to the row, as `child__`."""
        ...


@dataclass(frozen=True)
class ByUnit:
    """The row has a column with the id of its unit. `beneath`: the column that says where a new row comes, if another."""

    column: str
    beneath: str = ""

    def filter(self, units: Beneath, day: date, path: str = "") -> Q:  # noqa: ARG002 (the protocol's)
        """The rows of the units."""
        return units.holds(f"{path}{self.column}")


@dataclass(frozen=True)
class Everywhere(ByUnit):
    """The row belongs to its unit, holds nothing of any person, and is shown wherever its reader is: the county's calendar, the
    papers that codes stand for.

    Only reads that the model names as `shown` go so far; what is done to a row needs its unit in reach.
    """


@dataclass(frozen=True)
class ByEither:
    """The row ties several units together, each named in a column of its own; from any of them it is reached."""

    columns: tuple[str, ...]

    def filter(self, units: Beneath, day: date, path: str = "") -> Q:  # noqa: ARG002 (the protocol's)
        """The rows that name one of the units."""
        found = Q()
        for column in self.columns:
            found |= units.holds(f"{path}{column}")
        return found


@dataclass(frozen=True)
class Throughout:
    """The row is a unit's and concerns everybody in it: reached from the unit and from above, and by whoever is beneath it."""

    column: str

    def filter(self, units: Beneath, day: date, path: str = "") -> Q:  # noqa: ARG002 (the protocol's)
        """The rows of the units, and those of the units they stand beneath."""
        return units.holds(f"{path}{self.column}") | units.within(f"{path}{self.column}")


@dataclass(frozen=True)
class ByPeriods:
    """The row is tied to units by the dated rows of another table, as a child by its memberships."""

    model: str
    row: str

    def filter(self, units: Beneath, day: date, path: str = "") -> Q:
        """The rows with a period at one of the units on that day."""
        periods = apps.get_model(self.model)._base_manager.filter(in_force(day), units.holds("unit_id"))
        if units.few is not None:
            return Q(**{f"{path}pk__in": periods.values(f"{self.row}_id")})
        return Q(Exists(periods.filter(**{f"{self.row}_id": OuterRef(f"{path}pk")})))


@dataclass(frozen=True)
class Through:
    """The row belongs to another protected row and reaches as far as that.

    `gives`: the column with a unit that a new row gives its owner to, which must be in reach too.
    """

    column: str
    model: str
    gives: str = ""

    def filter(self, units: Beneath, day: date, path: str = "") -> Q:
        """The rows whose owner is reached."""
        owner: type[Protected] = apps.get_model(self.model)
        return owner.REACH.filter(units, day, f"{path}{self.column}__")


@dataclass(frozen=True)
class AlsoBy:
    """The row is reached as `own` says, and wherever another protected row that names it is: a household by its children."""

    own: ByUnit
    model: str
    column: str

    def filter(self, units: Beneath, day: date, path: str = "") -> Q:
        """The rows of the units, and those that reached rows name."""
        naming: type[Protected] = apps.get_model(self.model)
        reached = naming._base_manager.filter(naming.REACH.filter(units, day), **{self.column: OuterRef(f"{path}pk")})
        return self.own.filter(units, day, path) | Q(Exists(reached))


@dataclass(frozen=True)
class Rows:
    """Which permissions touch a model's rows: the database lets nobody else at them (`policies`).

    `shown` are reads; `made`, `changed` and `removed` the actions that do so to rows. What an action asks to be locked, its
    targets, need not be named. `door`: commands open to the program itself, because they come before anybody is
    known. `founded`: the first rows are made before anybody could have made them.
    """

    shown: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    door: frozenset[str] = frozenset()
    founded: bool = False


class Writing(models.Manager[Any]):
    """The manager of a protected model: it makes rows and never reads them."""

    def get_queryset(self) -> NoReturn:
        """Refused."""
        raise TypeError(f"{self.model.__name__} is read through visible_to")

    def create(self, **values: Any) -> Any:
        """Make a row."""
        row = self.model(**values)
        row.save(force_insert=True)
        return row

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Make many rows."""
        made: list[Any] = self.model._base_manager.bulk_create(objs, *args, **kwargs)
        return made


class Protected(models.Model):
    """A table whose rows are read by those alone whose grants reach them.

    `OPENS_FOR`: the column with the one account for whom sealed fields open, where nobody else may open them: its counsellor.
    """

    REACH: ClassVar[Reach]
    ROWS: ClassVar[Rows]
    OPENS_FOR: ClassVar[str] = ""

    objects: ClassVar[Any] = Writing()

    class Meta:  # noqa: D106 (Django's)
        abstract = True


def in_force(day: date, path: str = "") -> Q:
    """Periods that hold on `day`: from it on, until before another."""
    begun = Q(**{f"{path}from_on__lte": day})
    return begun & (Q(**{f"{path}until_on__isnull": True}) | Q(**{f"{path}until_on__gt": day}))


@contextmanager
def reading_long() -> Iterator[None]:
    """Within, much may be read. PostgreSQL knows who asks while a transaction lasts; SQLite would keep writers out."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            yield
    else:
        yield


@dataclass(frozen=True)
class Sight:
    """How far somebody sees for a permission: beneath which units, None for nowhere; or without bounds; on which day."""

    units: Beneath | None
    is_unbounded: bool
    day: date

    def of(self, model: type[M]) -> models.QuerySet[M]:
        """The rows of `model` that are seen."""
        rows: models.QuerySet[M] = model._base_manager.all()
        if self.is_unbounded:
            return rows
        return rows.none() if self.units is None else rows.filter(model.REACH.filter(self.units, self.day))


def visible_to(ctx: Context, code: str, model: type[M]) -> models.QuerySet[M]:
    """The rows of `model` on which `ctx` may do `code`. Raises TypeError for a model that is not protected.

    Nobody with no grant for it: no rows.
    """
    return sight(ctx, code, model).of(model)


def sight(ctx: Context, code: str, model: type[Protected]) -> Sight:
    """How far `ctx` sees rows of `model` for `code`: for prepared questions, as `visible_to`. Raises TypeError as that does."""
    if not (isinstance(model, type) and issubclass(model, Protected)):
        raise TypeError(f"{model} is not protected")
    tell_database(ctx)
    units = ctx.units_for(code)
    is_unbounded = bool(units) and isinstance(model.REACH, Everywhere) and code in model.ROWS.shown
    return Sight(beneath(units) if units and not is_unbounded else None, is_unbounded, ctx.today)


def unit_reached(ctx: Context, code: str, row: models.Model) -> UUID | None:
    """The unit by whose period `ctx` reaches a row or its owner: a child's class for its teacher. None without one."""
    reach: Reach | None = getattr(row, "REACH", None)
    pk = row.pk
    if isinstance(reach, Through):
        pk = getattr(row, f"{reach.column}_id")
        owner: type[Protected] = apps.get_model(reach.model)
        reach = owner.REACH
    units = ctx.units_for(code)
    if not isinstance(reach, ByPeriods) or not units:
        return None
    closure = apps.get_model("access.UnitClosure")
    below = closure._base_manager.filter(ancestor_id__in=sorted(units)).values("descendant_id")
    periods = apps.get_model(reach.model)._base_manager.filter(in_force(ctx.today), **{f"{reach.row}_id": pk})
    found: UUID | None = periods.filter(unit_id__in=below).order_by("id").values_list("unit_id", flat=True).first()
    return found


_SEEN: ContextVar[dict[tuple[UUID, ...], Beneath] | None] = ContextVar("seen", default=None)
"""What lies beneath units, while somebody only looks."""


@contextmanager
def looking() -> Iterator[None]:
    """Within, what lies beneath units is asked once: in a page that reads, in an action. Whoever lets the tree grow tells."""
    if _SEEN.get() is not None:
        yield
        return
    mark = _SEEN.set({})
    try:
        yield
    finally:
        _SEEN.reset(mark)


def tree_grew() -> None:
    """What lies beneath units is not what it was: it is asked again."""
    seen = _SEEN.get()
    if seen is not None:
        seen.clear()


def beneath(units: Iterable[UUID]) -> Beneath:
    """The units and all beneath them. Which form it takes is a matter of speed alone: the rows are the same."""
    roots, seen = sorted(units), _SEEN.get()
    if seen is None:
        return _beneath(roots)
    if tuple(roots) not in seen:
        seen[tuple(roots)] = _beneath(roots)
    return seen[tuple(roots)]


def _beneath(roots: list[UUID]) -> Beneath:
    few = _first_beneath(roots, FEW + 1)
    return Beneath(roots, few if len(few) <= FEW else None)


@prepared
def _first_beneath(roots: list[UUID], most: int) -> models.QuerySet[Any, UUID]:
    found = apps.get_model("access.UnitClosure")._base_manager.filter(ancestor_id__in=roots).order_by()
    return found.values_list("descendant_id", flat=True)[:most]


def expect_told() -> None:
    """Raises TypeError on PostgreSQL before the database was told who asks: then rows that are there seem not to be."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('notoneless.account', true), '')")
        if not cursor.fetchone()[0]:
            raise TypeError("protected rows are read by somebody")


class _Told:
    """What the database was told, among what is to be done after the transaction: it goes as that goes.

    Django forgets there what a savepoint that is rolled back has put in it, as PostgreSQL forgets its settings.
    """

    def __init__(self, values: list[str]) -> None:
        self.values = values

    def __call__(self) -> None:
        """Nothing is to be done."""


def tell_database(ctx: Context) -> None:
    """Tell PostgreSQL who asks, for its own policies, until the transaction ends; raises TypeError outside of one."""
    if connection.vendor != "postgresql":
        return
    if not connection.in_atomic_block:
        raise TypeError("protected rows are read in a transaction")
    values = [str(ctx.actor or ""), ctx.today.isoformat(), "yes" if ctx.strong else "no"]
    last = next((each for _, each, *_ in reversed(connection.run_on_commit) if isinstance(each, _Told)), None)
    if last is not None and last.values == values:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('notoneless.account', %s, true), set_config('notoneless.day', %s, true),"
            " set_config('notoneless.strong', %s, true)",
            values,
        )
    connection.on_commit(_Told(values))
