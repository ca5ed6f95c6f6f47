"""Reading notices."""

from notoneless.foundation.access.permissions import reading

READ_NOTICE = reading("notice.read", words="查看返校通知", english="See return-to-school notices")
REVEAL_NOTICE = reading(
    "notice.reveal", words="查看返校通知的签收与答复", english="Reveal who received a notice and what was answered"
)
