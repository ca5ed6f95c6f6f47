"""`@prepared`: a question whose SQL is put together once and asked many times, each time of other values.

Putting a query together costs Django more than the database takes to answer it. Where thirty of them make one report of
arrival, that is most of the report. A prepared question is written as any other, as a function that gives a queryset; it is
put together once for each shape of its arguments, with values that stand for those to come, and their places are kept.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

P = ParamSpec("P")
R = TypeVar("R")

_LONGEST = 1024
"""Values in a list, up to which the question is worth keeping."""

_IDS_KEPT = 8192
"""Ids of which the database's text is kept beside what it stands for: the same units and children are told by question after
question, and reading a text is most of what an id costs."""

_LISTS = (list, tuple, set, frozenset)
_LEAVES = (UUID, date, datetime, str)
"""Types of values that may be others the next time. All else belongs to the question itself: numbers, choices, models."""


@dataclass(frozen=True)
class _Slot:
    """Where a value stands among those that the database is given: which of the leaves it is, and how it is told."""

    leaf: int
    told: Callable[[Any], Any]


@dataclass(frozen=True)
class _Statement:
    """SQL with the places of its values, and how rows become what the queryset would have given."""

    sql: str
    values: tuple[Any, ...]
    converters: Sequence[tuple[int, Callable[..., Any], Any]]
    made: Callable[[Sequence[Any]], Any]

    def asked(self, leaves: Sequence[Any]) -> list[Any]:
        """The rows."""
        given = [each.told(leaves[each.leaf]) if isinstance(each, _Slot) else each for each in self.values]
        with connection.cursor() as cursor:
            # of a kept plan the cursor no longer knows the words, which whoever logs queries wants
            if connection.vendor == "postgresql" and not connection.queries_logged:
                cursor.cursor = _planning_once(cursor.cursor)
            cursor.execute(self.sql, given)
            rows = cursor.fetchall()
        if not self.converters:
            return [self.made(row) for row in rows]
        return [self.made(self._converted(list(row))) for row in rows]

    def _converted(self, row: list[Any]) -> list[Any]:
        for place, convert, expression in self.converters:
            row[place] = convert(row[place], expression, connection)
        return row


def _planning_once(cursor: Any) -> Any:
    """A cursor by which PostgreSQL plans what it is asked again and again once a connection, policies included."""
    from psycopg import Cursor  # only where there is such a database

    return Cursor(cursor.connection)


class Prepared(Generic[P, R]):
    """A question. Called with values it gives the rows of its queryset; `as_queryset` gives the queryset itself.

    Values are given by place. Ids, days, instants and texts, lists of them and dataclasses of them may differ from call to
    call. Raises TypeError, when first asked in a shape, where a value is not handed to the database as it is given: what is
    derived from it would be the same for ever.
    """

    def __init__(self, build: Callable[P, QuerySet[Any, R]]) -> None:
        self.as_queryset = build
        self.__doc__, self.__name__, self.__module__ = build.__doc__, build.__name__, build.__module__
        self._known: dict[Any, _Statement | None] = {}

    def __call__(self, *given: P.args, **named: P.kwargs) -> list[R]:
        """The rows."""
        if named:
            raise TypeError("a prepared question is given its values by place")
        if any(isinstance(each, _LISTS) and len(each) > _LONGEST for each in given):
            return list(self.as_queryset(*given, **named))  # then the values take the time, and not the words
        leaves: list[Any] = []
        shape = (connection.vendor, *(_shape(each, leaves) for each in given))
        try:
            statement = self._known[shape]
        except KeyError:
            statement = self._known[shape] = self._put_together(given)
        return statement.asked(leaves) if statement is not None else []

    def first(self, *given: P.args, **named: P.kwargs) -> R | None:
        """The first row, if there is one."""
        return next(iter(self(*given, **named)), None)

    def _put_together(self, given: Sequence[Any]) -> _Statement | None:
        """The statement for values of this shape; None where no row can fit."""
        found = []
        for stand_ins in (_StandIns(1), _StandIns(2)):
            rows = self.as_queryset(*(stand_ins.like(each) for each in given))  # type: ignore[call-arg]
            compiler = rows.query.get_compiler(rows.db)
            try:
                sql, values = compiler.as_sql()
            except EmptyResultSet:
                return None
            found.append((sql, [stand_ins.slot_of(each) for each in values]))
        (sql, values), (again, others) = found
        if sql != again or [_place(each) for each in values] != [_place(each) for each in others]:
            raise TypeError(f"{self.__module__}.{self.__name__} derives something from its values")
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        placed = [(place, _kept(one), told) for place, (some, told) in converters.items() for one in some]
        return _Statement(sql, tuple(values), placed, _maker(rows, compiler))


def prepared(build: Callable[P, QuerySet[Any, R]]) -> Prepared[P, R]:
    """Make a function that gives a queryset a prepared question."""
    return Prepared(build)


# values and those that stand for them


def _shape(value: Any, leaves: list[Any]) -> Any:
    """What makes a question another one; the values in it are put to `leaves`."""
    if type(value) in _LEAVES:
        leaves.append(value)
        return type(value)
    if isinstance(value, _LISTS):
        padded = _padded(value)
        leaves.extend(padded)
        return list, type(padded[0]) if padded else None, len(padded)
    if is_dataclass(value):
        return type(value), *(_shape(getattr(value, each.name), leaves) for each in fields(value))
    return value


def _padded(values: Collection[Any]) -> list[Any]:
    """The values, with the last again until there are 1, 2, 4, 8 ...: a choice among them stays the same."""
    found = list(values)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else found


class _StandIns:
    """Values that stand for others, each of them once."""

    def __init__(self, series: int) -> None:
        self._series = series
        self._made = 0
        self._slots: dict[tuple[type, Any], _Slot] = {}

    def like(self, value: Any) -> Any:
        """A value of the same shape, made of stand-ins."""
        if type(value) in _LEAVES:
            return self._leaf(type(value))
        if isinstance(value, _LISTS):
            return [self._leaf(type(each)) for each in _padded(value)]
        if is_dataclass(value):
            kind: Callable[..., Any] = type(value)
            return kind(*(self.like(getattr(value, each.name)) for each in fields(value)))
        return value

    def _leaf(self, kind: type) -> Any:
        value = _LEAF_OF[kind](self._series * 100_000 + self._made)
        for tell in _tellings(kind):
            told = tell(value)
            self._slots.setdefault((type(told), told), _Slot(self._made, tell))
        self._made += 1
        return value

    def slot_of(self, told: Any) -> Any:
        """Where the value that the database was told comes from; the value itself if it stands for none."""
        try:
            return self._slots.get((type(told), told), told)
        except TypeError:  # of what cannot be looked up, none is made here
            return told


_LEAF_OF: dict[type, Callable[[int], Any]] = {
    UUID: lambda number: UUID(int=number),
    date: lambda number: date.fromordinal(number + 500_000),
    datetime: lambda number: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
    str: lambda number: f"\x7f{number}",
}


def _tellings(kind: type) -> Iterator[Callable[[Any], Any]]:
    """How databases are told a value of a kind."""
    yield _as_it_is
    if kind is UUID:
        yield _as_hex
    if kind is date:
        yield connection.ops.adapt_datefield_value
    if kind is datetime:
        yield connection.ops.adapt_datetimefield_value


def _as_it_is(value: Any) -> Any:
    return value


def _as_hex(value: UUID) -> str:
    return value.hex


@lru_cache(_IDS_KEPT)
def _id(told: str) -> UUID:
    return UUID(told)


def _id_of(told: str | None, _expression: Any, _connection: Any) -> UUID | None:
    return None if told is None else _id(told)


def _kept(convert: Callable[..., Any]) -> Callable[..., Any]:
    """What makes a value of the database's word for it; for ids one that knows those it has met."""
    of_ids = getattr(connection.ops, "convert_uuidfield_value", None)
    return _id_of if of_ids is not None and convert == of_ids else convert


def _place(value: Any) -> Any:
    """A value of a statement as far as the question itself gives it."""
    return value.leaf if isinstance(value, _Slot) else (type(value), value)


def _maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """How a row becomes what the queryset would have given. Raises TypeError for a form that is not known here."""
    form = rows._iterable_class
    if form is FlatValuesListIterable:
        return lambda row: row[0]
    if form is ValuesListIterable:
        return tuple
    if form is not ModelIterable or compiler.annotation_col_map:
        raise TypeError(f"a prepared question gives rows or values, not {form.__name__} and what is reckoned beside it")
    told, populators = compiler.klass_info, cast(Any, get_related_populators)  # the stubs are of another Django
    first, last = told["select_fields"][0], told["select_fields"][-1] + 1
    names = [each[0].target.attname for each in compiler.select[first:last]]
    related = populators(told, compiler.select, rows.db)

    def made(row: Sequence[Any]) -> Any:
        found = told["model"].from_db(rows.db, names, row[first:last])
        for each in related:
            each.populate(row, found)
        return found

    return made
