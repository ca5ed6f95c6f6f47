"""Reading records of schooling elsewhere."""

from notoneless.foundation.access.permissions import reading

READ_ELSEWHERE = reading("elsewhere.read", words="查看外地就读", english="See children schooled elsewhere")
REVEAL_ELSEWHERE = reading(
    "elsewhere.reveal",
    words="查看外地就读学生的学籍号",
    english="Reveal the student number of a child schooled elsewhere",
)
