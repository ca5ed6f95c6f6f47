"""Sends submissions again and again, in any order, some of them with other content, and counts what they left behind.

`python -m repeats.driver SUBMISSIONS HOME` from the folder of tests founds a county in HOME. A submission is one request of a
person, as a phone without signal sends it: up to five times, early or late, by the page or by the API. Whatever the order, its
effect is there once, every answer is the same, and the audit tells of it once; with other content it is a conflict.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from support.founding import found

SEED = 1
MOST_SENDINGS = 5
ALTERED = 0.15
"""Share of submissions that also come with other content."""

BORROWED = 0.05
"""Share of submissions under a request id that somebody else has used: ids of two people are never the same request."""

MARK = "重复"
"""How everything begins that a submission names."""


class Doubled(AssertionError):
    """A submission was done twice, not at all, or answered in two ways."""


def must(holds: bool, what: str) -> None:
    """Raise Doubled where something does not hold."""
    if not holds:
        raise Doubled(what)


@dataclass
class Submission:
    """One request: who sends it, what it does, and what came of it."""

    who: str
    act: str
    request: UUID
    given: dict[str, Any]
    sendings: int = 0
    answer: UUID | None = None


@dataclass
class Seen:
    """What all sendings together came to."""

    submissions: int = 0
    sent: int = 0
    repeated: int = 0
    conflicts: int = 0
    acts: Counter[str] = field(default_factory=Counter)


# what is submitted


def _register(county: Any, number: int, chance: random.Random) -> dict[str, Any]:
    unit = chance.choice(("group_a", "group_b", "group_z", "village_b", "class_a", "class_z"))
    given = {"unit": county.units[unit], "name": f"{MARK}{number}", "from_on": date(2026, 9, 1)}
    return {**given, "sex": "女"} if chance.random() < 0.5 else given


def _phone(county: Any, number: int, chance: random.Random) -> dict[str, Any]:
    near = ("both", "class_only", "group_only", "other_class")
    return {"guardian": county.guardians[chance.choice(near)], "phone": f"139{number:08}"}


def _place(county: Any, number: int, chance: random.Random) -> dict[str, Any]:
    unit = chance.choice(("group_a", "group_b", "group_z", "class_a", "class_b", "class_z"))
    # those whose phones are corrected by the township stay there
    child = county.children[chance.choice(("far", "far_school", "bare_village"))]
    return {"child": child, "unit": county.units[unit], "from_on": date(2026, 9, 2)}


def _guardian(county: Any, number: int, chance: random.Random) -> dict[str, Any]:
    child = chance.choice(list(county.children.values()))
    return {"child": child, "name": f"{MARK}{number}", "relation": "祖母"}


def _household(county: Any, number: int, chance: random.Random) -> dict[str, Any]:
    unit = chance.choice(("group_a", "group_b", "village_z"))
    return {"unit": county.units[unit], "head_name": f"{MARK}{number}", "address": "东头"}


def _unit(county: Any, number: int, chance: random.Random) -> dict[str, Any]:
    parent = chance.choice(("school_a", "school_z"))
    given = {"parent": county.units[parent], "kind": "class", "name": f"{MARK}{number}"}
    return {**given, "from_on": date(2026, 9, 1)}


def _account(county: Any, number: int, chance: random.Random) -> dict[str, Any]:
    return {"unit": county.units["county"], "sign_in_name": f"r{number}", "name": f"{MARK}{number}"}


MAKERS: dict[str, tuple[tuple[str, ...], Callable[[Any, int, random.Random], dict[str, Any]]]] = {
    "child.register": (("陈局长",), _register),
    "child.place": (("陈局长",), _place),
    "guardian.correct_phone": (("陈局长", "张镇长"), _phone),
    "guardian.add": (("陈局长",), _guardian),
    "household.register": (("陈局长",), _household),
    "unit.found": (("陈局长",), _unit),
    "account.open": (("系统管理员",), _account),
}
"""Who submits an action, and with what."""

OFTEN = (4, 3, 4, 2, 1, 1, 1)
"""How often each comes, in the order above."""


def submissions(county: Any, count: int, chance: random.Random) -> list[Submission]:
    """So many requests. Some borrow the id of one that another person has sent."""
    made: list[Submission] = []
    taken: set[tuple[str, UUID]] = set()
    for number in range(count):
        act = chance.choices(list(MAKERS), OFTEN)[0]
        who, make = MAKERS[act]
        sender = chance.choice(who)
        request = UUID(int=chance.getrandbits(128), version=4)
        free = [each.request for each in made[-50:] if (sender, each.request) not in taken]
        if free and chance.random() < BORROWED:
            request = chance.choice(free)
        taken.add((sender, request))
        made.append(Submission(sender, act, request, make(county, number, chance)))
    return made


def order(made: list[Submission], chance: random.Random) -> list[tuple[Submission, bool]]:
    """All sendings, shuffled; True where one comes with other content. The first of a submission never does."""
    due = [(each, False) for each in made for _ in range(chance.randint(1, MOST_SENDINGS))]
    due += [(each, True) for each in made if chance.random() < ALTERED]
    chance.shuffle(due)
    begun: set[int] = set()
    in_time, late = [], []
    for each, other in due:
        if not other:
            begun.add(id(each))
        (in_time if id(each) in begun else late).append((each, other))
    return in_time + late


# sending


def altered(given: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same request with other content: one text, day or name differs, or something is left out or added."""
    changed = dict(given)
    name = chance.choice([name for name in given if not isinstance(given[name], UUID)])
    value = changed[name]
    if isinstance(value, date):
        changed[name] = value + timedelta(days=1)
    elif name in ("kind", "sex"):
        changed[name] = {"class": "school", "女": "男"}[value]
    elif name == "phone":
        changed[name] = value[:-1] + str((int(value[-1]) + 1) % 10)
    else:
        changed[name] = f"{value}改"
    return changed


