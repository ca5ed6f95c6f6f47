"""All routes: each room's, beneath its own name."""

from django.urls import URLPattern, URLResolver

from notoneless.interfaces.api.api import build_api
from notoneless.interfaces.people import api as people_api
from notoneless.interfaces.people import pages as people

API, _PROGRAMS = build_api([*people_api.OPERATIONS])

urlpatterns: list[URLPattern | URLResolver] = [*people.ROUTES, _PROGRAMS]
