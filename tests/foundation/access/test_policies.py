"""The database guards each row itself: with the program's scope switched off, everybody still sees just whom they may see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.models import QuerySet

from notoneless.foundation.access import scope
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.founding import found_county
from notoneless.foundation.access.models import Account, Grant, Token, Unit, UnitClosure
from notoneless.foundation.access.policies import codes_of, guarded, statements
from notoneless.foundation.access.prepared import prepared
from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.access.scope import Protected, tell_database
from notoneless.foundation.access.services import disable_account
from notoneless.foundation.access.settling import rights, settle_database, troubles
from notoneless.foundation.audit.models import Entry
from notoneless.foundation.people.models import Child, ChildUnit, Guardian, SearchedName
from notoneless.foundation.people.selectors import list_children, open_child
from notoneless.foundation.people.services import correct_phone, place_child
from notoneless.foundation.places.models import Household
from notoneless.kernel.problems import NotonelessError
from support.county import CAST, DAY, County, build_county
from support.databases import APP, OWNER, all_of, owners_eyes, the
from support.registry import all_actions, all_permissions

SEES = {
    "王老师": {"both", "class_only"},
    "李校长": {"both", "class_only", "other_class"},
    "张镇长": {"both", "class_only", "group_only", "other_class", "far_school", "bare_village"},
    "周支书": {"both", "group_only", "other_class", "far_school"},
    "吴组长": {"both", "group_only", "far_school"},
    "何老师": {"both", "group_only", "other_class", "far_school"},
    "陈局长": {"both", "class_only", "group_only", "other_class", "far_school", "far", "bare_village"},
    "赵老师": {"far_school", "far"},
}
"""As tests/foundation/access/test_scope.py has it; nobody else sees a child."""

OF_CHILDREN = ((Child, "id"), (ChildUnit, "child_id"), (SearchedName, "child_id"), (Guardian, "child_id"))

postgres = pytest.mark.postgres


def all_rows(ctx: Context, code: str, model: type[Protected]) -> Any:
    """What `visible_to` would be with the program's scope torn out."""
    tell_database(ctx)
    return model._base_manager.all()


def seen(county: County, model: type[Protected], column: str) -> set[str]:
    ids = set(model._base_manager.values_list(column, flat=True))
    return {key for key, child in county.children.items() if child in ids}


def told(account: object, day: str = DAY.isoformat(), strong: str = "yes") -> None:
    with connection.cursor() as cursor:
        for name, value in (("account", account), ("day", day), ("strong", strong)):
            cursor.execute("SELECT set_config(%s, %s, true)", [f"notoneless.{name}", str(value)])


# what is written


def targets() -> dict[str, Any]:
    return {code: action.parameters for code, action in all_actions().items()}


def test_every_protected_model_says_who_touches_its_rows_by_permissions_that_exist() -> None:
    known = set(all_permissions())
    for model in guarded():
        assert set().union(*codes_of(model, targets()).values()) <= known, model


def test_each_table_has_one_policy_for_each_command_and_what_nobody_may_is_false() -> None:
    written = list(statements(targets(), ROLES))
    for model in guarded():
        table = f"public.{model._meta.db_table} "
        for command in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            assert len([line for line in written if f" ON {table}FOR {command} " in line]) == 1
    assert [line for line in written if line.endswith("rosters_fault FOR UPDATE USING (false) WITH CHECK (false)")]
    # a proof of the roll is locked by who enters it, and never changed
    [files] = [line for line in written if "attachments_attachment FOR UPDATE" in line]
    assert files.endswith(" WITH CHECK (false)")


def test_only_the_sign_ins_tables_are_open_before_anybody_is_known() -> None:
    opened = {model: set(model.ROWS.door) for model in guarded() if model.ROWS.door}
    assert opened == {Unit: {"SELECT"}, Grant: {"SELECT"}, Token: {"SELECT", "DELETE"}, Account: {"SELECT", "UPDATE"}}


def test_of_the_audit_only_what_the_sealer_fills_may_be_changed() -> None:
    written = list(rights('a"b', ["audit_entry", "people_child"]))
    assert 'GRANT SELECT, INSERT, UPDATE (number, link) ON public."audit_entry" TO "a""b"' in written
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE ON public."people_child" TO "a""b"' in written


# who sees whom


