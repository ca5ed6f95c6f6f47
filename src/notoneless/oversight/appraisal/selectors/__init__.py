"""Reading undertakings and the school's own rules."""

from notoneless.foundation.access.permissions import reading

READ_UNDERTAKING = reading(
    "undertaking.read", words="查看责任书和保学规章", english="See undertakings and school rules"
)
"""Both tables: who is to sign what, and under which rules."""
