"""A prepared question gives the rows of its queryset, whatever values it is asked of, and is put together once for a shape."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext

from notoneless.foundation.access.models import Account, Grant, Unit, UnitClosure
from notoneless.foundation.access.prepared import Prepared, prepared
from notoneless.foundation.access.scope import Sight, sight
from support.county import County

READ = "unit.read"


def counting(build: Callable[..., QuerySet[Any, Any]]) -> tuple[Prepared[..., Any], list[int]]:
    """A prepared question, and how often it was put together."""
    times: list[int] = []

    def counted(*given: Any) -> QuerySet[Any, Any]:
        times.append(1)
        return build(*given)

    return prepared(counted), times


def test_it_gives_what_the_queryset_gives_and_is_put_together_once(county: County) -> None:
    question, times = counting(lambda unit: Unit._base_manager.filter(pk=unit).select_related("parent"))
    for unit in county.units.values():
        (found,) = question(unit)
        row = Unit._base_manager.get(pk=unit)
        with CaptureQueriesContext(connection) as queries:
            assert (found, found.name, found.from_on, found.parent) == (row, row.name, row.from_on, row.parent)
        assert len(queries) <= 1  # the other row's parent: this one's came with it
        assert found._state.adding is False
    assert question(uuid4()) == []
    assert question.first(uuid4()) is None
    assert len(times) == 2  # with two sets of values that stand for those to come


def test_days_instants_texts_and_choices(county: County) -> None:
    @prepared
    def question(day: date, at: datetime, name: str, active: bool) -> QuerySet[Grant, tuple[UUID, date, datetime]]:
        rows = Grant._base_manager.filter(from_on__lte=day, account__opened_at__lte=at, account__is_active=active)
        rows = rows.exclude(account__name=name).order_by("id")
        return rows.values_list("account_id", "from_on", "account__opened_at")

    first = Grant._base_manager.select_related("account").order_by("id")[0]
    told = (first.from_on, first.account.opened_at, "无此人", True)
    for day, at, name, active in (
        told,
        (first.from_on - timedelta(days=1), *told[1:]),
        (told[0], told[1] - timedelta(seconds=1), *told[2:]),
        (*told[:2], first.account.name, True),
        (*told[:3], False),
    ):
        assert question(day, at, name, active) == list(question.as_queryset(day, at, name, active))
    assert question(*told)
    assert isinstance(question(*told)[0][2], datetime)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8])
def test_a_list_of_any_length(county: County, count: int) -> None:
    @prepared
    def question(units: list[UUID]) -> QuerySet[Unit, str]:
        return Unit._base_manager.filter(pk__in=units).order_by("id").values_list("name", flat=True)

    some = sorted(county.units.values())[:count]
    expected = [Unit._base_manager.get(pk=each).name for each in some]
    assert question(some) == question(set(some)) == question(tuple(some)) == expected  # type: ignore[arg-type]


def test_a_very_long_list_is_asked_as_ever(county: County) -> None:
    question, times = counting(lambda units: Unit._base_manager.filter(pk__in=units).order_by("id"))
    many = [*county.units.values(), *(uuid4() for _ in range(1500))]
    assert question(many) == list(Unit._base_manager.order_by("id"))
    assert len(times) == 1


def test_each_person_is_answered_within_the_own_reach(county: County) -> None:
    @prepared
    def question(seen: Sight) -> QuerySet[Unit, UUID]:
        return seen.of(Unit).order_by("id").values_list("pk", flat=True)

    for who in ("王老师", "李校长", "张镇长", "陈局长", "赵老师"):
        ctx = county.ctx(who)
        found = question(sight(ctx, READ, Unit))
        held = UnitClosure.objects.filter(ancestor_id__in=ctx.units_for(READ))
        assert found == sorted(set(held.values_list("descendant_id", flat=True)))
        assert question(sight(ctx, "no.such", Unit)) == []


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda day: Unit._base_manager.filter(from_on__lt=day + timedelta(days=3)), id="another day"),
        pytest.param(lambda day: Unit._base_manager.filter(name__contains=day.isoformat()), id="a pattern"),
        pytest.param(lambda day: Unit._base_manager.filter(from_on__year=day.year), id="its year"),
    ],
)
def test_what_is_derived_from_a_value_is_refused(db: None, build: Callable[..., QuerySet[Any, Any]]) -> None:
    with pytest.raises(TypeError, match="derives"):
        prepared(build)(date(2026, 9, 1))


def test_forms_that_are_not_known_are_refused(db: None) -> None:
    for rows in (
        lambda unit: Unit._base_manager.filter(pk=unit).values("name"),
        lambda unit: Unit._base_manager.filter(pk=unit).annotate(many=Count("id")),
    ):
        with pytest.raises(TypeError, match="rows or values"):
            prepared(rows)(uuid4())  # type: ignore[arg-type, var-annotated]


def test_values_are_given_by_place(db: None) -> None:
    @prepared
    def question(account: UUID) -> QuerySet[Account]:
        return Account._base_manager.filter(pk=account)

    with pytest.raises(TypeError, match="by place"):
        question(account=uuid4())
    assert question.first(uuid4()) is None
