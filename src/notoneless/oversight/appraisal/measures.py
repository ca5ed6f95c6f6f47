"""What share of a school's teachers, and of its pupils' guardians, has signed for the school year of a day."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from notoneless.foundation.access.measures import Evidence, Level, Units
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.roles import UnitKind
from notoneless.foundation.access.scope import in_force
from notoneless.oversight.appraisal.rules import Party, share_signed
from notoneless.oversight.appraisal.selectors.parties import pupils_on, signed_by, teachers_on


def _share(party: Party) -> Callable[[date, Units], Mapping[UUID, int]]:
    def holds(day: date, units: Units) -> Mapping[UUID, int]:
        schools = Unit._base_manager.filter(in_force(day), kind=UnitKind.SCHOOL)
        if units is not None:
            schools = schools.filter(pk__in=units)
        wanted = list(schools.order_by().values_list("pk", flat=True))
        owing = (teachers_on if party is Party.TEACHER else pupils_on)(day, wanted)
        signed: dict[UUID, set[UUID]] = defaultdict(set)
        for school, whose in signed_by(day, party, wanted):
            signed[school].add(whose)
        return {school: share_signed(set(owing.get(school, {})), signed[school]) for school in wanted}

    return holds


EVIDENCE: tuple[Evidence, ...] = (
    Level("document.letters_signed", _share(Party.TEACHER)),
    Level("document.rules_signed", _share(Party.GUARDIAN)),
)
