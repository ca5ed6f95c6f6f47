"""The children of one's own uploaded list of a department."""

from collections.abc import Sequence
from uuid import UUID

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import Unusable
from notoneless.foundation.attachments.rules import SHEET_LIMITS, SHEETS
from notoneless.foundation.attachments.selectors import own_file
from notoneless.foundation.attachments.store import laid_out
from notoneless.foundation.people.matching import Person
from notoneless.kernel.dates import parse_date
from notoneless.kernel.problems import NotonelessError, Problem
from notoneless.tabular.tables import Heading, place_of, read_table

HEADINGS: Sequence[Heading] = (
    Heading("name", ("姓名", "儿童姓名", "留守儿童姓名", "学生姓名", "name"), required=True),
    Heading("id_no", ("身份证号", "身份证号码", "公民身份号码", "证件号码", "id number")),
    Heading("born_on", ("出生日期", "出生年月", "birth date")),
    Heading("guardian", ("监护人", "监护人姓名", "父亲姓名", "家长姓名", "受委托人", "guardian")),
)


def people_of(ctx: Context, code: str, attachment: UUID) -> list[Person]:
    """The children of a list. Raises NotFound for another's file, Unusable for no such list or a row without a name."""
    row, content = own_file(ctx, code, attachment)
    if row.kind not in SHEETS:
        raise Unusable(Problem("attachments.no_sheet"))
    try:
        with laid_out(content, row.kind) as path:
            table = read_table(path, HEADINGS, SHEET_LIMITS)
    except NotonelessError as error:
        raise Unusable(error.told) from error
    wrong = [place_of(each, "name", table.letters) for each in table.rows if not each.cells.get("name")]
    if wrong:
        raise Unusable(Problem("left_behind.cell_wrong", {"where": wrong[0], "count": len(wrong)}))
    return [
        Person(
            each.cells["name"],
            each.cells.get("id_no", ""),
            parse_date(each.cells.get("born_on")).value if each.cells.get("born_on") else None,
            each.cells.get("guardian", ""),
        )
        for each in table.rows
    ]
