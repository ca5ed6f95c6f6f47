"""The pages of procedures, and all their routes."""

from notoneless.interfaces.procedures.pages import bundling, correcting, forms, procedures

__all__ = ["ROUTES"]

ROUTES = [*procedures.ROUTES, *forms.ROUTES, *bundling.ROUTES, *correcting.ROUTES]
