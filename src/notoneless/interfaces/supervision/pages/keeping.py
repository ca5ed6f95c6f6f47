"""What schools keep of their conduct: the page of classes, and its forms."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.supervision.pages.forming import RowForm, made
from notoneless.interfaces.supervision.pages.wording import Typed, form_field, of_shortcoming, word, words
from notoneless.oversight.supervision.rules.kinds import ACTIVITIES, ETHICS
from notoneless.oversight.supervision.selectors import READ_SUPERVISION
from notoneless.oversight.supervision.selectors.conduct import (
    ClassConduct,
    RecordLine,
    conduct_page,
    record_in_reach,
    unit_in_reach,
)
from notoneless.oversight.supervision.selectors.inspections import units_to_choose
from notoneless.oversight.supervision.selectors.knowing import timetables_on
from notoneless.oversight.supervision.services import note_activity, note_ethics, set_timetable, withdraw_record
from notoneless.oversight.supervision.services.checking import TAUGHT


@page({"GET": READ_SUPERVISION})
def conduct(ctx: Context, request: HttpRequest) -> Answer:
    """The classes in reach with timetable, homework and activities, and the records of the term."""
    found = conduct_page(ctx)
    values = {
        "classes": [_room(each) for each in found.classes],
        "records": [_record(each) for each in found.records],
        "is_set": found.is_set,
        "since": found.since,
        "schools": units_to_choose(ctx, note_ethics.code, *TAUGHT) if ctx.may(note_ethics.code) else (),
        "may_set": ctx.may(set_timetable.code),
        "may_note": ctx.may(note_activity.code),
        "may_withdraw": ctx.may(withdraw_record.code),
        "may_see_file": ctx.may("attachment.read"),
    }
    return Shown("supervision/conduct.html", values)


def _room(line: ClassConduct) -> dict[str, Any]:
    return {
        "line": line,
        "hours": "，".join(f"{subject} {hours}" for subject, hours in line.hours.items()),
        "activities": [(word("conduct", kind), count) for kind, count in line.activities.items()],
        "excess": of_shortcoming(line.excess) if line.excess else None,
    }


def _record(line: RecordLine) -> dict[str, Any]:
    return {"line": line, "kind": word("conduct", line.kind)}


def _timetable(ctx: Context, row: Any, typed: Typed) -> list[FormField]:
    known = timetables_on(ctx.today, [row.pk]).get(row.pk)
    before = "\n".join(f"{subject}={hours}" for subject, hours in known.hours.items()) if known else ""
    return [
        form_field("grade", "number", typed, str(known.grade) if known else ""),
        form_field("from_on", "date", typed, ctx.today.isoformat()),
        form_field("hours", "textarea", typed, before, hint=gettext("一行一科，写每周几节，例如：语文=7")),
    ]


def _activity(ctx: Context, _: Any, typed: Typed) -> list[FormField]:
    return [
        form_field("activity", "select", typed, options=words("conduct", ACTIVITIES)),
        form_field("on", "date", typed, ctx.today.isoformat()),
        form_field("what", "text", typed),
        form_field("people", "number", typed),
        form_field("proof", "file", typed, optional=True, hint=gettext("照片或 PDF")),
    ]


def _ethics(ctx: Context, _: Any, typed: Typed) -> list[FormField]:
    return [
        form_field("ethics", "select", typed, options=words("conduct", ETHICS)),
        form_field("on", "date", typed, ctx.today.isoformat()),
        form_field("what", "text", typed),
        form_field("proof", "file", typed, optional=True, hint=gettext("照片或 PDF")),
    ]


_UNIT = {"find": unit_in_reach, "target": "unit", "name_of": lambda row: row.name, "back": lambda _: ("conduct", {})}
FORMS: tuple[RowForm, ...] = (
    RowForm(
        "supervision/conduct/<uuid:row>/timetable/",
        "conduct_timetable",
        set_timetable,
        words=lambda: gettext("登记课表"),
        fields=_timetable,
        **_UNIT,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/conduct/<uuid:row>/activity/",
        "conduct_activity",
        note_activity,
        words=lambda: gettext("登记班级活动"),
        fields=_activity,
        keeps=lambda row: row.pk,
        **_UNIT,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/conduct/<uuid:row>/ethics/",
        "conduct_ethics",
        note_ethics,
        words=lambda: gettext("登记师德师风措施"),
        fields=_ethics,
        keeps=lambda row: row.pk,
        **_UNIT,  # type: ignore[arg-type]
    ),
    RowForm(
        "supervision/conduct/records/<uuid:row>/withdraw/",
        "conduct_withdraw",
        withdraw_record,
        target="conduct_record",
        words=lambda: gettext("撤销登记"),
        find=record_in_reach,
        fields=lambda _, __, typed: [form_field("reason", "text", typed)],
        name_of=lambda row: row.unit.name,
        back=lambda _: ("conduct", {}),
    ),
)

ROUTES = [route("supervision/conduct/", conduct, "conduct"), *map(made, FORMS)]
