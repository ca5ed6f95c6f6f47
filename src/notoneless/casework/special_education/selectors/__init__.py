"""Reading special education."""

from notoneless.foundation.access.permissions import reading

READ_SPECIAL = reading("special.read", words="查看特殊教育档案", english="See files of special education")
REVEAL_SPECIAL = reading(
    "special.reveal",
    words="查看残疾类别、证号、评估和安置理由",
    english="Reveal impairment, certificate, findings and reasons of a child with disabilities",
)
READ_TEACHERS = reading("home_teacher.read", words="查看送教教师", english="See home teachers")
READ_MONEY = reading("homebound.money", words="查看送教经费", english="See money of homebound instruction")
