"""Reckoning what is owed, sealing months, exempting."""

from notoneless.oversight.duties.services.exempting import end_exemption, exempt_duty
from notoneless.oversight.duties.services.reckoning import reckon_duties
from notoneless.oversight.duties.services.sealing import seal_month

__all__ = ["end_exemption", "exempt_duty", "reckon_duties", "seal_month"]
