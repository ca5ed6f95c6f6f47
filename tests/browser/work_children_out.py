"""Works the children out of the rosters now, as the worker does each minute; run by itself, with the county's home."""

import django

django.setup()

from notoneless.interfaces.jobs.tasks import children  # noqa: E402

children.func()
