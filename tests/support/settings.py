"""The settings of the tests: a home of their own with keys of their own, and a hasher that does not slow them down."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_HOME = Path(tempfile.mkdtemp(prefix="notoneless-test-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["NOTONELESS_HOME"] = str(_HOME)
# said before algebra is loaded: threads that wait by turning would take the cores from the other tests
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from notoneless.foundation.sealing.keys import write_ring  # noqa: E402 (after the environment)
from notoneless.kernel.sealing import fresh_ring  # noqa: E402

(_HOME / "static").mkdir()
write_ring(fresh_ring(), _HOME / "keys" / "ring.json")

from notoneless.settings import *  # noqa: E402, F403
from notoneless.settings import database  # noqa: E402
from support.databases import URL, settings_of  # noqa: E402

DATABASES = {"default": settings_of(database(URL, _HOME)) if URL else database(None, _HOME)}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
