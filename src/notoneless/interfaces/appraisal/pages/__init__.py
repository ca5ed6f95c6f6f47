"""The pages of undertakings and school rules, and all their routes."""

from notoneless.interfaces.appraisal.pages import acting, reading, ruling

ROUTES = [*acting.ROUTES, *ruling.ROUTES, *reading.ROUTES]
