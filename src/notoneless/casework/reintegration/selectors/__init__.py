"""Reading returns."""

from notoneless.foundation.access.permissions import reading

READ_RETURNED = reading("return.read", words="查看复学安置与回访", english="See returned pupils")
REVEAL_RETURNED = reading(
    "return.reveal",
    words="查看复学学生的经费、情况和谈话",
    english="Reveal funds, condition and talks of a returned pupil",
)
