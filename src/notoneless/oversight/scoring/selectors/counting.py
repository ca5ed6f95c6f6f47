"""What rooms count for plans, added up the tree: one query for each measure, whoever many are appraised."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from notoneless.casework.cases.models import CaseEvent
from notoneless.casework.cases.rules.standing import Step
from notoneless.foundation.access.measures import Events, Flow, Level, Lineage
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.organizations.models import Post
from notoneless.oversight.appraisal.rules.facts import COUNTED, RATES
from notoneless.oversight.duties.measures import EVIDENCE, is_own
from notoneless.oversight.indicators.models import UnitCount
from notoneless.oversight.indicators.rules.rates import DEFINITIONS
from notoneless.oversight.indicators.selectors.counted import rates_made

Amounts = Mapping[UUID, Decimal]
"""By unit; one that is left out has nought."""


def counted_between(code: str, first: date, last: date, above: Lineage) -> Amounts:
    """A measure of each unit: what was done or happened from a first to a last day, or what holds on the last."""
    found = EVIDENCE.get(code)
    own = is_own(code)
    if isinstance(found, Level):
        return _up([(unit, amount) for unit, amount in found.holds(last, None).items()], above, own)
    if isinstance(found, Flow):
        return _up([(each.unit, each.amount) for each in found.done(first, last, None)], above, own)
    if isinstance(found, Events):
        once = {
            (upper, each.subject)
            for each in found.happened(first, last, None)
            for upper in ((each.unit,) if own else above.get(each.unit, ()))
        }
        return _up([(unit, 1) for unit, _ in once], above, True)
    return {}


def _up(amounts: Collection[tuple[UUID, int]], above: Lineage, own: bool) -> Amounts:
    found: dict[UUID, Decimal] = defaultdict(Decimal)
    for unit, amount in amounts:
        for upper in (unit,) if own else above.get(unit, ()):
            found[upper] += amount
    return found


def measured(codes: Collection[str], first: date, last: date, above: Lineage) -> Mapping[str, Amounts]:
    """All measures that are asked for."""
    return {code: counted_between(code, first, last, above) for code in sorted(codes) if code in COUNTED}


def rated(codes: Collection[str], units: Collection[UUID], first: date, last: date) -> Mapping[str, Amounts]:
    """Rates of units in per cent as they were last counted within the days; a unit without a value is left out."""
    wanted = {code: RATES[code] for code in sorted(codes) if code in RATES}
    day = UnitCount._base_manager.filter(day__gte=first, day__lte=last).aggregate(day=Max("day"))["day"]
    if not wanted or day is None:
        return {code: {} for code in wanted}
    parts = {part for rate in wanted.values() for part in DEFINITIONS[rate].codes}
    values: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = UnitCount._base_manager.filter(day=day, measure__in=parts).values_list("unit_id", "measure", "value")
    for unit, part, value in rows:
        values[unit][part] = value
    found: dict[str, dict[UUID, Decimal]] = {code: {} for code in wanted}
    kinds = Unit._base_manager.filter(kind__in=[UnitKind.SCHOOL, UnitKind.CLASS]).values_list("pk", "kind")
    asked = set(units)
    for unit, kind in kinds:
        if unit in asked:
            made = rates_made(values.get(unit, {}), UnitKind(kind), day, tuple(wanted.values()))
            for code, rate in wanted.items():
                percent = made[rate].percent
                if percent is not None:
                    found[code][unit] = Decimal(percent)
    return found


def found_children(first: date, last: date, above: Lineage) -> Amounts:
    """Children whose case somebody of a unit opened and whose dropout was verified: each once, at the post and above.

    What a comparison of rosters has found nobody is credited for, and a suspicion alone neither.
    """
    superseded = CaseEvent._base_manager.filter(supersedes__isnull=False).values("supersedes_id")
    held = CaseEvent._base_manager.filter(is_withdrawal=False).exclude(pk__in=superseded)
    verified = held.filter(step=Step.VERIFY).values("case_id")
    opened = held.filter(step=Step.SUSPECT, on__range=(first, last), finding__isnull=True, case_id__in=verified)
    rows = list(opened.order_by("id").values_list("child_id", "by", "on"))
    posts: dict[UUID, list[tuple[UUID, date, date | None]]] = defaultdict(list)
    places = Post._base_manager.filter(holder_id__in={by for _, by, _ in rows})
    for who, unit, begin, end in places.order_by("id").values_list("holder_id", "unit_id", "from_on", "until_on"):
        posts[who].append((unit, begin, end))
    once = {
        (upper, child)
        for child, by, on in rows
        for unit, begin, end in posts[by]
        if begin <= on and (end is None or on < end)
        for upper in above.get(unit, ())
    }
    return _up([(unit, 1) for unit, _ in once], above, True)
