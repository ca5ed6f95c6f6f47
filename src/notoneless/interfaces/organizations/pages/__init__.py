"""The pages of this room and their routes."""

from django.urls import URLPattern

from notoneless.interfaces.organizations.pages import (
    assignments,
    groups,
    imports,
    mechanism,
    missing,
    posts,
    staff,
    tree,
    units,
)

ROUTES: list[URLPattern] = [
    *tree.ROUTES,
    *units.ROUTES,
    *groups.ROUTES,
    *assignments.ROUTES,
    *missing.ROUTES,
    *mechanism.ROUTES,
    *imports.ROUTES,
    *staff.ROUTES,
    *posts.ROUTES,
]
