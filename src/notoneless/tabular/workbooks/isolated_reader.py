"""Read an .xls or .ods in a process of its own and hand the cells back; run as a script by `opening`.

The library trusts counts written in these formats and ends its process when one of them asks for a terabyte.
"""

import io
import pickle
import sys
from contextlib import suppress
from pathlib import Path

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

PASSWORD, DAMAGED = 3, 4
"""Exit codes."""


def main(path: str, most_memory: int) -> int:
    """Write every sheet of `path` to standard output, pickled.

    Of each: name, visible, is a worksheet, first column, width, merged ranges, rows; a blank row is an empty list.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    try:
        # read here, since a name that is no Unicode says nothing to the library
        book = CalamineWorkbook.from_object(io.BytesIO(Path(path).read_bytes()))
        for index, about in enumerate(book.sheets_metadata):
            visible = about.visible is SheetVisibleEnum.Visible
            if about.typ is not SheetTypeEnum.WorkSheet:
                pickle.dump((about.name, visible, False, 0, 0, [], []), sys.stdout.buffer)
                continue
            sheet = book.get_sheet_by_index(index)
            first, width = (sheet.start[1], sheet.width) if sheet.start else (0, 0)
            blank = [""] * width
            rows = [row if row != blank else [] for row in sheet.iter_rows()] if sheet.start else []
            pickle.dump((about.name, visible, True, first, width, sheet.merged_cell_ranges, rows), sys.stdout.buffer)
    except PasswordError:
        return PASSWORD
    except Exception:
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
