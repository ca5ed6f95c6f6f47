"""What plans say of special education, as the plan that binds a unit has it."""

from collections.abc import Mapping

from notoneless.casework.special_education.rules.kinds import Learns

PLAN, EXPERTS_LEAST = "local/special_education", "special.experts_least"
PLACEMENTS = "special.placements"
_NAMES = {"特校就读": Learns.SPECIAL_SCHOOL, "随班就读": Learns.REGULAR_CLASS, "送教上门": Learns.HOMEBOUND}


def offered(numbers: Mapping[str, str]) -> frozenset[Learns]:
    """The placements that the plan names; where no plan names any, the three that the regulations know (art. 17)."""
    named = numbers.get(PLACEMENTS, "").split()
    return frozenset(_NAMES[each] for each in named if each in _NAMES) or frozenset(Learns)
