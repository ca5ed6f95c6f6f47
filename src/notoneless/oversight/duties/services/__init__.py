"""Reckoning what is owed, sealing months, exempting, reminding."""

from notoneless.oversight.duties.services.exempting import end_exemption, exempt_duty
from notoneless.oversight.duties.services.reckoning import reckon_duties
from notoneless.oversight.duties.services.reminding import remind_duty, remind_post
from notoneless.oversight.duties.services.sealing import seal_month

__all__ = ["end_exemption", "exempt_duty", "reckon_duties", "remind_duty", "remind_post", "seal_month"]
