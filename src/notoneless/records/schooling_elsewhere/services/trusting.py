"""Whose signatures count: keys of other counties, entered by a named person who has compared fingerprints by telephone."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.kernel.signing import fingerprint
from notoneless.records.schooling_elsewhere.models import PartnerKey


@action("elsewhere.trust_key", words="登记对方县的公钥", english="Enter the public key of another county")
def trust_key(
    ctx: Context, *, unit: Unit, county: str, public_key: str, key_fingerprint: str, compared_with: str
) -> UUID:
    """Let signatures of another county count from now on; the key.

    key_fingerprint: as somebody there read it out, typed again; compared_with: who that was. Raises Unusable for what is no
    key, Refused where the fingerprint is another's, and for a key that counts already.
    """
    try:
        own = fingerprint(public_key)
    except NotonelessError as error:
        raise Unusable(error.told) from error
    if "".join(key_fingerprint.split()).lower() != own:
        raise Refused(Problem("schooling_elsewhere.other_fingerprint"))
    if PartnerKey._base_manager.filter(fingerprint=own, until_on__isnull=True).exists():
        raise Refused(Problem("schooling_elsewhere.trusted_already"))
    row = PartnerKey(id=ctx.ids.new(), unit=unit, county=county, public_key=public_key.strip(), fingerprint=own)
    row.compared_with, row.from_on, row.by_id = compared_with, ctx.today, ctx.actor  # type: ignore[assignment]
    row.save(force_insert=True)
    return row.pk


@action("elsewhere.end_trust", words="停用对方县的公钥", english="Let the key of another county count no more")
def end_trust(ctx: Context, *, partner_key: PartnerKey) -> None:
    """Take in no more of what a key signs; what was taken in before stays. Raises Refused for one that counts no more."""
    if partner_key.until_on is not None:
        raise Refused(Problem("schooling_elsewhere.trust_ended"))
    partner_key.until_on, partner_key.ended_by_id = ctx.today, ctx.actor
    partner_key.save(update_fields=["until_on", "ended_by"])
