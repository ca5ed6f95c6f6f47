"""The pages of the calendar."""

from notoneless.interfaces.calendar.pages import loading, viewing

ROUTES = [*viewing.ROUTES, *loading.ROUTES]
