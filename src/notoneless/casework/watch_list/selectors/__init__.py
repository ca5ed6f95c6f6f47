"""Reading the watch list: files, gaps, who is due, clocks of wavering, screening."""

from notoneless.foundation.access.permissions import reading

READ_WATCH_LIST = reading("watch_list.read", words="查看重点生", english="See the watch list")
REVEAL_WATCH_LIST = reading(
    "watch_list.reveal", words="查看重点生保密内容", english="Reveal what a file keeps by need only"
)
