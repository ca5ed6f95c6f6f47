"""Fill a superior's form: upload it, look at its columns, choose whose children, download it filled."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from notoneless.casework.cases.selectors.cases import units_to_choose
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.recording import Attempted, noted
from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.access.revealing import StepUpNeeded
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.selectors import name_above
from notoneless.foundation.attachments.selectors import own_file
from notoneless.foundation.attachments.store import laid_out
from notoneless.foundation.forms.rules import written
from notoneless.foundation.forms.selectors import FILL, remembered
from notoneless.foundation.forms.services import remember_form
from notoneless.foundation.people.exporting import FILLED, SEALED, FormRow, children_for_form, sealed_for_form
from notoneless.foundation.people.selectors import EXPORT
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.handing import as_workbook
from notoneless.interfaces.frame.pages import Answer, Shown, Went, language_of, page, proved, route
from notoneless.interfaces.frame.uploading import kept
from notoneless.kernel.ages import stands
from notoneless.kernel.problems import NotonelessError, Problem, sentence
from notoneless.records.reconciliation.rules.parameters import default_as_of, parameters_on
from notoneless.tabular.fields import Field
from notoneless.tabular.filling.filling import Filled, fill
from notoneless.tabular.filling.form import Form, read_form
from notoneless.tabular.issues import column_letter

FORMS = frozenset({"xlsx"})


@dataclass(frozen=True)
class Line:
    """One column of a form on the page. `state`: sure, ask, computed, sealed (no permission), or unknown."""

    index: int
    letter: str
    heading: str
    field: str
    state: str


@page({"GET": FILL, "POST": FILL}, takes_files=True)
def forms(ctx: Context, request: HttpRequest) -> Answer:
    """Take a form."""
    if request.method != "POST":
        return _upload(ctx)
    acting = with_form(ctx, request)
    try:
        with transaction.atomic():  # of what is no form, no row stays
            attachment = kept(acting, request, _home(ctx), FORMS)
            _form(ctx, attachment)
    except StepUpNeeded:
        raise
    except (Refused, Unusable) as refusal:
        noted(ctx, refusal, Attempted(FILL, {}))
        return _upload(ctx, refusal)
    return Went("form", {"attachment": attachment})


def _upload(ctx: Context, refusal: NotonelessError | None = None) -> Answer:
    told = sentence(refusal.told, language_of()) if refusal else ""
    return Shown("filling/upload.html", {"form": new_form(ctx), "error": told}, 422 if refusal else 200)


@page({"GET": FILL, "POST": FILL})
def form(ctx: Context, request: HttpRequest, attachment: UUID) -> Answer:
    """Show the columns of a form; fill it and hand it over."""
    content, found = _form(ctx, attachment)
    if request.method != "POST":
        if ctx.may(EXPORT) and any(line.field in SEALED for line in _lines(ctx, found)):
            proved(ctx)  # asked now, before anything was chosen that could be lost
        return _columns(ctx, found)
    acting = with_form(ctx, request)
    try:
        columns = _chosen(request, found)
        with transaction.atomic():
            _remember(acting, found, columns)
            done = _filled(ctx, request, content, found, columns)
    except (StepUpNeeded, NotFound):
        raise
    except (Refused, Unusable) as refusal:
        noted(ctx, refusal, Attempted(FILL, {}))
        return _columns(ctx, found, request.POST, refusal)
    return _download(done)


def _form(ctx: Context, attachment: UUID) -> tuple[bytes, Form]:
    """A form that this person has uploaded. Raises NotFound for anybody else's, Unusable for what cannot be filled."""
    _, content = own_file(ctx, FILL, attachment)
    with laid_out(content, "xlsx") as path:
        try:
            return content, read_form(path)
        except NotonelessError as error:
            raise Unusable(error.told) from error


def _home(ctx: Context) -> UUID:
    """The unit of this person's first grant to fill forms."""
    return next(each.unit for each in ctx.holdings() if each.unit in ctx.units_for(FILL))


def _columns(
    ctx: Context, found: Form, sent: Mapping[str, str] | None = None, refusal: NotonelessError | None = None
) -> Answer:
    lines = _lines(ctx, found, sent)
    values = {
        "lines": lines,
        "fields": [(field.value, sentence(Problem(f"tabular.field.{field.value}"), language_of())) for field in FILLED],
        "units": _units(ctx),
        "unit": (sent or {}).get("unit", str(_home(ctx))),
        "school_age": "1" if sent is None else sent.get("school_age", ""),
        "reason": (sent or {}).get("reason", "")[:200],
        "may_export": ctx.may(EXPORT),
        "may_leave_reason": not any(line.field in SEALED for line in lines),
        "was_remembered": bool(remembered(ctx, found.fingerprint)),
        "rows": found.room,
        "form": new_form(ctx),
        "error": sentence(refusal.told, language_of()) if refusal else "",
    }
    return Shown("filling/columns.html", values, 422 if refusal else 200)


