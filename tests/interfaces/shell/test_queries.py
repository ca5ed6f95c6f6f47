"""How many queries a page makes: pinned, and the same for ten rows as for a thousand."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notoneless.foundation.people.models import Child, ChildUnit
from notoneless.foundation.people.rules import sort_key
from support.browsing import sign_in
from support.county import DAY, County
from support.databases import owners_eyes

PINNED = Path(__file__).with_name("query_counts.json")


def fill(county: County, number: int) -> None:
    """More children in the class of 王老师 and the group of 吴组长, written in bulk."""
    rows = [
        Child(id=county.ids.new(), name=f"甲{index}", sort_key=sort_key(f"甲{index}"), registered_at=county.time.at)
        for index in range(number)
    ]
    Child.objects.bulk_create(rows)
    for unit, track in (("class_a", "school"), ("group_a", "household")):
        ChildUnit.objects.bulk_create(
            [
                ChildUnit(id=county.ids.new(), child=row, unit_id=county.units[unit], track=track, from_on=DAY)
                for row in rows
            ]
        )


def counted(county: County, who: str) -> dict[str, int]:
    """The queries of each page, apart from savepoints and from telling PostgreSQL who asks."""
    visitor = sign_in(county, who)
    pages: dict[str, Any] = {
        "list": lambda: visitor.get("/children/"),
        "search by name": lambda: visitor.post("/children/", {"search": "慕容"}),
        "search by number": lambda: visitor.post("/children/", {"search": county.markers["both"][1]}),
        "children of a unit": lambda: visitor.get(f"/children/of/{county.units['class_a']}/school_age/"),
        "search of all": lambda: visitor.post("/search/", {"search": "慕容"}),
        "child": lambda: visitor.get(f"/children/{county.children['both']}/"),
        "phone form": lambda: visitor.get(f"/guardians/{county.guardians['both']}/phone/"),
    }
    found = {}
    for name, ask in pages.items():
        ask()
        with CaptureQueriesContext(connection) as seen:
            assert ask().status_code == 200
        words = ("SELECT", "INSERT", "UPDATE", "DELETE")
        asked = [query["sql"] for query in seen if query["sql"].startswith(words)]
        found[name] = sum(not sql.startswith("SELECT set_config(") for sql in asked)
    return found


@pytest.mark.parametrize("rows", [10, 1000])
def test_pages_make_as_many_queries_as_they_are_pinned_to(county: County, rows: int) -> None:
    with owners_eyes():
        fill(county, rows)
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    assert {who: counted(county, who) for who in pinned} == pinned, f"if this is meant, change {PINNED.name}"
