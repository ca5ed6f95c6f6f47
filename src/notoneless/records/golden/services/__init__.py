"""Children are worked out, and what is worked out is written step by step."""

from notoneless.records.golden.services.applying import apply_steps
from notoneless.records.golden.services.beginning import begin_working_out
from notoneless.records.golden.services.running import is_due, work_out

__all__ = ["apply_steps", "begin_working_out", "is_due", "work_out"]
