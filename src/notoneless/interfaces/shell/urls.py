"""All routes: each room's, beneath its own name."""

from django.urls import URLPattern, URLResolver

from notoneless.interfaces.jobs import pages as jobs
from notoneless.interfaces.people import pages as people

urlpatterns: list[URLPattern | URLResolver] = [*people.ROUTES, *jobs.ROUTES]
