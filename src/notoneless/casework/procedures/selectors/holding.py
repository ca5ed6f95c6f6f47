"""Which events of procedures hold: what was taken back stays to be seen, and says nothing any more."""

from django.db.models import QuerySet

from notoneless.casework.procedures.models import ProcedureEvent


def holding(rows: QuerySet[ProcedureEvent]) -> QuerySet[ProcedureEvent]:
    """Those that hold: neither taken back nor what takes another back."""
    return rows.filter(corrects__isnull=True, correction__isnull=True)
