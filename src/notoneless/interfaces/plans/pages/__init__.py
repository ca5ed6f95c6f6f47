"""The pages of plans."""

from notoneless.interfaces.plans.pages import adopting, binding, bringing, changing, comparing, trying, viewing

ROUTES = [
    *viewing.ROUTES,
    *binding.ROUTES,
    *comparing.ROUTES,
    *bringing.ROUTES,
    *changing.ROUTES,
    *trying.ROUTES,
    *adopting.ROUTES,
]
