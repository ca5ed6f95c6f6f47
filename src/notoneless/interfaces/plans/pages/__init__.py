"""The pages of plans."""

from notoneless.interfaces.plans.pages import adopting, binding, bringing, changing, comparing, viewing

ROUTES = [*viewing.ROUTES, *binding.ROUTES, *comparing.ROUTES, *bringing.ROUTES, *changing.ROUTES, *adopting.ROUTES]
