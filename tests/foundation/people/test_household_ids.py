"""Households that rosters brought before have ids that follow from their rows once an installation is brought up to date."""

from importlib import import_module

from django.apps import apps

from notoneless.foundation.people.models import Child
from notoneless.foundation.places.models import Household
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.identifiers import derived
from support.county import County
from support.databases import all_of, owners_eyes, the


def test_ids_that_came_from_a_key_follow_from_the_row(county: County) -> None:
    unit, said = county.units["group_a"], ("百大山", "老屋")
    old = key_ring().index("\x1f".join((unit.hex, *said)), "golden/household").hex()
    with owners_eyes():
        own = Household(id=county.ids.new(), unit_id=unit, head_name="百大川", address="新屋")
        Household._base_manager.bulk_create([own, Household(id=old, unit_id=unit, head_name=said[0], address=said[1])])
        Child._base_manager.filter(pk=county.children["both"]).update(household_id=old)
        for _ in range(2):
            import_module("notoneless.foundation.people.migrations.0004_household_ids").follow_rows(apps, None)
    new = derived(unit, "\x1f".join(said))
    assert the(Child, pk=county.children["both"]).household_id == new
    ids = {row.pk for row in all_of(Household)}
    assert {new, own.pk} <= ids
    assert old not in {id_.hex for id_ in ids}
