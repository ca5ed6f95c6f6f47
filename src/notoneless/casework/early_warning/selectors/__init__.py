"""Reading tasks and contacts, concern and reports; the permissions to read them."""

from notoneless.foundation.access.permissions import reading

READ_FOLLOW_UP = reading("follow_up.read", words="查看缺课跟踪", english="See the follow-up of absences")
REVEAL_FOLLOW_UP = reading("follow_up.reveal", words="查看联系内容", english="Reveal what was said in a contact")
READ_CONCERN = reading("concern.read", words="查看需要关心的学生", english="See pupils who need attention")
NAME_CONCERN = reading(
    "concern.names", words="因需要查看需要关心的学生姓名", english="See by need who needs attention at a school"
)
COUNT_CONCERN = reading("concern.count", words="查看需要关心的人数", english="See how many pupils need attention")
REVEAL_CONCERN = reading("concern.reveal", words="查看担心的内容", english="Reveal what a class teacher wrote")
READ_AT_RISK = reading("at_risk.read", words="查看辍学倾向报告", english="See reports of pupils inclined to drop out")

__all__ = [
    "COUNT_CONCERN",
    "NAME_CONCERN",
    "READ_AT_RISK",
    "READ_CONCERN",
    "READ_FOLLOW_UP",
    "REVEAL_CONCERN",
    "REVEAL_FOLLOW_UP",
]