def as_program(given: dict[str, Any]) -> dict[str, Any]:
    """The same content as a program sends it: all of it as text, in another order."""
    return {name: str(value) for name, value in reversed(given.items())}


def send(county: Any, each: Submission, other: bool, seen: Seen, chance: random.Random) -> None:
    """Send a submission once more. Raises Doubled where it is answered otherwise than before."""
    from notoneless.foundation.access.actions import actions
    from notoneless.foundation.access.refusals import Conflict

    given = altered(each.given, chance) if other else each.given
    ctx = county.ctx_of(each.who, each.request)
    seen.sent += 1
    try:
        answer = actions()[each.act](ctx, **(as_program(given) if chance.random() < 0.5 else given))
    except Conflict:
        must(other, f"{each.act} is a conflict with itself")
        seen.conflicts += 1
        return
    must(not other, f"{each.act} with other content is no conflict")
    if each.sendings:
        must(answer == each.answer, f"{each.act} is answered {each.answer} and then {answer}")
        seen.repeated += 1
    each.answer = answer
    each.sendings += 1


class Senders:
    """A county whose contexts are made without looking the grants up each time."""

    def __init__(self, county: Any) -> None:
        self.county = county
        self.known = {who: county.ctx(who) for who in ("陈局长", "张镇长", "系统管理员")}
        self.units, self.accounts = county.units, county.accounts
        self.children, self.guardians = county.children, county.guardians

    def ctx_of(self, who: str, request: UUID) -> Any:
        """The context of one of the cast, now."""
        self.county.time.pass_by(seconds=1)
        return replace(self.known[who], request=request, at=self.county.time.at)


# what is there afterwards

COUNTED = {
    "child.register": ("people.Child", "name"),
    "child.place": ("people.ChildUnit", ""),
    "guardian.add": ("people.Guardian", "name"),
    "household.register": ("places.Household", "head_name"),
    "unit.found": ("access.Unit", "name"),
    "account.open": ("access.Account", "name"),
}
"""Where the effect of an action is counted; by a name that no other has, or by the answer alone."""


