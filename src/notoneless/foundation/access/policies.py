"""PostgreSQL's own wall: row-level security for every table with data of children, generated from what the models declare.

The database knows who asks from settings that last for one transaction (`scope.tell_database`). Its functions run with the
owner's rights, so that a policy can look at grants and periods without asking itself again. The sign-in's own tables have no
policies: what decides who somebody is must be readable before anybody is somebody.
"""

from collections.abc import Iterable, Iterator

from django.apps import apps

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.roles import Roles
from notoneless.foundation.access.scope import Protected, Through
from notoneless.foundation.sealing.registry import Keep, declared

GROWING = ("audit_entry", "audit_payload", "audit_day_root")
"""Tables that only grow."""


def guarded() -> list[type[Protected]]:
    """The protected models with data of children, owners before what is reached through them."""
    found = [model for model in apps.get_models() if issubclass(model, Protected) and _of_children(model)]
    return sorted(found, key=lambda model: (hasattr(model.REACH, "column"), model._meta.db_table))


def _of_children(model: type[Protected]) -> bool:
    return any(told.keep is Keep.CHILDHOOD for told in declared(model).values())


def statements(app_role: str, roles: Roles, actions: Iterable[Action[object]]) -> Iterator[str]:  # type: ignore[type-var]
    """SQL that settles a migrated database for its application role; may run again at any time, as the owner."""
    weak = _array(code for code, role in roles.table.items() if not role.second_factor)
    yield _DAY
    yield _REACHES.format(weak=weak)
    yield _WHOLE.format(weak=weak)
    known = list(actions)
    owners = {apps.get_model(model.REACH.model) for model in guarded() if isinstance(model.REACH, Through)}
    for model in owners:
        yield _sees(model)
    for model in guarded():
        yield from _policies(model, app_role, _roles_for(model, roles, known))
    yield from _grants(app_role)


def _roles_for(model: type[Protected], roles: Roles, actions: list[Action[object]]) -> str:  # type: ignore[type-var]
    """The roles that may do anything with rows of a model."""
    codes = {*model.READ_BY, *(each.code for each in actions if any(part.kind is model for part in each.parameters))}
    return _array({role for code in codes for role in roles.allowing(code)})


def _array(texts: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{text}'" for text in sorted(texts)) + "]::text[]"


def _sees(model: type[Protected]) -> str:
    table = model._meta.db_table
    condition = model.REACH.condition("r.", "roles")
    return _SEES.format(table=table, condition=condition)


def _policies(model: type[Protected], app_role: str, roles: str) -> Iterator[str]:
    table = model._meta.db_table
    seen = f"((SELECT notoneless_whole({roles})) OR {model.REACH.condition(f'{table}.', roles)})"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    for name, clause in (
        ("reads", f"FOR SELECT TO {app_role} USING {seen}"),
        ("changes", f"FOR UPDATE TO {app_role} USING {seen} WITH CHECK (true)"),
        ("removes", f"FOR DELETE TO {app_role} USING {seen}"),
        # a new child belongs to no unit yet: what is written is the action's to judge, that somebody writes is not
        ("makes", f"FOR INSERT TO {app_role} WITH CHECK (notoneless_account() IS NOT NULL)"),
    ):
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield f"CREATE POLICY {name} ON {table} {clause}"


def _grants(app_role: str) -> Iterator[str]:
    yield f"GRANT USAGE ON SCHEMA public TO {app_role}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app_role}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {app_role}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app_role}"
    for table in GROWING:
        yield f"REVOKE UPDATE, DELETE ON {table} FROM {app_role}"
    yield f"GRANT UPDATE (number, link) ON audit_entry TO {app_role}"
    yield f"GRANT UPDATE (number, link) ON audit_day_root TO {app_role}"
    yield f"GRANT DELETE ON audit_payload TO {app_role}"  # retention erases what was entered


_DAY = """
CREATE OR REPLACE FUNCTION notoneless_day() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT NULLIF(current_setting('notoneless.day', true), '')::date $$;
CREATE OR REPLACE FUNCTION notoneless_account() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT NULLIF(current_setting('notoneless.account', true), '')::uuid $$
"""

_HELD = """g.account_id = notoneless_account() AND g.role = ANY(roles)
    AND g.from_on <= notoneless_day() AND (g.until_on IS NULL OR g.until_on > notoneless_day())
    AND (current_setting('notoneless.strong', true) = 'yes' OR g.role = ANY({weak}))"""

_REACHES = (
    """
CREATE OR REPLACE FUNCTION notoneless_reaches(wanted uuid, roles text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM access_unit_closure c JOIN access_grant g ON g.unit_id = c.ancestor_id
    WHERE c.descendant_id = wanted AND """
    + _HELD
    + ") $$"
)

_WHOLE = (
    """
CREATE OR REPLACE FUNCTION notoneless_whole(roles text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM access_unit u JOIN access_grant g ON g.unit_id = u.id
    WHERE u.parent_id IS NULL AND """
    + _HELD
    + ") $$"
)

_SEES = """
CREATE OR REPLACE FUNCTION notoneless_sees_{table}(wanted uuid, roles text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM {table} r WHERE r.id = wanted AND {condition}) $$
"""
