"""Reading changes of the roll."""

from notoneless.foundation.access.permissions import reading

READ_CHANGE = reading("roll_change.read", words="查看学籍变动申请", english="See applications for changes of the roll")
REVEAL_CHANGE = reading(
    "roll_change.reveal", words="查看学籍变动申请的原因", english="Reveal why a change of the roll was applied for"
)
