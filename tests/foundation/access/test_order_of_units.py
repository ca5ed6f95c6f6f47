"""Units stand by the numbers in their names: those founded, imported and renamed, and those of an older installation."""

from importlib import import_module

from django.apps import apps

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.rules import unit_sort_key
from notoneless.foundation.access.selectors import units
from notoneless.foundation.access.services import found_unit
from notoneless.foundation.organizations.services import rename_unit
from support.county import DAY, County
from support.databases import all_of, owners_eyes

NAMES = ["一组", "2组", "三组", "10组", "十一组"]


def shown(county: County) -> list[str]:
    found = units(county.ctx("陈局长")).filter(parent_id=county.units["village_b"])
    return [unit.name for unit in found]


def test_units_stand_in_the_order_of_their_numbers(county: County) -> None:
    given = {"parent": county.units["village_b"], "kind": "group", "from_on": DAY}
    made = {name: found_unit(county.ctx("陈局长"), name=name, **given) for name in reversed(NAMES)}
    assert shown(county) == NAMES
    rename_unit(county.ctx("陈局长"), unit=made["三组"], name="20组")
    assert shown(county) == ["一组", "2组", "10组", "十一组", "20组"]


def test_the_keys_of_an_older_installation_are_made_anew(county: County) -> None:
    given = {"parent": county.units["village_b"], "kind": "group", "from_on": DAY}
    for name in NAMES:
        found_unit(county.ctx("陈局长"), name=name, **given)
    with owners_eyes():
        for unit in all_of(Unit):
            Unit._base_manager.filter(pk=unit.pk).update(sort_key=unit.name)
        assert shown(county) != NAMES
        import_module("notoneless.foundation.access.migrations.0003_units_by_number").order(apps, None)
    assert shown(county) == NAMES
    assert all(unit.sort_key == unit_sort_key(unit.name) for unit in all_of(Unit))
