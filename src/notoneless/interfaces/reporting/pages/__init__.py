"""The pages of monthly returns, and their routes."""

from notoneless.interfaces.reporting.pages import acting, showing

ROUTES = [*showing.ROUTES, *acting.ROUTES]
