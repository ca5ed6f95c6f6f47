"""The pages of plans."""

from notoneless.interfaces.plans.pages import adopting, bringing, changing, viewing

ROUTES = [*viewing.ROUTES, *bringing.ROUTES, *changing.ROUTES, *adopting.ROUTES]
