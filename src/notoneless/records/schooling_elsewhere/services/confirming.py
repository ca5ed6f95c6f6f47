"""A term is confirmed: by a sealed paper, or by a confirmation of the receiving county, checked without a network."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.signing import is_signed
from notoneless.records.schooling_elsewhere.models import ElsewhereRecord, PartnerKey, TermConfirmation
from notoneless.records.schooling_elsewhere.rules.confirmation import Read, is_of, read
from notoneless.records.schooling_elsewhere.rules.kinds import Proof
from notoneless.records.schooling_elsewhere.rules.refusing import why_not_until
from notoneless.records.schooling_elsewhere.services.checking import must_be_open, must_be_paper, refuse

IMPORT = "elsewhere.import_confirmation"


@action("elsewhere.confirm", words="登记本学期就读证明", english="Enter a paper that confirms a term elsewhere")
def confirm(
    ctx: Context, *, elsewhere_record: ElsewhereRecord, issued_on: date, until_on: date, proof: Attachment
) -> UUID:
    """Enter a paper on which a school confirms by its seal that a child attends until a day; the confirmation.

    Raises Refused for a record that has ended, a day to come, and a term that is over; Unusable for no picture or PDF.
    """
    row = elsewhere_record
    must_be_open(row)
    must_be_paper(proof)
    refuse(why_not_until(issued_on, until_on, ctx.today))
    made = _made(ctx, row, Proof.PAPER, row.school, issued_on, until_on)
    made.file = proof
    made.save(force_insert=True)
    return made.pk


@action(
    "elsewhere.import_confirmation", words="导入签名的就读确认", english="Take in a signed confirmation of attendance"
)
def import_confirmation(ctx: Context, *, elsewhere_record: ElsewhereRecord, signed_text: Passage) -> UUID:
    """Take in a confirmation that another county's program has signed, from a file or a scanned code; the confirmation.

    It is checked with the keys entered here, without a network. Raises Refused in words for what is no confirmation, an unknown
    key, one that was altered, one of another child, one that has run out, and one that was taken in before.
    """
    row = elsewhere_record
    must_be_open(row)
    try:
        found = read(signed_text)
    except NotonelessError as error:
        raise Unusable(error.told) from error
    key = _key(ctx, found)
    told = found.told
    if row.child.born_on is None:
        raise Refused(Problem("schooling_elsewhere.no_birth_date"))
    refuse(None if is_of(told, row.child.name, row.child.born_on) else Problem("schooling_elsewhere.other_child"))
    refuse(why_not_until(told.issued_on, told.until_on, ctx.today))
    serial = UUID(told.serial)
    if TermConfirmation._base_manager.filter(serial=serial).exists():
        raise Refused(Problem("schooling_elsewhere.taken_already"))
    made = _made(ctx, row, Proof.SIGNED, told.school, told.issued_on, told.until_on)
    made.serial, made.key = serial, key
    made.save(force_insert=True)
    row.school, row.grade, row.class_name = told.school, told.grade, told.class_name or row.class_name
    row.save(update_fields=["school", "grade", "class_name"])
    return made.pk


def _key(ctx: Context, found: Read) -> PartnerKey:
    """The key that has signed. Raises Refused where nobody has entered it, and where it has not signed this content."""
    rows = visible_to(ctx, IMPORT, PartnerKey).filter(fingerprint=found.told.key, until_on__isnull=True)
    key = rows.first()
    if key is None:
        raise Refused(Problem("schooling_elsewhere.unknown_key", {"county": found.told.county}))
    if not is_signed(key.public_key, found.content, found.signature):
        raise Refused(Problem("schooling_elsewhere.altered"))
    return key


def _made(
    ctx: Context, row: ElsewhereRecord, proof: Proof, school: str, issued_on: date, until_on: date
) -> TermConfirmation:
    made = TermConfirmation(id=ctx.ids.new(), record=row, child_id=row.child_id, proof=proof, school=school)
    made.issued_on, made.until_on, made.on = issued_on, until_on, ctx.today
    made.by_id, made.at = ctx.actor, ctx.at  # type: ignore[assignment]
    return made
