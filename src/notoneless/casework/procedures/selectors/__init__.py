"""Reading procedures."""

from notoneless.foundation.access.permissions import reading

READ_PROCEDURE = reading("procedure.read", words="查看依法控辍程序", english="See procedures")
REVEAL_PROCEDURE = reading(
    "procedure.reveal", words="查看劝返谈话内容", english="Reveal what was said and seen in a procedure"
)
