"""The pages of undertakings, school rules, rubrics, targets and appraisals, and all their routes."""

from notoneless.interfaces.appraisal.pages import acting, appraisals, consequences, reading, rubrics, ruling, targets

ROUTES = [
    *acting.ROUTES,
    *ruling.ROUTES,
    *reading.ROUTES,
    *rubrics.ROUTES,
    *targets.ROUTES,
    *appraisals.ROUTES,
    *consequences.ROUTES,
]
