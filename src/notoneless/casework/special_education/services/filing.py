"""A file is opened, and what impairs the child entered anew when that changes."""

from uuid import UUID

from notoneless.casework.special_education.models import ConditionVersion, SpecialFile
from notoneless.casework.special_education.rules.certificate import plain, why_not_certified
from notoneless.casework.special_education.rules.kinds import Grade, Impairment
from notoneless.casework.special_education.services.checking import begun, refuse
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Plain, opened
from notoneless.kernel.problems import Problem


@action("special.open", words="建立特殊教育档案", english="Open the file of a child with disabilities")
def open_file(
    ctx: Context,
    *,
    child: Child,
    impairment: Impairment,
    impairment_grade: Grade,
    certificate_number: Line | None,
    condition: Passage | None,
) -> UUID:
    """Open the one file of a child: category and grade, the certificate if there is one, and how the child is; the file.

    certificate_number: 20 characters, held against the child's resident ID, category and grade. All of it is sealed. Raises
    Refused for a child that has a file and a certificate that cannot be its own.
    """
    Child._base_manager.select_for_update(of=("self",)).filter(pk=child.pk).first()  # whoever opens the same waits here
    if SpecialFile._base_manager.filter(child=child).exists():
        raise Refused(Problem("special_education.file_stands"))
    row = SpecialFile(id=ctx.ids.new(), child=child, opened_on=ctx.today, at=ctx.at)
    row.by_id = ctx.actor  # type: ignore[assignment]
    _check(child, certificate_number, impairment, impairment_grade)
    row.save(force_insert=True)
    _enter(ctx, row, (impairment, impairment_grade), certificate_number, condition)
    return row.pk


@action("special.revise", words="更新残疾状况", english="Enter anew what impairs a child")
def revise_file(
    ctx: Context,
    *,
    special_file: SpecialFile,
    impairment: Impairment,
    impairment_grade: Grade,
    certificate_number: Line | None,
    condition: Passage,
) -> UUID:
    """Enter that a child's condition has changed; the new version. Earlier ones are kept, and its programme is written anew.
    Raises Refused for a certificate that cannot be its own."""
    _check(special_file.child, certificate_number, impairment, impairment_grade)
    return _enter(ctx, special_file, (impairment, impairment_grade), certificate_number, condition)


def _check(child: Child, certificate: str | None, impairment: Impairment, grade: Grade) -> None:
    refuse(why_not_certified(certificate or "", opened(child, "id_number"), impairment, grade, child.born_on))


def _enter(
    ctx: Context, file: SpecialFile, what: tuple[Impairment, Grade], certificate: str | None, condition: str | None
) -> UUID:
    last = ConditionVersion._base_manager.filter(file=file).order_by("-number").values_list("number", flat=True).first()
    row = begun(ctx, ConditionVersion, file, ctx.today)
    row.number = (last or 0) + 1
    row.impairment = Plain(" ".join(what))
    row.certificate = Plain(plain(certificate)) if certificate else None
    row.condition = Plain(condition) if condition else None
    row.is_certified = bool(certificate)
    row.is_compared = bool(certificate) and file.child.id_number is not None
    row.save(force_insert=True)
    return row.pk
