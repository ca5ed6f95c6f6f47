"""The pages of this room and their routes."""

from notoneless.interfaces.duties.pages import drilling, months

ROUTES = [*months.ROUTES, *drilling.ROUTES]
