"""The pages of this room and their routes. Of allauth's views only those named here are routed, under allauth's names."""

from django.urls import URLPattern

from notoneless.interfaces.access.pages import (
    accounts,
    audit,
    choosing,
    entry,
    grants,
    language,
    lost_factor,
    second_factor,
    security,
    signing_in,
)

ROUTES: list[URLPattern] = [
    *signing_in.ROUTES,
    *second_factor.ROUTES,
    *entry.ROUTES,
    *security.ROUTES,
    *language.ROUTES,
    *accounts.ROUTES,
    *choosing.ROUTES,
    *grants.ROUTES,
    *lost_factor.ROUTES,
    *audit.ROUTES,
]
