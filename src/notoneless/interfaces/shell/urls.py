"""All routes: each room's, and the menu."""

from django.urls import URLPattern, URLResolver

from notoneless.foundation.access.selectors import READ_OUTBOX
from notoneless.foundation.people.selectors import READ
from notoneless.interfaces.access import pages as access
from notoneless.interfaces.api import api
from notoneless.interfaces.frame.pages import NavItem
from notoneless.interfaces.jobs import pages as jobs
from notoneless.interfaces.people import pages as people

urlpatterns: list[URLPattern | URLResolver] = [*people.ROUTES, *jobs.ROUTES, *access.ROUTES, *api.ROUTES]

handler403 = "notoneless.interfaces.frame.failures.refused"
handler404 = "notoneless.interfaces.frame.failures.missing"
handler500 = "notoneless.interfaces.frame.failures.broken"

NAVIGATION = [
    NavItem("children", "儿童", "users", READ),
    NavItem("deliveries", "待送事项", "list-check", READ_OUTBOX),
]
"""The menu, in this order."""
