"""The files a comparison leaves: Parquet for machines, a summary, and the workbook for people."""

import hashlib
import json
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from notoneless import __version__
from notoneless.kernel.problems import Lang, Problem, sentence
from notoneless.linkage import LinkResult
from notoneless.records.reconciliation.rules.comparison import Reconciliation
from notoneless.records.reconciliation.rules.mismatches import count_by_kind
from notoneless.records.reconciliation.rules.missing import BY_STATUS
from notoneless.records.reconciliation.rules.summary import by_reason, totals
from notoneless.records.reconciliation.rules.tracks import Track, positions
from notoneless.records.reconciliation.services.comparing import Comparison
from notoneless.tabular.scratch import open_scratch

WORKBOOK, SUMMARY, SUSPECTS = "结果.xlsx", "summary.json", "not_in_school.parquet"
FILES = ("links.parquet", "elsewhere_links.parquet", SUSPECTS, SUMMARY, WORKBOOK)
"""All files a comparison may write; a new run replaces these and touches nothing else in the folder."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where the results lie: the file to open first, and the copy of a workbook that someone had filled in, if any."""

    first: Path
    kept: Path | None


def write_results(comparison: Comparison, out: Path, lang: Lang, *, workbook: bool) -> Written:
    """Write all files of a comparison to folder `out`, made if missing.

    Everything is written beside the folder first and moved at the end: a run that fails leaves the former results as they
    were. elsewhere_links.parquet is written, empty, also where no elsewhere roster was given. A former workbook that is no
    longer as this program wrote it holds somebody's findings and stays, under another name.
    """
    result = comparison.result
    with open_scratch(out, FILES) as scratch:
        _write(_links(result.school_links, result.household, result.school, "school"), scratch / FILES[0])
        away = _no_links() if result.elsewhere_links is None else result.elsewhere_links
        _write(_links(away, result.household, result.elsewhere, "elsewhere"), scratch / FILES[1])
        _write(_with_key(result.not_in_school, "household", result.household), scratch / SUSPECTS)
        if workbook:
            from notoneless.interfaces.reconciliation.workbook import write_workbook

            write_workbook(comparison, scratch / WORKBOOK, lang)
        known = {"workbook_sha256": _sha256(scratch / WORKBOOK)} if workbook else {}
        text = json.dumps(summary(comparison) | known, ensure_ascii=False, indent=2)
        # a file name that is not UTF-8 holds lone surrogates, which JSON can only write as \udcXX
        (scratch / SUMMARY).write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
        kept = _keep_filled_in(out, scratch)
    return Written(out / (WORKBOOK if workbook else SUSPECTS), kept)


def _write(table: pa.Table, path: Path) -> None:
    """Write a table; only texts repeat, so only they are gathered in dictionaries."""
    texts = [column.name for column in table.schema if not pa.types.is_integer(column.type)]
    pq.write_table(table, path, use_dictionary=texts)


def _keep_filled_in(out: Path, scratch: Path) -> Path | None:
    """Copy a former workbook that someone has changed to `scratch` under a free name; where it will lie in `out`."""
    former = out / WORKBOOK
    if not former.is_file() or _sha256(former) == _written_before(out):
        return None
    free = (Path(f"{former.stem}-已填写-{number}{former.suffix}") for number in count(1))
    name = next(name for name in free if not (out / name).exists())
    shutil.copy2(former, scratch / name)
    return out / name


def _written_before(out: Path) -> str | None:
    """The hash of the workbook as this program last wrote it; None where its summary does not say."""
    try:
        known = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return known.get("workbook_sha256") if isinstance(known, dict) else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_links() -> LinkResult:
    types = {"left_row": pa.int32(), "right_row": pa.int32(), "score": pa.int16(), "reason": pa.string()}
    nothing = pa.table({name: pa.array([], kind) for name, kind in types.items()})
    return LinkResult(nothing, nothing, nothing)


def _links(result: LinkResult, household: Track, other: Track | None, part: str) -> pa.Table:
    """household_row, <part>_row, score (tenths of a bit), reason, and the sources' own keys where they have one."""
    names = {"left_row": "household_row", "right_row": f"{part}_row"}
    links = result.links.rename_columns([names.get(name, name) for name in result.links.column_names])
    links = _with_key(links, "household", household)
    return links if other is None else _with_key(links, part, other)


def _with_key(table: pa.Table, part: str, track: Track) -> pa.Table:
    """The table with the source's own key of each row, where the source has one that tells its rows apart."""
    if "key" not in track.table.column_names:
        return table
    keys = track.table["key"]
    numbered_by_sheet = "sheet" in track.table.column_names and len(keys.unique()) < len(keys)
    if numbered_by_sheet:
        return table
    at = positions(track.rows, table[f"{part}_row"])
    return table.append_column(f"{part}_key", keys.combine_chunks().take(pa.array(at)))


def summary(comparison: Comparison) -> dict[str, object]:
    """What summary.json holds: the parameters, the sources with their fingerprints, the figures."""
    result = comparison.result
    plan_age = result.parameters.plan_age
    return {
        "program": f"notoneless {__version__}",
        "as_of": result.parameters.as_of.isoformat(),
        "school_age": {"from": result.parameters.age.from_years, "until": result.parameters.age.until_years},
        "school_age_of_plan": {"from": plan_age.from_years, "until": plan_age.until_years},
        "laxer_than_plan": result.parameters.laxer,
        "sources": {
            part: {"file": roster.source.name, "sha256": roster.fingerprint, "rows": roster.data.num_rows}
            for part, roster in comparison.rosters.items()
        },
        "figures": totals(result),
        "roll_mismatches": count_by_kind(result),
        "not_in_school_by_reason": by_reason(result),
    }


def told(result: Reconciliation, lang: Lang) -> list[str]:
    """The short summary as lines for a person."""
    figures = totals(result)
    rosters = ["compared", "elsewhere"] if result.elsewhere is not None else ["compared"]
    by_status = ["by_status"] if figures["not_in_school_by_status"] else []
    settled = ["settled"] if figures["children_finished"] + figures["children_deceased"] else []
    keys = [*rosters, "linked", "not_in_school", *by_status, *settled, "duplicates", "no_child"]
    if not figures["children_of_compulsory_age"]:
        keys.append("nobody_of_age")  # an empty list must not pass for good news
    if result.parameters.laxer:
        keys.append("laxer")
    age, plan_age = result.parameters.age, result.parameters.plan_age
    params: dict[str, str | int] = {
        **figures, "from": age.from_years, "until": age.until_years, "as_of": result.parameters.as_of.isoformat(),
        "plan_from": plan_age.from_years, "plan_until": plan_age.until_years, "parts": _by_status(result, lang),
    }  # fmt: skip
    return [sentence(Problem(f"reconciliation.told.{key}", params), lang) for key in keys]


def _by_status(result: Reconciliation, lang: Lang) -> str:
    """How many children are listed for each thing their status says."""
    parts = [
        sentence(
            Problem("reconciliation.told.part", {"what": Problem(f"reconciliation.listed.{why}"), "count": count}), lang
        )
        for why, count in by_reason(result).items()
        if why in BY_STATUS
    ]
    return ("，" if lang == "zh" else ", ").join(parts)
