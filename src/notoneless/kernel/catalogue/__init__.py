"""The one catalogue of sentences: code to (Chinese, English), one module for each room that speaks."""

from collections.abc import Mapping
from importlib import import_module

ROOMS = (
    "resident_id",
    "dates",
    "student_number",
    "tabular",
    "linkage",
    "reconciliation",
    "policy",
    "telling",
    "shell",
    "synthetic",
    "sealing",
    "keeping",
    "session",
    "audit",
    "access",
    "people",
    "calendar",
    "forms",
    "plans",
    "duties",
    "organizations",
    "attachments",
    "enrolment",
    "roll_changes",
    "schooling_elsewhere",
    "migrants",
    "rosters",
    "adjudication",
    "field_book",
    "findings",
    "registrations",
    "golden",
    "cases",
    "alerts",
    "procedures",
    "notices",
    "visits",
    "reintegration",
    "special_education",
    "early_warning",
    "watch_list",
    "working_groups",
    "campaigns",
    "helping",
    "aid",
    "left_behind",
    "surveys",
    "typesetting",
    "papers",
    "paper_fields",
    "roll_work",
    "reporting",
    "supervising",
    "complaining",
    "rechecking",
    "appraisal",
    "rubric",
    "scoring",
    "appraising",
    "statistics",
    "arrivals",
    "indicators",
    "backlog",
    "reminders",
    "risk",
    "jobs",
    "frame",
    "api",
    "role",
    "unit_kind",
    "parameter",
    "postgres",
)


def _assemble() -> Mapping[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for room in ROOMS:
        entries = import_module(f"{__name__}.{room}").WORDS
        clash = words.keys() & entries.keys()
        if clash:
            raise ValueError(f"catalogue codes defined twice: {sorted(clash)}")
        words |= entries
    return words


WORDS: Mapping[str, tuple[str, str]] = _assemble()
