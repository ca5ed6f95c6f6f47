"""Working groups with their places, what they find and do, and what is reported to the government."""

from notoneless.casework.working_groups.models.groups import GroupPlace, WorkingGroup
from notoneless.casework.working_groups.models.remedies import CaseCause, DestinationEntry, Remedy
from notoneless.casework.working_groups.models.reports import GovernmentReport

__all__ = ["CaseCause", "DestinationEntry", "GovernmentReport", "GroupPlace", "Remedy", "WorkingGroup"]