def _lines(ctx: Context, found: Form, sent: Mapping[str, str] | None = None) -> list[Line]:
    before = remembered(ctx, found.fingerprint)
    return [_line(ctx, column, before, sent) for column in found.columns]


def _line(ctx: Context, column: Any, before: Mapping[int, Field | None], sent: Mapping[str, str] | None) -> Line:
    field = before.get(column.index, column.field)
    if sent is not None:
        chosen = sent.get(f"column-{column.index}", "")
        field = Field(chosen) if chosen in FILLED else None
    state = "unknown" if field not in FILLED else "sure" if column.is_sure or column.index in before else "ask"
    if column.is_serial or column.is_formula:
        state = "computed"
    elif field in SEALED and not ctx.may(EXPORT):
        state = "sealed"
    code = field.value if field in FILLED and field is not None else ""
    return Line(column.index, column_letter(column.index), column.heading, code, state)


def _chosen(request: HttpRequest, found: Form) -> dict[int, Field | None]:
    """What the form says of each column that can be filled. Raises Unusable where one field is chosen twice or none is."""
    columns: dict[int, Field | None] = {}
    for column in found.columns:
        if not (column.is_serial or column.is_formula):
            text = request.POST.get(f"column-{column.index}", "")
            columns[column.index] = Field(text) if text in FILLED else None
    named = [field for field in columns.values() if field is not None]
    if not named:
        raise Unusable(Problem("forms.nothing_chosen"))
    twice = next((field for field in named if named.count(field) > 1), None)
    if twice is not None:
        raise Unusable(Problem("forms.chosen_twice", {"field": Problem(f"tabular.field.{twice.value}")}))
    return columns


def _remember(acting: Context, found: Form, columns: Mapping[int, Field | None]) -> None:
    """Keep the columns. The same page may be sent again with others, which is another request."""
    text = written(columns)
    step = acting.within(hashlib.sha256(text.encode()).hexdigest()[:16])
    remember_form(step, unit=_home(acting), fingerprint=found.fingerprint, columns=text)


def _filled(
    ctx: Context, request: HttpRequest, content: bytes, found: Form, columns: Mapping[int, Field | None]
) -> Filled:
    chosen = {index: field for index, field in columns.items() if field is not None}
    rows = children_for_form(ctx, _unit(ctx, request), _of_age(ctx, request))
    if not rows:
        raise Unusable(Problem("forms.nobody"))
    sealed = SEALED.keys() & set(chosen.values())
    numbers: Mapping[UUID, Mapping[Field, str]] = {}
    if sealed and ctx.may(EXPORT):
        reason = request.POST.get("reason", "")
        numbers = sealed_for_form(ctx, [row.id for row in rows], sealed, reason, settings.REVEAL_PROOF)
    with laid_out(content, "xlsx") as path:
        return fill(path, found, chosen, [_values(row, numbers) for row in rows])


def _values(row: FormRow, numbers: Mapping[UUID, Mapping[Field, str]]) -> dict[Field, str]:
    return {**row.values, **numbers.get(row.id, {})}


def _of_age(ctx: Context, request: HttpRequest) -> Any:
    """Whom the form is to hold: all, or those of compulsory age on the plan's day."""
    if not request.POST.get("school_age"):
        return _everybody
    day = default_as_of(ctx.today)
    age = parameters_on(day).age

    def within(born: date | None) -> bool:
        return born is not None and stands(born, day, age) == "within"

    return within


def _everybody(_: date | None) -> bool:
    return True


def _units(ctx: Context) -> list[tuple[str, str]]:
    """The units that this person holds, and those beneath, the widest first, as many as a choice can offer."""
    held = visible_to(ctx, "unit.read", Unit).filter(
        pk__in=[each.unit for each in ctx.holdings()], until_on__isnull=True
    )
    held = held.select_related("parent")
    own = [(unit.pk, f"{name_above(unit)} {unit.name}".strip()) for unit in held.order_by("sort_key", "id")]
    return [(str(pk), name) for pk, name in dict([*own, *units_to_choose(ctx)]).items()]


def _unit(ctx: Context, request: HttpRequest) -> UUID:
    """The unit chosen. Raises NotFound out of reach."""
    text = request.POST.get("unit", "")
    if text not in dict(_units(ctx)):
        raise NotFound
    return UUID(text)


def _download(done: Filled) -> HttpResponse:
    return as_workbook(done.content, "form", sentence(Problem("forms.file_name"), language_of()))


ROUTES = [route("forms/", forms, "forms"), route("forms/<uuid:attachment>/", form, "form")]
