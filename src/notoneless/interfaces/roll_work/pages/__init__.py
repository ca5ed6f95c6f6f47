"""The pages of roll-work plans."""

from notoneless.interfaces.roll_work.pages import doing, drafting, showing

ROUTES = [*showing.ROUTES, *drafting.ROUTES, *doing.ROUTES]
