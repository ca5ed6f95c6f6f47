"""Django made ready, for the commands that need it."""

import os


def set_up() -> None:
    """Load the settings and everything they name. Only commands that need the database pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notoneless.settings")
    import django

    django.setup()
