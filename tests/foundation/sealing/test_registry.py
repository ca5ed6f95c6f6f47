"""Every field says what it holds."""

from django.apps import apps

from notoneless.foundation.access.scope import Protected
from notoneless.foundation.sealing.models import BlindIndex, Sealed
from notoneless.foundation.sealing.registry import Level, declared, undeclared
from support.registry import all_permissions

OURS = [model for model in apps.get_models() if model.__module__.startswith("notoneless.")]


def test_every_field_of_every_table_is_declared() -> None:
    assert OURS
    assert undeclared(iter(OURS)) == []


def test_what_is_shown_by_a_permission_names_one_that_exists() -> None:
    named = {each.seen for model in OURS for each in declared(model).values() if each.seen}
    assert named
    assert named <= set(all_permissions())


def test_sealed_columns_and_search_keys_are_sensitive_or_a_staff_phone_and_never_just_shown() -> None:
    for model in OURS:
        for field in model._meta.concrete_fields:
            if isinstance(field, Sealed | BlindIndex):
                told = declared(model)[field.name]
                assert told.seen != ""
                assert told.level >= Level.STAFF


def test_tables_with_a_name_of_a_person_are_protected_or_hold_no_child() -> None:
    for model in OURS:
        childs = [name for name, told in declared(model).items() if told.level >= Level.CHILD and told.seen is not None]
        assert not childs or issubclass(model, Protected), model


def test_every_table_has_a_name_of_its_own_choice() -> None:
    assert all(model._meta.db_table.startswith(f"{model._meta.app_label}_") for model in OURS)
