"""How the columns of a form are remembered."""

from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.forms.models import FormMap
from notoneless.foundation.forms.rules import FINGERPRINT, said
from notoneless.kernel.problems import Problem


@action("form.remember", words="记住表格的列对应", english="Remember the columns of a form")
def remember_form(ctx: Context, *, unit: Unit, fingerprint: str, columns: Passage) -> UUID:
    """Keep which field each column of a form holds, in place of what was said before. Raises Unusable for no such thing."""
    if not FINGERPRINT(fingerprint) or said(columns) is None:
        raise Unusable(Problem("forms.no_columns"))
    row = visible_to(ctx, "form.remember", FormMap).filter(unit=unit, fingerprint=fingerprint).first()
    if row is None:
        row = FormMap(id=ctx.ids.new(), unit=unit, fingerprint=fingerprint, columns=columns, remembered_at=ctx.at)
        row.save(force_insert=True)
    else:
        row.columns, row.remembered_at = columns, ctx.at
        row.save(update_fields=["columns", "remembered_at"])
    return row.id
