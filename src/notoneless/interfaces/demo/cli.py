"""`notoneless demo`: make rosters of an invented county, and measure a reconciliation of them."""

import gc
import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notoneless.kernel.problems import Lang, Problem, sentence

if TYPE_CHECKING:
    from notoneless.synthetic import Format, Score

_FOLDER = click.Path(path_type=Path)
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="语言 / language")
_LABEL_WIDTH, _CELL_WIDTH = 28, 11

COLLECTED_AFTER = 100_000
"""Values made more than let go, after which rings of garbage are looked for while a county is built; Python's own 700."""


LEAST = 40
"""Children of the smallest county in which everybody of the cast has something to do."""


@click.group("demo", context_settings={"help_option_names": ["-h", "--help"]})
def demo_group() -> None:
    """演示：虚构名册及其答案。

    Demonstration: invented rosters and their answers.
    """


@demo_group.command("rosters", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--children", type=int, default=10_000, show_default=True, help="本县户籍儿童人数 / registered children")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="随机种子，相同则结果相同 / same seed, same rosters"
)
@click.option("--out", required=True, type=_FOLDER, help="输出文件夹 / folder to write to")
@click.option("--error-factor", type=float, default=1.0, show_default=True, help="错误倍数 / multiplies the errors")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["parquet", "xlsx", "csv"]),
    default="parquet",
    show_default=True,
    help="格式 / format",
)
@_LANG
def rosters_command(children: int, seed: int, out: Path, error_factor: float, fmt: "Format", lang: Lang) -> None:
    """生成虚构的户籍、学籍和外地就读名册，并记下真实答案。

    Write invented household, school and elsewhere rosters with the truth about them.
    """
    from notoneless.synthetic import make_rosters, write_rosters

    demonstration = make_rosters(children, seed, error_factor)
    write_rosters(demonstration, out, fmt)
    counts = demonstration.meta["counts"]
    params = {"path": str(out), **counts["rows"], "out": counts["out_of_school_children"]}
    click.echo(sentence(Problem("synthetic.written", params), lang))
    click.echo(sentence(Problem("synthetic.all_invented"), lang))


@demo_group.command("county", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--children", type=click.IntRange(LEAST), default=12_000, show_default=True, help="儿童人数 / children")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子 / seed")
@_LANG
def county_command(children: int, seed: int, lang: Lang) -> None:
    """在空的数据文件夹里建一个虚构的县，带半年的经过，并打印各角色的随机密码。

    Found an invented county with half a year of history in an empty home and print one random password per role.
    """
    from notoneless.foundation.audit.rules import day_of
    from notoneless.interfaces.demo.county.times import Times, months_before, morning, summer_before
    from notoneless.interfaces.frame.clock import now
    from notoneless.interfaces.frame.installing import make_installation
    from notoneless.synthetic import COUNTY, make_rosters

    until = now()
    today = day_of(until)
    days = months_before(today)
    times = Times(morning(days[0] - timedelta(days=7)))

    def told(stage: Problem) -> None:
        click.echo(sentence(stage, lang), err=True)

    told(Problem("synthetic.stage_children", {"children": children}))
    demonstration = make_rosters(children, seed, 1.0, summer_before(today))
    founded = make_installation(COUNTY, "aes-256-gcm", times.at).founded
    from notoneless.interfaces.demo.county.building import build

    with _seldom_collected():
        people = build(founded, demonstration, times, days, told, until)
    click.echo(sentence(Problem("synthetic.county_built", {"children": children}), lang))
    for each in people:
        codes = " ".join(each.codes)
        told_codes = Problem("synthetic.codes", {"codes": codes}) if codes else ""
        role = Problem(f"role.{each.role}")
        line: dict[str, str | int | Problem] = {
            "name": each.sign_in_name,
            "password": each.password,
            "person": each.name,
            "role": role,
            "unit": each.unit,
            "codes": told_codes,
        }
        click.echo(sentence(Problem("synthetic.way_in", line), lang))
    click.echo(sentence(Problem("synthetic.all_invented"), lang))


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Within, rings of garbage are looked for seldom: building makes millions of values and hardly a ring."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@demo_group.command("score", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--truth", required=True, type=_FOLDER, help="真值文件夹 / folder of the truth")
@click.option("--result", required=True, type=_FOLDER, help="比对结果文件夹 / folder of the result")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON / print JSON")
@_LANG
def score_command(truth: Path, result: Path, as_json: bool, lang: Lang) -> None:
    """把比对结果与演示名册的真实答案相比较。

    Compare a reconciliation of the demonstration rosters with the truth.
    """
    from notoneless.synthetic import score

    outcome = score(truth, result)
    if as_json:
        click.echo(json.dumps(outcome.as_dict(), ensure_ascii=False, indent=2))
        return
    for line in _table(outcome, lang):
        click.echo(line)


def _table(outcome: "Score", lang: Lang) -> list[str]:
    def word(slug: str) -> str:
        return sentence(Problem(f"synthetic.{slug}"), lang)

    heads = [word("precision"), word("recall"), "F1", word("found"), word("true"), word("right")]
    lines = [word("score_heading"), _line("", heads)]
    for name in ("links", "hard", "elsewhere", "out_of_school"):
        rate = getattr(outcome, name)
        figures = [f"{value:.4f}" for value in (rate.precision, rate.recall, rate.f1)]
        lines.append(_line(word(name), figures + [str(value) for value in (rate.found, rate.true, rate.right)]))
    hidden: dict[str, str | int | Problem] = {"hidden": outcome.hidden, "per_100k": f"{outcome.hidden_per_100k:.1f}"}
    return [*lines, sentence(Problem("synthetic.hidden", hidden), lang)]


def _line(label: str, cells: list[str]) -> str:
    return _padded(label, _LABEL_WIDTH, left=True) + "".join(_padded(cell, _CELL_WIDTH) for cell in cells)


def _padded(text: str, width: int, *, left: bool = False) -> str:
    """Text filled up to `width` columns of a terminal, where a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    blanks = " " * max(width - taken, 1)
    return text + blanks if left else blanks + text
