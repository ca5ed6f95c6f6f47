"""The pages of supervision, and all their routes."""

from notoneless.interfaces.supervision.pages import complaining, inquiring, inspecting, keeping, rechecking, telling

__all__ = ["ROUTES"]

ROUTES = [
    *inspecting.ROUTES,
    *keeping.ROUTES,
    *telling.ROUTES,
    *complaining.ROUTES,
    *inquiring.ROUTES,
    *rechecking.ROUTES,
]
