"""Writes a demonstration to a folder, all of it or nothing."""

import hashlib
import json
from pathlib import Path
from typing import Final, Literal

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.synthetic.maker import Demonstration
from notoneless.synthetic.workbook import write_workbook
from notoneless.tabular.kinds import refuse
from notoneless.tabular.scratch import open_scratch

Format = Literal["parquet", "xlsx", "csv"]
FORMATS: Final = ("parquet", "xlsx", "csv")
TRUTH: Final = "truth"
META: Final = "meta.json"
ROSTER_FILES: Final = tuple(f"{name}.{fmt}" for name in ("household", "school", "elsewhere") for fmt in FORMATS)
TRUTH_FILES: Final = (
    *(f"{name}.parquet" for name in ("links", "elsewhere_links", "out_of_school", "duplicates", "people")),
    META,
)
_BYTE_ORDER_MARK: Final = "\ufeff".encode()  # without it a spreadsheet opens Chinese text as GBK


def write_rosters(demonstration: Demonstration, out: Path, fmt: Format) -> None:
    """Write the rosters in `fmt` to `out` and the truth, always Parquet, to `out/truth`; meta.json knows the rosters by hash.

    An earlier demonstration in `out` is replaced and nothing else there is touched. Raises NotonelessError where a
    file with the name of one of ours stands in `out` that is no demonstration, or where `out` cannot be written.
    """
    _refuse_foreign_files(out)
    try:
        with open_scratch(out / TRUTH, TRUTH_FILES) as truth, open_scratch(out, ROSTER_FILES) as rosters:
            for name, table in demonstration.rosters.items():
                _write_roster(rosters / f"{name}.{fmt}", name, table, fmt)
            for name, table in demonstration.truth.items():
                pq.write_table(table, truth / f"{name}.parquet", compression="zstd")
            written = {name: _sha256(rosters / f"{name}.{fmt}") for name in demonstration.rosters}
            text = json.dumps(demonstration.meta | {"sha256": written}, ensure_ascii=False, indent=2)
            (truth / META).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise refuse("cannot_write", file=str(out)) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_foreign_files(out: Path) -> None:
    if (out / TRUTH / META).is_file():
        return
    for path in (out / name for name in (*ROSTER_FILES, TRUTH)):
        if path.exists():
            raise NotonelessError(Problem("synthetic.not_a_demonstration", {"path": str(path)}))


def _write_roster(path: Path, name: str, table: pa.Table, fmt: Format) -> None:
    if fmt == "parquet":
        pq.write_table(table, path, compression="zstd")
    elif fmt == "csv":
        with path.open("wb") as file:
            file.write(_BYTE_ORDER_MARK)
            pcsv.write_csv(table, file)
    else:
        write_workbook(path, name, table)
