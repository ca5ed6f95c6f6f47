"""The web application, as a server runs it: Django, and one line in the log for each request."""

import os

from django.utils.module_loading import import_string

from notoneless.interfaces.jobs.logs import Application, configure, logged
from notoneless.interfaces.jobs.web import SUPERVISED, end_with


def _made() -> Application:
    configure()
    if SUPERVISED in os.environ:
        end_with(os.getppid())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    application.request_class = import_string(
        "notoneless.interfaces.frame.arriving.Arrived"
    )  # not before Django is set up
    configure()  # once more: Django has put its own in place
    return logged(application)


application = _made()
