"""Recognise columns by the children's rows at the top of a table; totals, notes and examples say nothing of a column."""

from collections.abc import Mapping, Sequence

from notoneless.tabular.column_map import ColumnMap
from notoneless.tabular.recognition.columns import recognise, with_examples
from notoneless.tabular.recognition.headings import Header, samples_below
from notoneless.tabular.rows.harvest import text_column
from notoneless.tabular.rows.sifting import Batch, sift


def recognise_below(rows: Sequence[Sequence[str]], header: Header, said: ColumnMap | None = None) -> ColumnMap:
    """The columns under `header`, by their headings and the children's rows among `rows`.

    What a person `said` of them, bound to the header, stands; the rest is recognised unless that map is complete.
    """
    if said is not None and said.complete:
        return with_examples(said, _samples(rows, header, said))
    first = recognise(header.texts, samples_below(rows, header), said)
    # which rows are children's is known only once it is known which column holds the name
    return recognise(header.texts, _samples(rows, header, first), said)


def _samples(rows: Sequence[Sequence[str]], header: Header, columns: ColumnMap) -> Mapping[int, list[str]]:
    """The cells of the children's rows by 0-based column; of all rows where none can be told from the rest."""
    samples = samples_below(rows, header)
    body = rows[header.last + 1 :]
    fields = {field: text_column(samples[index]) for field, index in columns.positions().items()}
    kept, _ = sift(Batch(fields, lambda position: body[position], len(body), leading=True), columns)
    if not kept.any():
        return samples
    return {
        index: [cell for cell, is_kept in zip(cells, kept, strict=True) if is_kept] for index, cells in samples.items()
    }