@postgres
@pytest.mark.parametrize("who", list(CAST))
def test_without_the_programs_scope_everybody_sees_just_the_children_in_reach(
    county: County, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notoneless.foundation.people.selectors.visible_to", all_rows)
    listed = list_children(county.ctx(who))
    expected = SEES.get(who, set())
    assert {line.id for line in listed.lines} == {county.children[key] for key in expected}
    for model, column in OF_CHILDREN:
        assert seen(county, model, column) == expected, model


@postgres
@pytest.mark.parametrize("who", list(CAST))
def test_without_the_policies_the_programs_scope_says_the_same(county: County, who: str) -> None:
    with owners_eyes():
        listed = list_children(county.ctx(who))
        assert Child._base_manager.count() == len(county.children)
    assert {line.id for line in listed.lines} == {county.children[key] for key in SEES.get(who, set())}


@postgres
@pytest.mark.parametrize("who", [who for who in CAST if who in SEES])
def test_with_both_a_childs_page_is_whole(county: County, who: str) -> None:
    for key in SEES[who]:
        card = open_child(county.ctx(who), county.children[key])
        name, *_, guardian, _ = county.markers[key]
        assert (card.line.name, [each.name for each in card.guardians]) == (name, [guardian])
        lives = key != "class_only"
        assert card.household == (f"{name}家老屋" if lives else "")
        units = {row.unit_id for row in all_of(ChildUnit, child_id=county.children[key])}
        assert {place.unit for place in card.line.places} == units


def nothing_is_seen() -> bool:
    closed = [model for model in guarded() if "SELECT" not in model.ROWS.door]
    return Child in closed and not any(model._base_manager.exists() for model in closed)


@postgres
def test_unset_emptied_or_of_nobody_the_settings_show_nothing(county: County) -> None:
    chen = county.accounts["陈局长"]
    for account, day in (("", DAY), (chen, ""), (uuid4(), DAY), (county.children["both"], DAY), ("", "")):
        told(account, str(day))
        assert nothing_is_seen()
    told(chen)
    assert not nothing_is_seen()
    told(chen, strong="no")
    assert nothing_is_seen()


@postgres
def test_settings_that_are_no_settings_are_an_error(county: County) -> None:
    for account, day in (("chen", DAY), (county.accounts["陈局长"], "some day")):
        told(account, str(day))
        with pytest.raises(DatabaseError), transaction.atomic():
            Child._base_manager.exists()


@postgres
def test_a_forged_account_sees_what_that_account_sees_and_on_its_days_alone(county: County) -> None:
    forged = replace(county.ctx("陈局长"), actor=county.accounts["王老师"])
    tell_database(forged)
    assert seen(county, Child, "id") == SEES["王老师"]
    told(county.accounts["王老师"], "2026-08-31")
    assert seen(county, Child, "id") == set()


@postgres
def test_a_closed_account_sees_nothing(county: County) -> None:
    disable_account(county.ctx("安全管理员"), account=county.accounts["陈局长"])
    told(county.accounts["陈局长"])
    assert nothing_is_seen()


@postgres
@pytest.mark.usefixtures("committed")
def test_outside_of_a_transaction_nothing_is_seen() -> None:
    county = build_county()
    list_children_in_a_transaction(county)
    assert nothing_is_seen()
    with pytest.raises(TypeError):
        scope.visible_to(county.ctx("陈局长"), "child.read", Child)


def list_children_in_a_transaction(county: County) -> None:
    with transaction.atomic():
        assert list_children(county.ctx("陈局长")).count == len(county.children)


# who changes what


@postgres
@pytest.mark.parametrize("who", ["赵老师", "审计管理员", "王老师", "何老师"])
def test_out_of_reach_no_row_is_changed_or_removed(county: County, who: str) -> None:
    tell_database(county.ctx(who))
    far = county.children["bare_village"]
    assert Child._base_manager.filter(pk=far).update(name="x") == 0
    assert Guardian._base_manager.filter(child_id=far).update(name="x") == 0
    assert ChildUnit._base_manager.filter(child_id=far).update(until_on=DAY) == 0
    with connection.cursor() as cursor:
        for table in (
            "people_child",
            "people_child_unit",
            "people_guardian",
            "people_searched_name",
            "places_household",
        ):
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0
    assert the(Child, pk=far).name == county.markers["bare_village"][0]


@postgres
def test_a_teacher_changes_a_guardian_in_reach_but_neither_child_nor_membership(county: County) -> None:
    correct_phone(county.ctx("王老师"), guardian=county.guardians["both"], phone="13711112222")
    assert Guardian._base_manager.filter(pk=county.guardians["both"]).update(relation="x") == 1
    with refused():  # a teacher may open a case of the child, and so lock its row, but not change it
        Child._base_manager.filter(pk=county.children["both"]).update(name="x")
    assert ChildUnit._base_manager.filter(child_id=county.children["both"]).update(until_on=DAY) == 0


@postgres
def test_a_guardian_is_not_given_to_a_child_out_of_reach(county: County) -> None:
    tell_database(county.ctx("王老师"))
    with refused():
        Guardian._base_manager.filter(pk=county.guardians["both"]).update(child_id=county.children["far"])


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(ProgrammingError), transaction.atomic():
        yield


def new_rows(county: County) -> dict[str, Callable[[], Any]]:
    unit, account = county.units["county"], county.accounts["王老师"]
    child, far = county.children["both"], county.children["far"]
    grant = Grant(id=county.ids.new(), account_id=account, role="county_officer", unit_id=unit, from_on=DAY)
    period = ChildUnit(id=county.ids.new(), child_id=far, unit_id=county.units["class_a"], track="school", from_on=DAY)
    closure = UnitClosure(ancestor_id=county.units["class_a"], descendant_id=unit, depth=1)
    rows = {
        "a role for oneself": grant,
        "a stranger in the own class": period,
        "the county beneath the class": closure,
        "a child": Child(id=county.ids.new(), name="x", sort_key="x", registered_at=county.time.at),
        "a guardian": Guardian(id=county.ids.new(), child_id=child, name="x", relation="x"),
        "what a name is searched by": SearchedName(child_id=child, beginnings="x"),
        "a household": Household(id=county.ids.new(), unit_id=county.units["group_a"], head_name="x"),
        "a unit": Unit(id=county.ids.new(), kind="class", name="x", parent_id=unit, sort_key="x", from_on=DAY),
        "a county": Unit(id=county.ids.new(), kind="county", name="x", sort_key="x", from_on=DAY),
        "an account": Account(id=county.ids.new(), sign_in_name="x", name="x", unit_id=unit, opened_at=county.time.at),
    }
    return {words: row.save for words, row in rows.items()}


REGISTERS = {"a child", "a guardian", "what a name is searched by"}
"""What a teacher makes who surveys the own class: a child the class lacks, as yet in no unit, and out of all sight."""


@postgres
@pytest.mark.parametrize(
    ("who", "makes"), [("王老师", REGISTERS), ("何老师", REGISTERS), ("审计管理员", set()), ("", set())]
)
def test_who_may_not_make_a_row_is_refused_by_the_database(county: County, who: str, makes: set[str]) -> None:
    with owners_eyes():  # a child has one such row
        SearchedName._base_manager.filter(pk=county.children["both"]).delete()
    told(county.accounts[who] if who else "")
    made = set()
    for words, save in new_rows(county).items():
        with suppress(ProgrammingError), transaction.atomic():
            save(force_insert=True)
            made.add(words)
    assert made == makes


@postgres
def test_a_child_that_moves_leaves_the_old_class_and_comes_into_the_new(county: County) -> None:
    place_child(county.ctx("陈局长"), child=county.children["class_only"], unit=county.units["class_z"], from_on=DAY)
    for who, sees in (("王老师", False), ("赵老师", True), ("陈局长", True)):
        tell_database(county.ctx(who))
        assert ("class_only" in seen(county, Child, "id")) is sees


@postgres
def test_a_county_is_founded_once_even_for_the_database(county: County) -> None:
    told("")
    with refused():
        Grant(
            id=uuid4(),
            account_id=county.accounts["王老师"],
            role="security_administrator",
            unit_id=county.units["county"],
            from_on=DAY,
        ).save(force_insert=True)
    with pytest.raises(NotonelessError):
        found_county(county.ids, county.time.at, "又一个县", DAY)


# the application's role

FORBIDDEN = (
    "UPDATE audit_entry SET outcome = 'done'",
    "UPDATE audit_entry SET commitment = ''",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry CASCADE",
    "UPDATE audit_payload SET content = ''",
    "DELETE FROM audit_day_root",
    "UPDATE access_unit_closure SET depth = 1",
    "DELETE FROM access_unit_closure",
    "DROP TABLE people_child",
    "ALTER TABLE people_child ADD COLUMN x int",
    "ALTER TABLE people_child DISABLE ROW LEVEL SECURITY",
    "DROP POLICY reach_select ON people_child",
    "CREATE POLICY open ON people_child USING (true)",
    "TRUNCATE people_child CASCADE",
    "CREATE TABLE loot (id int)",
    "CREATE TEMPORARY TABLE loot (id int)",
    "CREATE SCHEMA loot",
    "CREATE VIEW loot AS SELECT * FROM people_child",
    "CREATE FUNCTION public.loot() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION reach.whole(plain text[], strong text[]) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "DELETE FROM django_migrations",
    f"SET ROLE {OWNER}",
    "SET SESSION AUTHORIZATION postgres",
    f"ALTER ROLE {APP} BYPASSRLS",
)


@pytest.fixture(scope="session")
def signed_in_as_app(django_db_setup: None) -> Iterator[Any]:
    from support.postgres.making import as_app, let_in

    let_in()
    with as_app() as connected:
        yield connected


@postgres
@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_applications_role_cannot_rewrite_the_audit_or_put_its_guard_away(signed_in_as_app: Any, sql: str) -> None:
    import psycopg

    assert signed_in_as_app.execute("SELECT session_user, current_user").fetchone() == (APP, APP)
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidParameterValue)):
        signed_in_as_app.execute(sql)


