"""The pages of papers and of the county's own wording of them, and all their routes."""

from notoneless.interfaces.papers.pages import register, wordings

ROUTES = [*register.ROUTES, *wordings.ROUTES]
