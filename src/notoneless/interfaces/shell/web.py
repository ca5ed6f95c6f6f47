"""The web application, for the server to load."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")

application = get_wsgi_application()
