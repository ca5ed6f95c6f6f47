"""The pages of this room and their routes."""

from notoneless.interfaces.duties.pages import drilling, months, reminding

ROUTES = [*months.ROUTES, *drilling.ROUTES, *reminding.ROUTES]
