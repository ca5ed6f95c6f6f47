"""An installation from before the searched names gets one for each child on record."""

from importlib import import_module

from django.apps import apps

from notoneless.foundation.people.models import Child, SearchedName
from support.county import County
from support.databases import all_of, owners_eyes


def test_every_child_on_record_gets_what_its_name_is_searched_by(county: County) -> None:
    before = {row.child_id: row.beginnings for row in all_of(SearchedName)}
    assert set(before) == {child.pk for child in all_of(Child)}
    with owners_eyes():
        SearchedName._base_manager.all().delete()
        import_module("notoneless.foundation.people.migrations.0003_searched_names").fill(apps, None)
    assert {row.child_id: row.beginnings for row in all_of(SearchedName)} == before
