"""`notoneless risk`: learn from a county's own leavers, score children, and say how good that is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from notoneless.kernel.problems import Lang, Problem, sentence

if TYPE_CHECKING:
    from notoneless.risk.model import Model

_FILE = click.Path(path_type=Path)
_HELP = {"help_option_names": ["-h", "--help"]}
_CHINA = timedelta(hours=8)

_DATA = click.option("--data", required=True, type=_FILE, help="县里的表（CSV） / the county's file (CSV)")
_COLUMNS = click.option("--columns", required=True, type=_FILE, help="列对应文件（YAML） / the column map (YAML)")
_OUT = click.option("--out", required=True, type=_FILE, help="结果文件夹 / folder for the results")
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
_SEED = click.option("--seed", type=click.IntRange(0), help="随机种子，相同则结果相同 / same seed, same result")
_MODEL = click.option(
    "--model",
    "model_file",
    type=_FILE,
    help="模型文件，默认是结果文件夹里的 model.json / the model; by default that in --out",
)


@click.group("risk", context_settings=_HELP)
def risk_group() -> None:
    """学习型预警：从县里自己的数据学习，给每名学生算分，评估好坏。

    Learning warning: learn from a county's own file, score each child, say how good it is.
    """


@risk_group.command("train", context_settings=_HELP)
@_DATA
@_COLUMNS
@_OUT
@_SEED
@_LANG
def train_command(data: Path, columns: Path, out: Path, seed: int | None, lang: Lang) -> None:
    """从有结果的数据学习；只有比规则好、没有一组更差时才采用。

    Learn from data with outcomes; taken only where it is better than the rules, and worse in no group.
    """
    _few_threads()
    from notoneless.risk import SEED
    from notoneless.risk.folder import write_training
    from notoneless.risk.training import train

    work = _Work.read(data, columns, with_outcome=True)
    trained = train(work.panel, work.risk_map, work.given, SEED if seed is None else seed)
    with _results(out) as folder:
        told = write_training(folder, trained, work.panel, work.given, lang)
    _tell([work.counted(), *work.panel.notes, *told], lang)
    _tell([_written("model_written", out / "model.json"), _written("report_written", out / "report.html")], lang)


@risk_group.command("score", context_settings=_HELP)
@_DATA
@_COLUMNS
@_OUT
@_MODEL
@click.option("--points", "only_points", is_flag=True, help="只按规则记分，不用模型 / points by the rules alone")
@_LANG
def score_command(data: Path, columns: Path, out: Path, model_file: Path | None, only_points: bool, lang: Lang) -> None:
    """给每名学生算分并说明原因；没有模型时按规则记 0 到 20 分。

    Score each child with reasons; without a model, 0 to 20 points by the rules.
    """
    _few_threads()
    from notoneless.risk.folder import write_scores

    model = None if only_points else _model(out, model_file)
    work = _Work.read(data, columns, model, with_outcome=False)
    with _results(out) as folder:
        told = write_scores(folder, work.panel, model, work.given, work.risk_map.first_age, lang)
    used = _used(model, out, model_file)
    rows: dict[str, str | int] = {"rows": work.panel.rows, "file": str(out / "risk.csv")}
    _tell([work.counted(), *told, used, Problem("risk.scored", rows)], lang)


@risk_group.command("report", context_settings=_HELP)
@_DATA
@_COLUMNS
@_OUT
@_MODEL
@_LANG
def report_command(data: Path, columns: Path, out: Path, model_file: Path | None, lang: Lang) -> None:
    """用后来发生的事评估现在的办法；预计与实际相差太多时退回规则。

    Hold what is used against what happened since; where expected and observed differ too much, back to the rules.
    """
    _few_threads()
    from notoneless.risk.folder import write_report

    model = _model(out, model_file)
    work = _Work.read(data, columns, model, with_outcome=True)
    with _results(out) as folder:
        told = write_report(folder, work.panel, model, work.risk_map, work.given, lang)
    _tell([work.counted(), *told, _written("report_written", out / "report.html")], lang)


@dataclass(frozen=True, slots=True)
class _Work:
    """The file, its map, and the numbers of the plan."""

    panel: Any
    risk_map: Any
    given: Any

    @classmethod
    def read(cls, data: Path, columns: Path, model: "Model | None" = None, *, with_outcome: bool) -> "_Work":
        from notoneless.risk.columns import load_risk_map
        from notoneless.risk.measures import numbers_on
        from notoneless.risk.panel import panel_of
        from notoneless.risk.reading import read_sheet, wanted_by

        risk_map = load_risk_map(columns)
        if risk_map.every and model is not None:  # all that were there when it was learnt, of the kinds they had then
            risk_map = replace(risk_map, every=False, inputs=model.inputs)
        given = numbers_on(_today())
        sheet = read_sheet(data, wanted_by(risk_map, with_outcome=with_outcome))
        return cls(panel_of(sheet, risk_map, with_outcome=with_outcome), risk_map, given)

    def counted(self) -> Problem:
        return Problem("risk.read", {"rows": self.panel.rows})


def _today() -> date:
    """Today in China: which numbers of the plan are in force."""
    return (datetime.now(tz=UTC) + _CHINA).date()  # noqa: TID251 (the interface is where a clock is read)


def _few_threads() -> None:
    """Two threads for trees, which sleep while they wait, and one for small algebra; said before either is loaded."""
    os.environ.setdefault(
        "OMP_WAIT_POLICY", "PASSIVE"
    )  # threads that wait by turning would take the cores from each other
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _model(out: Path, named: Path | None) -> "Model | None":
    from notoneless.risk.model import NAME, load

    if named is not None:
        return load(named)
    return load(out / NAME) if (out / NAME).is_file() else None


def _used(model: "Model | None", out: Path, named: Path | None) -> Problem:
    if model is None:
        return Problem("risk.used_points")
    return (
        Problem("risk.used_model", {"file": str(named or out / "model.json")})
        if model.learnt
        else Problem("risk.used_rules")
    )


@contextmanager
def _results(out: Path) -> Iterator[Path]:
    from notoneless.tabular.scratch import open_scratch

    with open_scratch(out) as folder:
        yield folder


def _written(code: str, file: Path) -> Problem:
    return Problem(f"risk.{code}", {"file": str(file)})


def _tell(problems: list[Problem], lang: Lang) -> None:
    for each in problems:
        click.echo(sentence(each, lang))
