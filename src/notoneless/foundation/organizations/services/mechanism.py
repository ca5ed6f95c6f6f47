"""The joint mechanism: contacts in other departments, problems raised with them and settled."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.organizations.models import DepartmentContact, JointProblem
from notoneless.foundation.sealing.models import Plain
from notoneless.kernel.problems import Problem


@action("department.name_contact", words="登记部门联络人", english="Name the contact of a department")
def name_contact(ctx: Context, *, unit: Unit, department: str, name: str, phone: str | None, from_on: date) -> UUID:
    """Enter who answers in a department of the joint mechanism. Raises Unusable where the same person is entered."""
    there = DepartmentContact._base_manager.filter(unit=unit, department=department, name=name, until_on__isnull=True)
    if there.exists():
        raise Unusable(Problem("organizations.name_taken", {"name": name}))
    row = DepartmentContact(id=ctx.ids.new(), unit=unit, department=department, name=name, from_on=from_on)
    row.phone = Plain(phone) if phone else None
    row.save(force_insert=True)
    return row.id


@action("department.end_contact", words="注销部门联络人", english="End the contact of a department")
def end_contact(ctx: Context, *, contact: DepartmentContact, until_on: date) -> None:  # noqa: ARG001 (an action's)
    """Let a contact end before a day. Raises Unusable for a day before it began."""
    if until_on < contact.from_on:
        raise Unusable(Problem("access.backwards"))
    contact.until_on = until_on
    contact.save(update_fields=["until_on"])


@action("joint_problem.raise", words="提请部门解决问题", english="Raise a problem with a department")
def raise_problem(
    ctx: Context, *, contact: DepartmentContact, about: Passage, raised_on: date, due_on: date | None
) -> UUID:
    """Enter a problem for a department to settle. Raises Unusable for days that run backwards or lie ahead."""
    if raised_on > ctx.today or (due_on is not None and due_on < raised_on):
        raise Unusable(Problem("organizations.wrong_days"))
    if contact.until_on is not None and contact.until_on <= raised_on:
        raise Unusable(Problem("organizations.contact_ended", {"name": contact.name}))
    row = JointProblem(id=ctx.ids.new(), unit_id=contact.unit_id, contact=contact, about=about, raised_on=raised_on)
    row.due_on = due_on
    row.save(force_insert=True)
    return row.id


@action("joint_problem.settle", words="办结部门问题", english="Settle a problem raised with a department")
def settle_problem(ctx: Context, *, problem: JointProblem, answer: Passage, settled_on: date) -> None:
    """Enter the answer to a problem. Raises Unusable for one that is settled, or a day before it was raised or ahead."""
    if problem.settled_on is not None:
        raise Unusable(Problem("organizations.settled_already"))
    if not problem.raised_on <= settled_on <= ctx.today:
        raise Unusable(Problem("organizations.wrong_days"))
    problem.answer, problem.settled_on = answer, settled_on
    problem.save(update_fields=["answer", "settled_on"])
