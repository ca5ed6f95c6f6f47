"""A child whom nobody knew of, found at a door or in a class: registered there, and answered for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import publish
from notoneless.foundation.access.parameters import Line
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.people.services import add_guardian, register_child
from notoneless.kernel.problems import Problem
from notoneless.records.surveys.events import ChildFoundByDoor
from notoneless.records.surveys.models import GridCell
from notoneless.records.surveys.rules.answering import Said
from notoneless.records.surveys.rules.kinds import AnswerKind, Hukou, NoSchoolReason
from notoneless.records.surveys.services.writing import When, check_said, write_answer

RELATION = "监护人"
"""What a guardian is called of whom nothing more is known."""


@action("survey.find_child", words="登记摸排发现的儿童", english="Register a child found in a survey")
def find_child(  # noqa: PLR0913 (what a surveyor asks)
    ctx: Context,
    *,
    cell: GridCell,
    name: str,
    sex: str | None,
    born_on: date | None,
    id_number: str | None,
    hukou: Hukou,
    guardian_name: str | None,
    relation: str | None,
    phone: str | None,
    kind: AnswerKind,
    place: Line | None,
    elsewhere: bool | None,
    grade: int | None,
    reason: NoSchoolReason | None,
    note: Line | None,
    asked_on: date,
    asked_at: str | None,
    surveyor: str | None,
) -> UUID:
    """Register a child in the unit of a grid cell, with a guardian, and answer for it; the child.

    Whose household registration is elsewhere, or nowhere, counts like any other. Raises Unusable as `answer_child` does.
    """
    said = Said(kind, place or "", elsewhere, grade, reason, note or "")
    when = When(asked_on, asked_at, surveyor)
    check_said(ctx, cell, said, when)
    person = Newcomer(name, sex, born_on, id_number, guardian_name, relation, phone)
    child = register_found(ctx, cell, person, asked_on)
    write_answer(ctx, cell, child, said, when, hukou)
    return child


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of a child that was found."""

    name: str
    sex: str | None
    born_on: date | None
    id_number: str | None
    guardian: str | None
    relation: str | None
    phone: str | None


def register_found(ctx: Context, cell: GridCell, person: Newcomer, on: date, step: str = "found") -> UUID:
    """Register a child that was found, by the actions that anybody else would take; the child."""
    try:
        child = register_child(
            ctx.within(f"{step} child"),
            unit=cell.unit_id,
            name=person.name,
            sex=person.sex,
            born_on=person.born_on,
            id_number=person.id_number,
            from_on=on,
        )
    except IntegrityError:  # the database knows the number of a child out of this person's reach
        raise Refused(Problem("people.id_number_taken")) from None
    if person.guardian:
        given = {"name": person.guardian, "relation": person.relation or RELATION, "phone": person.phone}
        add_guardian(ctx.within(f"{step} guardian"), child=child, **given)
    publish(ctx, ChildFoundByDoor(child=child))
    return child
