"""Invented pupils over several school years, each with the true chance of leaving: what a learning warning is measured by.

Attendance and marks carry most of the truth, as in the villages and cities that were looked at; poverty carries none, sex none
by itself. Some of the truth bends (distance matters only beyond some way) and some needs two facts together.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pcsv

from notoneless.synthetic.arrays import Floats

_FIRST_YEAR = 2021
_CLASS = 400
_NEVER = -99.0
_RIDES = ("步行", "自行车", "校车", "家长接送")


@dataclass(frozen=True, slots=True)
class Pupils:
    """The columns as a county's file has them, and the true chance of each row."""

    columns: dict[str, list[str]]
    truth: Floats

    def write(self, path: Path) -> None:
        """Write the file."""
        table = pa.table({name: pa.array(cells, pa.string()) for name, cells in self.columns.items()})
        pcsv.write_csv(table, path)


def make_pupils(rows: int, seed: int, *, years: int = 3, rate: float = 0.06, blank: float = 0.0) -> Pupils:
    """Rows of pupils, spread over the years and over schools; `rate`: the share that leaves; `blank`: of cells left blank."""
    rng = np.random.default_rng(seed)
    grade = rng.integers(4, 10, rows)
    school = rng.integers(0, max(rows // _CLASS, 12), rows)
    poor = rng.random(rows) < 0.25
    absent = np.clip(rng.gamma(0.9, 3.2, rows) + 4 * rng.random(rows) ** 8 * 10, 0, 80)
    failed = rng.binomial(5, np.clip(0.08 + 0.012 * absent, 0, 0.8))
    over_age = np.maximum(rng.poisson(0.35, rows) - (rng.random(rows) < 0.2), -1)
    left_before = rng.random(rows) < 0.02
    sibling = rng.random(rows) < 0.03
    distance = rng.gamma(1.6, 1.6, rows)
    chores = rng.gamma(2.0, 3.0, rows)
    ride = rng.choice(len(_RIDES), rows, p=(0.45, 0.2, 0.15, 0.2))
    minority = rng.random(rows) < 0.3
    girl = rng.random(rows) < 0.48
    year = rng.integers(0, years, rows)
    effect = rng.normal(0, 0.35, int(school.max()) + 1)[school]
    margin = (
        0.075 * np.minimum(absent, 40) + 0.42 * failed + 0.55 * np.maximum(over_age, 0) + 1.1 * left_before
        + 0.6 * sibling + 0.5 * np.isin(grade, (6, 8, 9)) + 0.35 * np.maximum(distance - 4, 0)
        + 0.9 * ((chores > 10) & (failed >= 2)) - 0.5 * (ride == 2) + effect + 0.1 * year
    )  # fmt: skip
    truth = _with_rate(margin, rate)
    left = rng.random(rows) < truth
    columns = {
        "学号": [f"{number:08d}" for number in range(rows)],
        "学年": [f"{_FIRST_YEAR + each}-{_FIRST_YEAR + each + 1}" for each in year.tolist()],
        "学校": [f"第{each + 1}学校" for each in school.tolist()],
        "性别": ["女" if each else "男" for each in girl.tolist()],
        "民族": ["少数民族" if each else "汉族" for each in minority.tolist()],
        "年级": [f"{each}年级" for each in grade.tolist()],
        "缺课率": [f"{each:.1f}%" for each in absent.tolist()],
        "不及格门数": [str(each) for each in failed.tolist()],
        "超龄": [str(each) for each in over_age.tolist()],
        "曾辍学": ["是" if each else "否" for each in left_before.tolist()],
        "兄姐失学": ["是" if each else "否" for each in sibling.tolist()],
        "离校公里": [f"{each:.1f}" for each in distance.tolist()],
        "每周家务": [f"{each:.1f}" for each in chores.tolist()],
        "上学方式": [_RIDES[each] for each in ride.tolist()],
        "困难": ["是" if each else "否" for each in poor.tolist()],
        "离校": ["是" if each else "否" for each in left.tolist()],
    }
    if blank:
        for name in list(columns)[5:-1]:
            gone = rng.random(rows) < blank
            columns[name] = ["" if lost else cell for lost, cell in zip(gone.tolist(), columns[name], strict=True)]
    return Pupils(columns, truth)


def _with_rate(margin: Floats, rate: float) -> Floats:
    """Chances with this mean."""
    low, high = _NEVER, -_NEVER
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if (1 / (1 + np.exp(-np.clip(margin + middle, -30, 30)))).mean() < rate else (low, middle)
        )
    return np.asarray(1 / (1 + np.exp(-np.clip(margin + low, -30, 30))))


MAP = """\
# 列对应文件：哪一列是什么
id: 学号
outcome: {column: 离校, yes: [是], no: [否]}
period: 学年
school: 学校
groups: [性别, 民族]
inputs:
  缺课率: {as: absent_percent, unit: percent}
  不及格门数: subjects_failed
  超龄: over_age
  年级: grade
  曾辍学: left_before
  兄姐失学: sibling_out
  离校公里: distance_km
  每周家务: numeric
  上学方式: category
  困难: category
"""
"""The column map of such a file."""
