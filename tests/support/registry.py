"""Everything that may be allowed, complete: all rooms of the ground floor imported."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import notoneless
from notoneless.foundation.access.actions import Action, actions
from notoneless.foundation.access.permissions import Permission, permissions


def import_rooms() -> None:
    """Import every module of the package that may register something."""
    for module in pkgutil.walk_packages(notoneless.__path__, "notoneless."):
        if module.name.rsplit(".", 1)[-1] in ("services", "selectors"):
            import_module(module.name)


def all_actions() -> Mapping[str, Action[Any]]:
    """Every action."""
    import_rooms()
    return actions()


def all_permissions() -> Mapping[str, Permission]:
    """Every permission."""
    import_rooms()
    return permissions()
