"""Working groups with their places, how they go to another school, what they find and do, and what they report upwards."""

from notoneless.casework.working_groups.models.arrivals import ArrivedCase
from notoneless.casework.working_groups.models.groups import GroupPlace, WorkingGroup
from notoneless.casework.working_groups.models.remedies import CaseCause, DestinationEntry, Remedy
from notoneless.casework.working_groups.models.reports import GovernmentReport

__all__ = ["ArrivedCase", "CaseCause", "DestinationEntry", "GovernmentReport", "GroupPlace", "Remedy", "WorkingGroup"]
