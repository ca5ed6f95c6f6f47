"""What is remembered of a form."""

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.permissions import reading
from notoneless.foundation.access.recording import opened_row
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.forms.models import FormMap
from notoneless.foundation.forms.rules import said
from notoneless.tabular.fields import Field

FILL = reading("form.fill", words="按上级模板填表", english="Fill a superior's form")


def remembered(ctx: Context, fingerprint: str) -> dict[int, Field | None]:
    """The columns of a form as a unit of mine said last; empty where nobody did."""
    row = visible_to(ctx, FILL, FormMap).filter(fingerprint=fingerprint).order_by("-remembered_at").first()
    if row is None:
        return {}
    opened_row(ctx, FILL, row)
    return said(row.columns) or {}
