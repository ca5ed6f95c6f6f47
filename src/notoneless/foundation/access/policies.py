"""Row-level security of PostgreSQL, written from what the models declare: `REACH`, `ROWS`, and the table of roles.

Text only; `settling` carries it out. The policies repeat what `visible_to` filters by, so that a query which forgot its scope
still sees no stranger's child. They read who asks from settings of the transaction (`scope.tell_database`): unset, no rows.

Functions of the schema `reach` run with the owner's rights, because a policy that read another protected table itself would ask
that table's policy, and so on without end. Each has a fixed search path and tells no more than yes or no, or one's own units.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps

from notoneless.foundation.access.parameters import Parameter
from notoneless.foundation.access.roles import Roles
from notoneless.foundation.access.scope import (
    AlsoBy,
    ByEither,
    ByPeriods,
    ByUnit,
    Everywhere,
    Protected,
    Through,
    Throughout,
)
from notoneless.foundation.sealing.registry import declared

SCHEMA = "reach"
"""Where the functions live."""

PREFIX = "reach_"
"""How the policies begin."""

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")

Model = type[Protected]

_COST = 1000
"""What the planner is to think of a function that asks for each row: that it is dear, and few rows should come to it."""

_RIGHTS = f"STABLE COST {_COST} SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_ACCOUNT = "nullif(current_setting('notoneless.account', true), '')::uuid"
_DAY = "nullif(current_setting('notoneless.day', true), '')::date"
_STRONG = "coalesce(current_setting('notoneless.strong', true), '') = 'yes'"


def guarded() -> list[type[Protected]]:
    """Every protected model: all have policies."""
    return [model for model in apps.get_models() if issubclass(model, Protected)]


def statements(targets: Mapping[str, Iterable[Parameter]], roles: Roles) -> Iterator[str]:
    """All functions and policies. `targets`: the parameters of every action by its code."""
    yield f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"
    yield f"CREATE SCHEMA {SCHEMA}"
    yield from _foundation()
    for model in _owners_first():
        yield from _function(model)
    yield from _closure_policies()
    for model in guarded():
        yield from _policies(model, targets, roles)


# functions


def _plpgsql(signature: str, returns: str, expression: str, declare: str = "") -> str:
    """A function of one expression. Not in plain SQL: that would be planned anew for each query, this once a connection."""
    body = f"{'DECLARE ' + declare if declare else ''} BEGIN RETURN {expression}; END"
    return f"CREATE FUNCTION {SCHEMA}.{signature} RETURNS {returns} LANGUAGE plpgsql {_RIGHTS} AS $body${body}$body$"


def _foundation() -> Iterator[str]:
    """What every policy stands on: the units on which one of some roles is held, and whether that is the whole county."""
    asking = f"asking uuid := {_ACCOUNT}; today date := {_DAY};"
    held = f"(SELECT array_agg(DISTINCT g.unit_id) FROM {_GRANTS.format('')})"
    yield _plpgsql("roots(plain text[], strong text[])", "uuid[]", held, asking)
    top = "JOIN public.access_unit u ON u.id = g.unit_id AND u.parent_id IS NULL"
    yield _plpgsql(
        "whole(plain text[], strong text[])", "boolean", f"EXISTS (SELECT FROM {_GRANTS.format(top)})", asking
    )
    yield _plpgsql("unfounded()", "boolean", f"NOT EXISTS (SELECT FROM public.access_grant WHERE role = '{_LAST}')")
    yield _plpgsql(
        "stands(upper_unit uuid, lower_unit uuid)",
        "boolean",
        "upper_unit = lower_unit OR EXISTS (SELECT FROM public.access_unit u JOIN public.access_unit_closure c"
        " ON c.descendant_id = u.parent_id WHERE u.id = lower_unit AND c.ancestor_id = upper_unit)",
    )


_GRANTS = (
    "public.access_grant g JOIN public.access_account a ON a.id = g.account_id AND a.is_active {}"
    " WHERE g.account_id = asking AND g.from_on <= today AND (g.until_on IS NULL OR g.until_on > today)"
    f" AND (g.role = ANY (plain) OR g.role = ANY (strong) AND {_STRONG})"
)
"""The grants of whoever asks that count today, of some roles, with a place for a join."""

_LAST = "audit_administrator"
"""The role that is granted last when a county is founded: grants are never removed, so it is founded for good."""


def _owners_first() -> list[Model]:
    """The models that need a function of their own, those that others lean on first."""
    owners = {apps.get_model(model.REACH.model) for model in guarded() if isinstance(model.REACH, Through | AlsoBy)}
    more = [model for model in guarded() if isinstance(model.REACH, AlsoBy) and model not in owners]
    return [*sorted(owners, key=lambda model: model._meta.db_table), *more]


def _function(model: Model) -> Iterator[str]:
    """Whether a row is reached from some units today, and for rows with periods whether anybody reaches it."""
    table, reach = model._meta.db_table, model.REACH
    match reach:
        case ByPeriods():
            periods = f"{_periods(reach)} AND p.from_on <= today AND (p.until_on IS NULL OR p.until_on > today)"
            today = f"today date := {_DAY};"
            above = "JOIN public.access_unit_closure c ON c.descendant_id = p.unit_id AND c.ancestor_id = ANY (roots)"
            held = f"EXISTS (SELECT FROM {periods.format(above)})"
            yield _plpgsql(f"{table}(wanted uuid, roots uuid[])", "boolean", held, today)
            yield _plpgsql(
                f"{table}_placed(wanted uuid)", "boolean", f"EXISTS (SELECT FROM {periods.format('')})", today
            )
        case ByUnit(column=column):
            held = (
                f"EXISTS (SELECT FROM public.{table} r JOIN public.access_unit_closure c ON c.descendant_id = r.{column}"
                " WHERE r.id = wanted AND c.ancestor_id = ANY (roots))"
            )
            yield _plpgsql(f"{table}(wanted uuid, roots uuid[])", "boolean", held)
        case AlsoBy():
            naming = apps.get_model(reach.model)._meta.db_table
            held = (
                f"EXISTS (SELECT FROM public.{naming} r"
                f" WHERE r.{reach.column} = wanted AND {SCHEMA}.{naming}(r.id, roots))"
            )
            yield _plpgsql(f"{table}(wanted uuid, roots uuid[])", "boolean", held)
        case _:
            raise TypeError(f"{model.__name__} cannot own rows: {reach}")


def _periods(reach: ByPeriods) -> str:
    """The periods of one row, with a place for a join."""
    return f"public.{apps.get_model(reach.model)._meta.db_table} p {{}} WHERE p.{reach.row}_id = wanted"


# policies


def codes_of(model: Model, targets: Mapping[str, Iterable[Parameter]]) -> dict[str, frozenset[str]]:
    """For each command the permissions that need it; under LOCK those that lock rows, whether they change them or not."""
    rows = model.ROWS
    locking = frozenset(code for code, given in targets.items() if any(each.kind is model for each in given))
    revealing = frozenset(each.seen for each in declared(model).values() if each.seen)
    writing = rows.made | rows.changed | rows.removed
    return {
        "SELECT": rows.shown | revealing | locking | writing,
        "INSERT": rows.made,
        "UPDATE": rows.changed,
        "DELETE": rows.removed,
        "LOCK": locking | rows.changed,
    }


def _policies(model: Model, targets: Mapping[str, Iterable[Parameter]], roles: Roles) -> Iterator[str]:
    """The policies of one table; where there is none for a command, nobody may."""
    table, codes, rows = model._meta.db_table, codes_of(model, targets), model.ROWS
    held = {command: _held(model, _arrays(codes[command], roles)) for command in codes}
    made = _made(model, _arrays(codes["INSERT"], roles))
    if isinstance(model.REACH, Everywhere):
        held["SELECT"] = f"{_roots(_arrays(codes['SELECT'], roles))} IS NOT NULL"
    if rows.founded:
        made = f"{made} OR (SELECT {SCHEMA}.unfounded())"
    clauses = {
        "SELECT": f"USING ({held['SELECT']})",
        "INSERT": f"WITH CHECK ({made})",
        "UPDATE": f"USING ({held['LOCK']}) WITH CHECK ({held['UPDATE']})",
        "DELETE": f"USING ({held['DELETE']})",
    }
    opened = {"SELECT": "USING (true)", "UPDATE": "USING (true) WITH CHECK (true)", "DELETE": "USING (true)"}
    yield f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY"
    for command in COMMANDS:
        clause = opened[command] if command in rows.door else clauses[command]
        yield f"CREATE POLICY {PREFIX}{command.lower()} ON public.{table} FOR {command} {clause}"


def _closure_policies() -> Iterator[str]:
    """The tree: read by all, and nothing is added to it but what the units say of their parents, whoever asks."""
    table = "public.access_unit_closure"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"CREATE POLICY {PREFIX}select ON {table} FOR SELECT USING (true)"
    yield f"CREATE POLICY {PREFIX}insert ON {table} FOR INSERT WITH CHECK ({SCHEMA}.stands(ancestor_id, descendant_id))"


def _arrays(codes: Iterable[str], roles: Roles) -> str:
    """The roles that allow one of `codes`, as arguments: those good with a password alone, and those with a second factor."""
    allowing = {code for each in codes for code in roles.allowing(each)}
    if not allowing:
        return ""
    weak = [code for code in sorted(allowing) if not roles.table[code].second_factor]
    strong = [code for code in sorted(allowing) if roles.table[code].second_factor]
    return f"'{{{','.join(weak)}}}', '{{{','.join(strong)}}}'"


def _held(model: Model, arrays: str) -> str:
    """Rows in reach of the roles. `(SELECT …)` is worked out once a query; rows are asked only of others than who holds all."""
    if not arrays:
        return "false"
    return f"(SELECT {SCHEMA}.whole({arrays})) OR {_tied(model, _roots(arrays))}"


def _roots(arrays: str) -> str:
    return f"(SELECT {SCHEMA}.roots({arrays}))::uuid[]"


def _tied(model: Model, roots: str) -> str:
    """That a row is tied to units beneath `roots`."""
    table, reach = model._meta.db_table, model.REACH
    match reach:
        case ByUnit(column=column):
            return _beneath(f"{table}.{column}", roots)
        case ByEither(columns=columns):
            return " OR ".join(_beneath(f"{table}.{column}", roots) for column in columns)
        case Throughout(column=column):
            return f"{_beneath(f'{table}.{column}', roots)} OR {_above(f'{table}.{column}', roots)}"
        case AlsoBy(own=own):
            return f"{_beneath(f'{table}.{own.column}', roots)} OR {SCHEMA}.{table}({table}.id, {roots})"
        case Through() if _is_period(model, reach):
            # most are asked for at the unit that reaches them; the function asks for the others of the same row
            today = f"{table}.from_on <= {_DAY} AND ({table}.until_on IS NULL OR {table}.until_on > {_DAY})"
            return f"{_beneath(f'{table}.unit_id', roots)} AND {today} OR {_owned(model, reach, roots)}"
        case Through():
            return _owned(model, reach, roots)
        case _:
            return f"{SCHEMA}.{table}({table}.id, {roots})"


def _is_period(model: Model, reach: Through) -> bool:
    """Whether it is these rows themselves that tie their owner to units."""
    owner = apps.get_model(reach.model).REACH
    return isinstance(owner, ByPeriods) and apps.get_model(owner.model) is model and owner.row == reach.column


def _beneath(column: str, roots: str) -> str:
    return (
        f"EXISTS (SELECT FROM public.access_unit_closure c WHERE c.descendant_id = {column}"
        f" AND c.ancestor_id = ANY ({roots}))"
    )


def _above(column: str, roots: str) -> str:
    return (
        f"EXISTS (SELECT FROM public.access_unit_closure c WHERE c.ancestor_id = {column}"
        f" AND c.descendant_id = ANY ({roots}))"
    )


def _owned(model: Model, reach: Through, roots: str) -> str:
    owner = apps.get_model(reach.model)._meta.db_table
    return f"{SCHEMA}.{owner}({_column(model, reach)}, {roots})"


def _column(model: Model, reach: Through) -> str:
    field: Any = model._meta.get_field(reach.column)
    return f"{model._meta.db_table}.{field.column}"


def _made(model: Model, arrays: str) -> str:
    """Where a new row may come.

    A row that is tied to units by periods has none yet: whoever may make one anywhere may make it. What belongs to such a
    row comes where that is in reach, or where it belongs to nobody today; and never into a unit out of reach.
    """
    if not arrays:
        return "false"
    roots, reach = _roots(arrays), model.REACH
    table = model._meta.db_table
    match reach:
        case ByPeriods():
            return f"{roots} IS NOT NULL"
        case ByUnit() if reach.beneath:
            tied = _beneath(f"{table}.{reach.beneath}", roots)
        case Through():
            tied = _owned(model, reach, roots)
            owner = apps.get_model(reach.model)
            if isinstance(owner.REACH, ByPeriods):
                tied = f"({tied} OR NOT {SCHEMA}.{owner._meta.db_table}_placed({_column(model, reach)}))"
            if reach.gives:
                tied = f"{_beneath(f'{table}.{reach.gives}', roots)} AND {tied}"
        case _:
            tied = _tied(model, roots)
    return f"(SELECT {SCHEMA}.whole({arrays})) OR {tied}"
