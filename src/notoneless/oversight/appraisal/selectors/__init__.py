"""Reading undertakings and the school's own rules."""

from notoneless.foundation.access.permissions import reading

READ_UNDERTAKING = reading(
    "undertaking.read", words="查看责任书和保学规章", english="See undertakings and school rules"
)
"""Both tables: who is to sign what, and under which rules."""

READ_RUBRIC = reading("rubric.read", words="查看考核细则", english="See rubrics")
"""Everybody may know by what the own work is scored."""
READ_TARGET = reading("target.read", words="查看分解到人的指标", english="See targets split to persons")
READ_APPRAISAL = reading("appraisal.read", words="查看考核", english="See appraisals")
"""Whoever may not judge sees the own one alone."""
READ_CONSEQUENCE = reading(
    "consequence.read", words="查看评优限制和绩效扣减", english="See bars on honours and deductions of pay"
)
