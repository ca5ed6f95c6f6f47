"""`notoneless reconcile`: compare the household roster with the roll and name every child in no school."""

import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click

from notoneless.kernel.problems import Lang, NotonelessError, Problem, sentence

_FILE = click.Path(path_type=Path)
_CHINA = timedelta(hours=8)
_ARENA_MAX = -8
"""M_ARENA_MAX of malloc.h: how many heaps the threads of a process share."""


def _maps(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, Path]:
    """`household=MAP.yaml` words as a mapping; a bare file is for all rosters."""
    maps = {}
    for value in values:
        roster, _, path = value.rpartition("=")
        if roster not in ("", "household", "school", "elsewhere"):
            raise NotonelessError(Problem("reconciliation.unknown_roster", {"roster": roster}))
        maps[roster] = Path(path)
    return maps


class _Day(click.DateTime):
    """A day in any spelling a clerk types: 2025-08-31, 2025/8/31, 2025.8.31, 20250831, 2025年8月31日."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The day `value` names; fails for a month, a lunar date and the number of a day in a spreadsheet."""
        from notoneless.kernel.dates import parse_date

        text = unicodedata.normalize("NFKC", str(value)).strip()
        found = parse_date(text)
        if found.value is None or found.is_lunar or str(found.value.year) not in text:
            self.fail(text, param, ctx)
        return datetime(found.value.year, found.value.month, found.value.day)  # noqa: DTZ001 (a day has no zone)


@click.command("reconcile", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--household", required=True, type=_FILE, help="户籍名册（本地全部适龄儿童） / all children living here")
@click.option("--school", required=True, type=_FILE, help="学籍名册 / the school roll")
@click.option("--elsewhere", type=_FILE, help="外地就读名册 / children schooled elsewhere")
@click.option("--as-of", type=_Day(), metavar="DATE", help="年龄计算日，默认最近的8月31日 / day ages are counted on")
@click.option(
    "--columns", multiple=True, callback=_maps, metavar="[ROSTER=]MAP.yaml",
    help="列对应文件，ROSTER 为 household、school 或 elsewhere；未写到的列照常识别 / "
    "which column is which, made by inspect --write-map; columns it leaves out are recognised as usual",
)  # fmt: skip
@click.option("--from-age", type=click.IntRange(0, 20), help="入学年龄（含），默认见方案 / age of entry")
@click.option("--until-age", type=click.IntRange(1, 25), help="年龄上限（不含），默认见方案 / age at which it ends")
@click.option("--out", required=True, type=_FILE, help="结果文件夹 / folder for the results")
@click.option("--no-xlsx", is_flag=True, help="不写结果.xlsx / no workbook")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
def reconcile_command(  # noqa: PLR0913, PLR0917 (one argument an option)
    household: Path,
    school: Path,
    elsewhere: Path | None,
    as_of: datetime | None,
    columns: dict[str, Path],
    from_age: int | None,
    until_age: int | None,
    out: Path,
    no_xlsx: bool,
    lang: Lang,
) -> None:
    """比对户籍名册与学籍名册，列出每一个不在学校的适龄儿童。

    Compare the household roster with the school roll and list every school-age child in no school.
    """
    give_back = _spare_memory()
    from notoneless.records.reconciliation.services.reading import COMPARED, reading
    from notoneless.tabular.scratch import check_out

    check_out(out)
    files = {"household": household, "school": school} | ({"elsewhere": elsewhere} if elsewhere else {})
    bar = _Bar(lang, give_back)
    with reading(files, columns, bar, COMPARED if no_xlsx else None) as rosters:
        # the engine and its smaller tables take as long to load as the files take to read
        from notoneless.interfaces.reconciliation.exports import told, write_results
        from notoneless.kernel.names import load_corners, load_readings
        from notoneless.records.reconciliation.rules.parameters import parameters_on
        from notoneless.records.reconciliation.services.comparing import compare_rosters

        load_readings()
        load_corners()
        parameters = parameters_on(_day(as_of), from_years=from_age, until_years=until_age)
        comparison = compare_rosters(rosters(), parameters, lang, bar)
    written = write_results(comparison, out, lang, workbook=not no_xlsx)
    for line in told(comparison.result, lang):
        click.echo(line)
    if written.kept is not None:
        click.echo(sentence(Problem("reconciliation.kept", {"path": str(written.kept)}), lang))
    click.echo(sentence(Problem("reconciliation.written", {"path": str(written.first)}), lang))


def _spare_memory() -> Callable[[], object]:
    """For a process that reads, compares, writes and ends: one heap for all threads. Gives what hands its free parts back.

    That holds a third less at the peak. The collector of cycles would only walk through tables that stay to the end.
    """
    import ctypes
    import gc
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no algebra here: its idle threads would only keep a core busy
    import pyarrow as pa

    gc.disable()
    pa.set_memory_pool(pa.system_memory_pool())
    library: Any = ctypes.CDLL(None) if sys.platform == "linux" else None
    if not hasattr(library, "mallopt") or not hasattr(library, "malloc_trim"):  # not every C library has them
        return lambda: None
    library.mallopt(_ARENA_MAX, 1)
    return partial(library.malloc_trim, 0)


def _day(as_of: datetime | None) -> date:
    """The day asked for, or the last reference day before today in China; the only clock of the command."""
    from notoneless.records.reconciliation.rules.parameters import default_as_of

    if as_of is not None:
        return as_of.date()
    return default_as_of((datetime.now(tz=UTC) + _CHINA).date())  # noqa: TID251 (the interface is where a clock is read)


class _Bar:
    """Progress on a terminal: one line, redrawn; silent where nobody is watching."""

    def __init__(self, lang: Lang, between: Callable[[], object]) -> None:
        self._lang: Lang = lang
        self._between = between
        self._watched = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show a stage and how far it is; do what is to be done between two stages."""
        self._between()
        if self._watched:
            width = 24
            filled = width * done // max(total, 1)
            text = f"\r[{'█' * filled}{'·' * (width - filled)}] {sentence(Problem(stage), self._lang)}"
            click.echo(f"{text:<70}", nl=done >= total, err=True)
