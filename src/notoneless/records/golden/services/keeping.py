"""The children of a working out, kept as a sealed file and read again."""

import io
from collections.abc import Sequence

import pyarrow.parquet as pq

from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.attachments.store import read
from notoneless.records.golden.models import WorkingOut
from notoneless.records.golden.rules.differing import after_steps, steps
from notoneless.records.golden.rules.known import Known, as_table, from_table


def on_record(run: WorkingOut) -> list[Known]:
    """The children that a working out has left on record, whether it was written to its end or not."""
    state = children_of(run.state)
    if run.is_whole:
        return state
    image = children_of(run.image)
    return after_steps(image, steps(image, state)[: run.applied])


def children_of(file: Attachment) -> list[Known]:
    """The children kept in a file."""
    return from_table(pq.read_table(io.BytesIO(read(file.content))))


def packed(children: Sequence[Known]) -> bytes:
    """Children as the content of a file: the same children give the same bytes."""
    kept = io.BytesIO()
    pq.write_table(as_table(children), kept, compression="zstd")
    return kept.getvalue()
