"""Pure decisions of the comparison: tables, parameters and a date in, findings out."""

from notoneless.records.reconciliation.rules.comparison import Reconciliation, reconcile
from notoneless.records.reconciliation.rules.parameters import Parameters, parameters_on

__all__ = ["Parameters", "Reconciliation", "parameters_on", "reconcile"]
