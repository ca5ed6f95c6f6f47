"""PostgreSQL's own wall, with the program's scope switched off."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from notoneless.foundation.access import scope
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.policies import guarded
from notoneless.foundation.access.scope import Protected, tell_database
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, NameToken
from notoneless.foundation.people.selectors import list_children
from notoneless.foundation.places.models import Household
from support.county import CAST, County
from support.databases import all_of

REACH = {
    "王老师": {"both", "class_only"},
    "李校长": {"both", "class_only", "other_class"},
    "张镇长": {"both", "class_only", "group_only", "other_class", "far_school", "bare_village"},
    "周支书": {"both", "group_only", "other_class", "far_school"},
    "吴组长": {"both", "group_only", "far_school"},
    "何老师": {"both", "group_only", "other_class", "far_school"},
    "陈局长": {"both", "class_only", "group_only", "other_class", "far_school", "far", "bare_village"},
    "赵老师": {"far_school", "far"},
}


def test_all_tables_with_data_of_children_are_guarded() -> None:
    assert {model.__name__ for model in guarded()} == {
        "Attachment",
        "Child",
        "ChildUnit",
        "Guardian",
        "Household",
        "NameToken",
    }


def all_rows(ctx: Context, code: str, model: type[Protected]) -> Any:
    """What `visible_to` would be with the program's scope torn out."""
    tell_database(ctx)
    return model._base_manager.all()


def keys_of(county: County, ids: set[Any]) -> set[str]:
    return {key for key, child in county.children.items() if child in ids}


@pytest.mark.postgres
@pytest.mark.parametrize("who", list(CAST))
def test_without_the_programs_scope_everybody_still_sees_just_the_children_in_reach(
    county: County, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_database(county.ctx(who))
    expected = REACH.get(who, set())
    assert keys_of(county, set(Child._base_manager.values_list("id", flat=True))) == expected
    assert keys_of(county, set(ChildUnit._base_manager.values_list("child_id", flat=True))) == expected
    assert keys_of(county, set(NameToken._base_manager.values_list("child_id", flat=True))) == expected
    assert keys_of(county, set(Guardian._base_manager.values_list("child_id", flat=True))) == expected
    monkeypatch.setattr("notoneless.foundation.people.selectors.visible_to", all_rows)
    assert keys_of(county, {line.id for line in list_children(county.ctx(who)).lines}) == expected


@pytest.mark.postgres
def test_households_are_seen_where_they_live(county: County) -> None:
    tell_database(county.ctx("吴组长"))
    assert set(Household._base_manager.values_list("unit_id", flat=True)) == {county.units["group_a"]}
    tell_database(county.ctx("审计管理员"))
    assert not Household._base_manager.exists()


@pytest.mark.postgres
@pytest.mark.parametrize("account", ["", "00000000-0000-0000-0000-000000000000"])
def test_nobody_and_a_made_up_account_see_and_write_nothing(county: County, account: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('notoneless.account', %s, true)", [account])
    for model in guarded():
        assert not model._base_manager.exists()
    assert Child._base_manager.update(name="x") == 0
    if not account:
        with pytest.raises(ProgrammingError), transaction.atomic():
            Household(id=county.ids.new(), unit_id=county.units["group_a"], head_name="x").save(force_insert=True)


@pytest.mark.postgres
def test_without_a_second_factor_the_database_too_shows_an_official_nothing(county: County) -> None:
    from dataclasses import replace

    tell_database(replace(county.ctx("陈局长"), strong=False))
    assert not Child._base_manager.exists()


@pytest.mark.postgres
def test_rows_out_of_reach_are_neither_changed_nor_removed(county: County) -> None:
    tell_database(county.ctx("赵老师"))
    both = county.children["both"]
    assert Child._base_manager.filter(pk=both).update(name="x") == 0
    assert Guardian._base_manager.filter(child_id=both).delete()[0] == 0
    assert all_of(Child, pk=both)[0].name == county.markers["both"][0]


@pytest.mark.postgres
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET outcome = 'done'",
        "UPDATE audit_entry SET commitment = ''",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_payload SET content = ''",
        "DELETE FROM audit_day_root",
        "DROP TABLE people_child",
        "ALTER TABLE people_child DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE loot (id int)",
        "DROP POLICY reads ON people_child",
        "DELETE FROM django_migrations",
        "CREATE OR REPLACE FUNCTION notoneless_whole(roles text[]) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ],
)
def test_the_applications_role_cannot_rewrite_the_audit_or_tear_down_the_wall(county: County, sql: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_reading_outside_a_transaction_is_refused() -> None:
    from support.county import build_county

    county = build_county()
    with pytest.raises(TypeError):
        scope.visible_to(county.ctx("陈局长"), "child.read", Child)
