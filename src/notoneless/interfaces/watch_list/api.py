"""The watch list for programs: the same selector as the page has. Notes and key groups open on pages alone."""

from notoneless.casework.visits.selectors.facts import met_on
from notoneless.casework.watch_list.selectors import READ_WATCH_LIST
from notoneless.casework.watch_list.selectors.lists import FileList, list_files
from notoneless.foundation.access.context import Context
from notoneless.interfaces.api.api import Operation


def watch_list(ctx: Context) -> FileList:
    """The first files in reach, the latest first."""
    return list_files(ctx, met_on)


OPERATIONS = (
    Operation(
        "GET", "watch-list", "watch_files.list", READ_WATCH_LIST, watch_list, FileList, "重点生 / Watch-listed pupils"
    ),
)
