"""A school confirms to the county of a pupil's home that the pupil attends: signed, to be checked there without a network."""

from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.problems import Problem
from notoneless.kernel.signing import fingerprint, own_public_key, signed
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State
from notoneless.records.enrolment.selectors import standing_of
from notoneless.records.migrants.models import IssuedConfirmation
from notoneless.records.migrants.services.checking import refuse
from notoneless.records.schooling_elsewhere.rules.confirmation import Confirmation, digest_of, salt_of, written
from notoneless.records.schooling_elsewhere.rules.refusing import why_not_until


@action("migrant.issue_confirmation", words="签发就读确认", english="Issue a signed confirmation of attendance")
def issue_confirmation(ctx: Context, *, entry: RollEntry, to_county: str, until_on: date) -> UUID:
    """Confirm to another county, until the last day of a term, that a pupil of the roll attends here; the confirmation.

    Raises Refused for a pupil who is not on the roll now, and without a birth date: nobody there could tell whose it is.
    """
    standing, child = standing_of(entry), entry.child
    refuse(None if standing.state is State.ON_ROLL else Problem("migrants.not_attending"))
    refuse(why_not_until(ctx.today, until_on, ctx.today))
    if child.born_on is None:
        raise Refused(Problem("schooling_elsewhere.no_birth_date"))
    ring, serial, salt = key_ring(), ctx.ids.new(), salt_of(ctx.ids.new())
    told = Confirmation(
        serial=str(serial),
        county=_county_of(entry),
        key=fingerprint(own_public_key(ring)),
        school=entry.unit.name,
        grade=standing.grade or 0,
        class_name=entry.place.name if entry.place is not None and entry.place_id != entry.unit_id else "",
        since=entry.entered_on.isoformat(),
        issued=ctx.today.isoformat(),
        until=until_on.isoformat(),
        salt=salt,
        who=digest_of(salt, child.name, child.born_on),
    )
    row = IssuedConfirmation(id=serial, entry=entry, child=child, unit_id=entry.unit_id, to_county=to_county)
    row.text, row.until_on, row.issued_on = written(told, lambda content: signed(ring, content)), until_on, ctx.today
    row.by_id = ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


def _county_of(entry: RollEntry) -> str:
    rows = UnitClosure.objects.filter(descendant_id=entry.unit_id, ancestor__kind=UnitKind.COUNTY)
    return rows.values_list("ancestor__name", flat=True).first() or ""
