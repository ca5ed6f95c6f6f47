"""Files of watch-listed pupils in the county of the tests, as the tests of several floors need them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from notoneless.casework.watch_list.models import KeyGroupProposal
from notoneless.casework.watch_list.services import (
    care,
    contact,
    decide_group,
    lift,
    mark_group,
    open_file,
    propose_groups,
    screen,
    waver,
)
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.revealing import Limits, reveal
from notoneless.foundation.organizations.services import describe_unit
from notoneless.kernel.problems import NotonelessError
from support.county import DAY, County
from support.databases import all_of, the
from support.rosters import adopt

REASONS = "learning inclined"


def listed(county: County, key: str = "both", who: str = "王老师", unit: str | None = "class_a", **given: Any) -> UUID:
    """A pupil on the watch list, kept by the class teacher of a class, or by nobody."""
    keeper = {"keeper_unit": county.units[unit], "keeper_role": "class_teacher"} if unit else {}
    keeper = keeper or {"keeper_unit": None, "keeper_role": None}
    given = {"reasons": REASONS, "note": None} | keeper | given
    return open_file(county.ctx(who), child=county.children[key], **given)


def lifted(county: County, entry: UUID | None = None, who: str = "李校长") -> UUID:
    """A file that was lifted."""
    entry = entry or listed(county)
    lift(county.ctx(who), watch_list_entry=entry, lifting="steady", reason="一个学期没有缺课")
    return entry


def contacted(county: County, entry: UUID, who: str = "王老师", **given: Any) -> UUID:
    """A contact of today."""
    given = {
        "on": county.ctx(who).today,
        "manner": "phone",
        "whom": "guardian",
        "answered": "other",
        "note": None,
    } | given
    return contact(county.ctx(who), watch_list_entry=entry, **given)


def cared(county: County, entry: UUID | None = None, who: str = "王老师") -> UUID:
    """Care for a watch-listed pupil."""
    entry = entry or listed(county)
    given = {"on": county.ctx(who).today, "care_kind": "tutoring", "care_words": "每周三补数学"}
    return care(county.ctx(who), watch_list_entry=entry, **given)


def wavers(county: County, key: str = "both", who: str = "王老师", on: date = DAY) -> UUID:
    """A pupil marked as wavering."""
    return waver(county.ctx(who), child=county.children[key], on=on, note="说不想念了")


def of_group(county: County, key: str = "both", who: str = "王老师", group: str = "near_poverty") -> UUID:
    """A pupil counted among a key group."""
    return mark_group(county.ctx(who), child=county.children[key], key_group=group)


def listed_by_office(county: County, kind: str = "poverty", said: str = "边缘易致贫户", **changes: Any) -> UUID:
    """A list of another office, adopted, that names some children of the county (`keys`) with what it says of each."""
    keys: tuple[str, ...] = changes.pop("keys", ("both",))
    names: dict[str, str] = changes.pop("names", {})
    lines = [f"{names.get(key, county.markers[key][0])},{county.markers[key][1]},{said}" for key in keys]
    return adopt(county, kind, "姓名,身份证号,户类别" if kind == "poverty" else "姓名,身份证号,备注", lines, **changes)


def proposals_made(county: County) -> list[KeyGroupProposal]:
    """What the program proposes from the lists in force; all there is."""
    ctx = system_context(county.ids, county.time.at).with_request(uuid4())
    propose_groups(ctx, unit=county.units["county"])
    return sorted(all_of(KeyGroupProposal), key=lambda row: (row.proposed_at, row.pk))


def proposed(county: County, **changes: Any) -> UUID:
    """A proposal that waits to be decided."""
    listed_by_office(county, **changes)
    return proposals_made(county)[-1].pk


def looked_at(county: County, proposal: UUID, who: str = "王老师") -> UUID:
    """A proposal that somebody has opened."""
    reveal(county.ctx(who), the(KeyGroupProposal, pk=proposal), "said", Limits())
    return proposal


def decided(county: County, proposal: UUID, who: str = "王老师", **given: Any) -> None:
    """A proposal accepted, or what `given` says."""
    looked_at(county, proposal, who)
    given = {"is_accepted": True, "key_group": "near_poverty", "reason": None} | given
    decide_group(county.ctx(who), key_group_proposal=proposal, **given)


def grade_six(county: County, unit: str = "class_a") -> UUID:
    """A class that is one of grade six from now on."""
    describe_unit(county.ctx("陈局长"), unit=county.units[unit], grade=6)
    return county.units[unit]


def screened(county: County, found: str = "well", who: str = "王老师", unit: str = "class_a", **given: Any) -> None:
    """A class whose pupils were screened, all of them or those that are named."""
    given = {"children": None, "rest": True} | given
    screen(county.ctx(who), unit=county.units[unit], screened=found, **given)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done within is refused, with a sentence of this room."""
    with pytest.raises(NotonelessError) as refusal:
        yield
    assert refusal.value.told.code == f"watch_list.{code}"
