"""Reading special education."""

from notoneless.foundation.access.permissions import reading

READ_SPECIAL = reading("special.read", words="查看特殊教育档案", english="See files of special education")
REVEAL_SPECIAL = reading(
    "special.reveal",
    words="查看残疾类别、证号、评估和安置理由",
    english="Reveal impairment, certificate, findings and reasons of a child with disabilities",
)
