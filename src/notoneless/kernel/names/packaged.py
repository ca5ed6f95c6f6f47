"""Where the data files of installed packages lie, without importing the packages."""

import gc
import json
import pickle
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

_LOADING = Lock()


def load_json(package: str, file: str) -> Any:
    """A JSON file inside an installed package. Raises ModuleNotFoundError where the package is missing."""
    return json.loads(_path(package, file).read_bytes())


def load_pickle(package: str, file: str) -> Any:
    """A pickle inside an installed package, opened as the package itself would. Raises as `load_json`.

    Read once, whichever thread asks first.

    The collector rests meanwhile: it would walk through the new tables again and again, for half of the time it takes.
    """
    with _LOADING:
        return _load_pickle(_path(package, file))


@cache
def _load_pickle(path: Path) -> Any:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        with path.open("rb") as stream:
            return pickle.load(stream)
    finally:
        if was_enabled:
            gc.enable()


@cache
def _path(package: str, file: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the package {package} is not installed")
    return Path(spec.submodule_search_locations[0]) / file
