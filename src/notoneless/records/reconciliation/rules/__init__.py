"""Pure decisions of the comparison: tables, parameters and a date in, findings out."""
