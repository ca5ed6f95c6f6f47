"""The pages of alerts, and all their routes: those of whoever has no account first."""

from notoneless.interfaces.alerts.pages import deciding, links, telling

__all__ = ["ROUTES"]

ROUTES = [*telling.ROUTES, *links.ROUTES, *deciding.ROUTES]
