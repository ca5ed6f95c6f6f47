"""A roster as a workbook of the kind offices send: a title over the header, Chinese headings, every cell text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa

from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.synthetic.places import COUNTY
from notoneless.tabular.writing import ColumnSpec, SheetSpec, WorkbookSpec, write_workbook_file

MOST_ROWS: Final = 1_048_576 - 2  # of a sheet, less title and header
TITLES: Final = {
    "household": f"{COUNTY}户籍人口适龄儿童少年信息表",
    "school": f"{COUNTY}中小学生学籍信息管理系统学生基本信息导出表",
    "elsewhere": f"{COUNTY}户籍外地就读学生名册",
}
HEADINGS: Final = {
    "hid": "人员编号", "sid": "记录编号", "eid": "编号", "name": "姓名", "sex": "性别", "dob": "出生日期",
    "ethnicity": "民族", "student_no": "学籍号", "guardian_name": "监护人姓名", "guardian_rel": "与本人关系",
    "phone": "联系电话", "county": "县区", "township": "乡镇", "village": "行政村", "address": "住址",
    "grade": "年级", "class": "班级",
}  # fmt: skip
_OWN: Final = {
    "household": {"id_no": "公民身份号码"},
    "school": {"id_no": "身份证件号", "school": "学校名称"},
    "elsewhere": {"id_no": "身份证号", "school": "就读学校", "school_county": "就读县区"},
}
_WIDE: Final = frozenset({"id_no", "student_no", "school", "address"})


def write_workbook(path: Path, kind: str, table: pa.Table) -> None:
    """Write one roster to `path`. Raises NotonelessError where it has more rows than a sheet or cannot be written."""
    if table.num_rows > MOST_ROWS:
        raise NotonelessError(Problem("synthetic.too_long_for_xlsx", {"rows": table.num_rows, "most": MOST_ROWS}))
    words = HEADINGS | _OWN[kind]
    columns = [ColumnSpec(words[name], width=22 if name in _WIDE else 12) for name in table.column_names]
    write_workbook_file(path, WorkbookSpec([SheetSpec("Sheet1", TITLES[kind], columns, _rows(table))]))


def _rows(table: pa.Table) -> Iterator[tuple[str | None, ...]]:
    for batch in table.to_batches(max_chunksize=20_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