def look(made: list[Submission], last: dict[UUID, str], before: Counter[str], seen: Seen) -> None:
    """Compare the database with what was sent. Raises Doubled at the first thing that does not hold."""
    after = rows()
    for act, (label, name) in COUNTED.items():
        sent = [each for each in made if each.act == act]
        more = sum(each.act == "child.register" for each in made) if act == "child.place" else 0
        must(after[label] - before[label] == len(sent) + more, f"{act}: {after[label] - before[label]} of {len(sent)}")
        must(_found(label, sent, name), f"{act}: an answer is not the row of its submission")
    placed = sum(
        each.act == "child.place" for each in made
    )  # an open case follows its child: that waits for the program
    for label, times in (("access.Receipt", len(made)), ("access.Waiting", placed)):
        must(after[label] - before[label] == times, f"{label}: {after[label] - before[label]} of {times}")
    _look_at_phones(last)
    _look_at_entries(made, before, after, seen)


def rows() -> Counter[str]:
    """How many rows each table of ours has."""
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("notoneless.")]
    return Counter({model._meta.label: model._base_manager.count() for model in ours})


def _found(label: str, sent: list[Submission], name: str) -> bool:
    """Whether the row that each answer names is the one that was submitted."""
    from django.apps import apps

    columns = ("pk", name or "unit_id")
    there = dict(apps.get_model(label)._base_manager.values_list(*columns))
    asked = {"people.ChildUnit": "unit", "places.Household": "head_name"}.get(label, "name")
    return all(there.get(each.answer) == each.given[asked] for each in sent)


def _look_at_phones(last: dict[UUID, str]) -> None:
    """The last correction that was new stands: one that was sent again does not come back."""
    from notoneless.foundation.people.models import Guardian
    from notoneless.foundation.sealing.models import opened

    for guardian, phone in last.items():
        must(opened(Guardian._base_manager.get(pk=guardian), "phone") == phone, "an old correction came back")


def _look_at_entries(made: list[Submission], before: Counter[str], after: Counter[str], seen: Seen) -> None:
    from notoneless.foundation.audit.models import Entry
    from notoneless.foundation.audit.selectors import verify
    from notoneless.foundation.audit.services import seal_entries

    wanted = Counter((each.request, each.act) for each in made)
    told = Entry.objects.filter(request__in=[each.request for each in made]) if len(made) < 500 else Entry.objects.all()
    done = Counter(told.filter(outcome="done", action__in=list(MAKERS)).values_list("request", "action"))
    must(
        {key: done[key] for key in wanted} == dict(wanted),
        "an effect without its entry, or an entry without its effect",
    )
    new = after["audit.Entry"] - before["audit.Entry"]
    must(new == len(made) + seen.conflicts, f"{new} entries of {len(made)} effects and {seen.conflicts} conflicts")
    conflicts = told.filter(outcome="conflict", reason="access.conflict", payload__isnull=False).count()
    must(conflicts == seen.conflicts, f"{conflicts} conflicts recorded of {seen.conflicts}")
    seal_entries()
    found = verify()
    must(found.problems == () and found.waiting == 0, f"the chain: {found.problems}")


# the whole


def run(county: Any, count: int, seed: int = SEED) -> Seen:
    """Send so many submissions in a county, and look. Raises Doubled at the first thing that does not hold."""
    from support.databases import owners_eyes

    chance, seen = random.Random(seed), Seen(count)
    senders = Senders(county)
    made = submissions(county, count, chance)
    seen.acts.update(each.act for each in made)
    with owners_eyes():
        before = rows()
    last: dict[UUID, str] = {}
    for each, other in order(made, chance):
        if each.act == "guardian.correct_phone" and not each.sendings:
            last[each.given["guardian"]] = each.given["phone"]
        send(senders, each, other, seen, chance)
    with owners_eyes():
        look(made, last, before, seen)
    return seen


def main() -> None:
    """Send as many submissions as the first word says, in the folder that the second names; tell what it came to."""
    begun = time.monotonic()
    seen = run(found(Path(sys.argv[2])), int(sys.argv[1]))
    took = round(time.monotonic() - begun, 1)
    sys.stdout.write(json.dumps({**seen.__dict__, "acts": dict(seen.acts), "seconds": took}) + "\n")


if __name__ == "__main__":
    main()
