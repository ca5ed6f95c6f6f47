"""The registry of everything that may be allowed: reads and actions, by code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True)
class Permission:
    """Something that a role may do. `words` is Chinese; `law` names what it rests on, where law asks for that."""

    code: str
    kind: Literal["read", "write"]
    words: str
    english: str
    law: str = ""


_PERMISSIONS: dict[str, Permission] = {}


def permissions() -> Mapping[str, Permission]:
    """All permissions by code, as they were defined. Complete once every room's services and selectors have been imported."""
    return MappingProxyType(_PERMISSIONS)


def define(permission: Permission) -> Permission:
    """Enter a permission. Raises TypeError for a code that is no `noun.verb` or is there already."""
    if not _CODE.fullmatch(permission.code):
        raise TypeError(f"a permission is called noun.verb, not {permission.code}")
    if permission.code in _PERMISSIONS:
        raise TypeError(f"{permission.code} is defined twice")
    if not (permission.words and permission.english):
        raise TypeError(f"{permission.code} has no words")
    _PERMISSIONS[permission.code] = permission
    return permission


def reading(code: str, *, words: str, english: str, law: str = "") -> str:
    """Define a read; gives back its code."""
    return define(Permission(code, "read", words, english, law)).code
