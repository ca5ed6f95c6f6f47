"""What may be done: problems kept by a comparison, settled and reopened; totals entered and explained."""

from notoneless.records.registrations.services.settling import reopen, settle
from notoneless.records.registrations.services.totals import enter_total, explain_total

__all__ = ["enter_total", "explain_total", "reopen", "settle"]
