"""The pages of early warning, and all their routes."""

from notoneless.interfaces.early_warning.pages import concern, risk, tasks
from notoneless.interfaces.early_warning.pages.tasks import follow_up_card

__all__ = ["ROUTES", "follow_up_card"]

ROUTES = [*tasks.ROUTES, *concern.ROUTES, *risk.ROUTES]
