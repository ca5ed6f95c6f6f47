"""Tasks for programs: the same selectors as the pages have. Points are for the eyes of those in charge, and have no route."""

from notoneless.casework.early_warning.selectors import READ_FOLLOW_UP
from notoneless.casework.early_warning.selectors.tasks import ALL, TaskFilter, TaskList, list_tasks
from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation


def follow_ups(ctx: Context) -> TaskList:
    """The tasks in reach, the most urgent first."""
    return list_tasks(ctx, TaskFilter(whose=ALL))


OPERATIONS = (
    Operation(
        "GET", "follow-ups", "follow_up.list", READ_FOLLOW_UP, follow_ups, TaskList, "缺课跟踪 / Follow-up of absences"
    ),
)
