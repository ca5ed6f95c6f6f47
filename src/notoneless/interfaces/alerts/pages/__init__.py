"""The pages of alerts, and all their routes: those of whoever has no account first."""

from notoneless.interfaces.alerts.pages import deciding, entering, links, listing, telling

__all__ = ["ROUTES"]

ROUTES = [*telling.ROUTES, *listing.ROUTES, *links.ROUTES, *entering.ROUTES, *deciding.ROUTES]
