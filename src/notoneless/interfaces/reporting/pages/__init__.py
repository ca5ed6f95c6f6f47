"""The pages of monthly returns and reports of dropouts, and their routes."""

from notoneless.interfaces.reporting.pages import (
    acting,
    backs,
    books,
    course,
    dropouts,
    feedback,
    leavers,
    overview,
    showing,
    statistics,
    villages,
    yearly,
)

ROUTES = [
    *showing.ROUTES,
    *acting.ROUTES,
    *dropouts.ROUTES,
    *leavers.ROUTES,
    *course.ROUTES,
    *statistics.ROUTES,
    *villages.ROUTES,
    *overview.ROUTES,
    *backs.ROUTES,
    *feedback.ROUTES,
    *yearly.ROUTES,
    *books.ROUTES,
]