@postgres
def test_row_security_switched_off_is_an_error_and_shows_nothing(signed_in_as_app: Any) -> None:
    import psycopg

    signed_in_as_app.execute("SET row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        signed_in_as_app.execute("SELECT * FROM people_child")
    signed_in_as_app.execute("RESET row_security")


@postgres
def test_the_audit_grows_and_is_sealed_by_the_application(county: County) -> None:
    from notoneless.foundation.audit.services import seal_entries

    assert seal_entries() > 0
    assert Entry.objects.filter(number__isnull=True).count() == 0


# settling, and what the doctor sees


@postgres
def test_settling_again_changes_nothing(db: None) -> None:
    before = policies()
    with owners_eyes():
        settle_database(connection, APP, all_actions())
    assert policies() == before
    assert list(troubles(connection)) == []


def policies() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2")
        return list(cursor.fetchall())


@postgres
@pytest.mark.parametrize("role", [OWNER, "nobody_of_this_name"])
def test_a_role_that_no_policy_would_bind_is_refused(county: County, role: str) -> None:
    with owners_eyes(), pytest.raises(NotonelessError), transaction.atomic():
        settle_database(connection, role, all_actions())


@postgres
@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("ALTER TABLE people_child DISABLE ROW LEVEL SECURITY", "postgres.unguarded"),
        ("DROP POLICY reach_delete ON people_guardian", "postgres.unguarded"),
        ('ALTER TABLE people_child ALTER sort_key TYPE varchar(200) COLLATE "ucs_basic"', "postgres.collation"),
        (f"ALTER TABLE jobs_lease OWNER TO {APP}", "postgres.unbound"),
        (f"GRANT CREATE ON SCHEMA public TO {APP}", "postgres.may_create"),
    ],
)
def test_the_doctor_sees_what_is_wrong(county: County, sql: str, code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # tables with waiting checks cannot be altered
        with transaction.atomic():
            cursor.execute("SET LOCAL ROLE none")
            cursor.execute(sql)
            cursor.execute(f"SET LOCAL ROLE {APP}")
            assert code in {problem.code for problem in troubles(connection)}


def test_on_sqlite_there_is_nothing_to_settle(county: County) -> None:
    if connection.vendor == "sqlite":
        assert list(troubles(connection)) == []
    assert isinstance(county.units["county"], UUID)


@prepared
def _everybody(on: date) -> QuerySet[Child, UUID]:
    """Children, with the program's scope torn out."""
    return Child._base_manager.filter(born_on__lt=on).values_list("pk", flat=True)


@postgres
def test_a_question_that_is_planned_once_is_guarded_anew_for_whoever_asks(county: County) -> None:
    everybody = [*CAST, *reversed(CAST)] * 4
    for who in everybody:
        tell_database(county.ctx(who))
        seen_now = set(_everybody(DAY))
        assert {key for key, child in county.children.items() if child in seen_now} == SEES.get(who, set()), who
    told(UUID(int=0))
    assert _everybody(DAY) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE '%born_on%'"
        )
        asked = [row[0] for row in cursor.fetchall()]
    # once it has been asked five times it stays with the connection
    assert asked == [len(everybody) + 1 - 5]


@postgres
def test_periods_are_seen_where_their_child_is_and_not_where_it_was(county: County) -> None:
    child, other = county.children["class_only"], county.units["class_z"]
    with owners_eyes():
        ChildUnit._base_manager.filter(child=child, track="school").update(until_on=DAY)
        ChildUnit(id=uuid4(), child_id=child, unit_id=other, track="school", from_on=DAY).save(force_insert=True)
    for who, expected in (("王老师", 0), ("赵老师", 2)):
        tell_database(county.ctx(who))
        assert ChildUnit._base_manager.filter(child=child, track="school").count() == expected, who
