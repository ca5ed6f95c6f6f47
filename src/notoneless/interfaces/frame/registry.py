"""The registry complete: everything that may be allowed, with all rooms of the house imported."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from notoneless import casework, foundation
from notoneless.foundation.access.actions import Action, actions
from notoneless.foundation.access.permissions import Permission, permissions
from notoneless.oversight import appraisal, duties, indicators, reminders, reporting, scoring, supervision
from notoneless.records import (
    adjudication,
    attendance,
    enrolment,
    findings,
    golden,
    migrants,
    registrations,
    roll_changes,
    roll_work,
    rosters,
    schooling_elsewhere,
    surveys,
)


@cache
def import_rooms() -> None:
    """Import every room's reads and writes."""
    for floor in (
        foundation,
        casework,
        adjudication,
        attendance,
        enrolment,
        findings,
        golden,
        migrants,
        registrations,
        roll_changes,
        roll_work,
        rosters,
        schooling_elsewhere,
        surveys,
        indicators,
        reporting,
        supervision,
        appraisal,
        duties,
        scoring,
        reminders,
    ):
        for module in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
            if module.name.rsplit(".", 1)[-1] in ("services", "selectors"):
                import_module(module.name)


def all_actions() -> Mapping[str, Action[Any]]:
    """Every action by code."""
    import_rooms()
    return actions()


def all_permissions() -> Mapping[str, Permission]:
    """Every permission, in the order of their codes."""
    import_rooms()
    return dict(sorted(permissions().items()))
