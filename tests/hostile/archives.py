"""Hostile archives: bombs, lies in headers, names that climb, what is cut short."""

import struct
from collections.abc import Iterator

from hostile.crafting import MIB, READ, Entry, Hostile, archive, deflated, entries_of, hostile, packed, swollen, whole

_PLACES = (
    "xl/media/image1.png", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml",
    "xl/theme/theme1.xml", "xl/drawings/drawing1.xml", "xl/vbaProject.bin", "customXml/item1.xml",
)  # fmt: skip
_NAMES = {
    "climbing": "../../../../tmp/pwned.xml", "climbing backwards": "..\\..\\..\\pwned.xml", "rooted": "/etc/cron.d/pwned",
    "with a drive": "C:\\Windows\\pwned.dll", "of a device": "CON", "with a line break": "a\nb.xml",
    "with an RTL mark": "xl/\u202egnp.exe", "with a zero byte": "xl/a\x00.xml", "that is a folder": "xl/folder/",
    "of nothing but dots": "xl/....", "of 60,000 letters": "x" * 60_000, "with a stream": "xl/a.xml:evil",
    "on a share": "\\\\server\\share\\pwned", "with an escape": "xl/\x1b[2J.xml", "in GBK": "xl/\u82b1.xml",
}  # fmt: skip
_BROKEN = frozenset({"damaged_workbook", "zip_bomb"})


def _with(entry: Entry) -> bytes:
    return archive([*entries_of(whole()), entry])


def _bombs() -> Iterator[Hostile]:
    for place in _PLACES:
        for size in (300, 3000):
            yield hostile(
                f"{size} MB in {place}",
                "a.xlsx",
                lambda place=place, size=size: _with(swollen(place, size)),
                "zip_bomb",
            )
    for byte in (b" ", b"A"):
        yield hostile(
            f"120 MB of {byte!r} in the sheet", "a.xlsx",
            lambda byte=byte: packed(whole(sheet=swollen("xl/worksheets/sheet1.xml", 120, byte))), "zip_bomb",
        )  # fmt: skip
    for count, size in ((9, 31), (20, 31), (400, 5)):
        yield hostile(
            f"{count} entries of {size} MB", "a.xlsx",
            lambda count=count, size=size: archive(
                [*entries_of(whole()), *(swollen(f"xl/media/{at}.bin", size) for at in range(count))]), "zip_bomb",
        )  # fmt: skip
    yield hostile(
        "12,000 entries", "a.xlsx", lambda: packed(whole() | {f"xl/e{at}.xml": b"" for at in range(12_000)}), "zip_bomb"
    )
    bomb = lambda: archive([swollen("0.bin", 300)])
    yield hostile("a bomb within a picture", "a.xlsx", lambda: packed(whole() | {"xl/media/a.zip": bomb()}), READ)
    yield hostile("a bomb embedded", "a.xlsx", lambda: packed(whole() | {"xl/embeddings/a.zip": bomb()}), READ)
    yield hostile("bombs in bombs", "a.xlsx", lambda: packed({f"{at}.zip": bomb() for at in range(16)}), "foreign_kind")
    yield hostile("a bomb called a roster", "a.xlsx", bomb, "foreign_kind")
    yield hostile("an archive in itself 30 deep", "a.zip", _matryoshka, "foreign_kind")
    for count, size in ((200, 30), (9_000, 1), (60, 2)):
        yield hostile(
            f"{count} entries over one of {size} MB",
            "a.xlsx",
            lambda c=count, s=size: _overlapping(c, s),
            READ,
            *_BROKEN,
        )


def _matryoshka() -> bytes:
    content = b"x"
    for at in range(30):
        content = packed({f"{at}.zip": content})
    return content


def _overlapping(count: int, size: int) -> bytes:
    """One swollen entry, and a directory that names it again and again."""
    sound = entries_of(whole())
    kernel = swollen("xl/media/0.bin", size)
    at = len(archive(sound)) - 22 - sum(46 + len(entry.name) for entry in sound)
    again = [
        Entry(b"xl/media/%d.bin" % (number + 1), b"", raw=kernel.raw, crc=kernel.crc, size=kernel.size, at=at)
        for number in range(count)
    ]
    return archive([*sound, kernel, *again])


def _lying(**told: int) -> bytes:
    *others, last = entries_of(whole())
    last.told = told
    return archive([*others, last])


def _lies() -> Iterator[Hostile]:
    size = len(entries_of(whole())[-1].content)
    for field, values in {
        "size": (0, 1, 100, size - 1, size + 1, 10 * MIB, 0xFFFFFFFE), "packed": (0, 1, 50, 100_000, 0xFFFFFFFE),
        "offset": (0, 1, 7, 0xFFFFFFF0, 0x7FFFFFFF), "method": (1, 9, 12, 14, 93, 99, 0xFFFF), "crc": (0, 0xFFFFFFFF),
    }.items():  # fmt: skip
        for value in values:
            more = (READ,) if field == "packed" and value > size else ()  # deflate says itself where it ends
            yield hostile(f"directory: {field} {value}", "a.xlsx", _lying(**{field: value}), *more, *_BROKEN)
    for flags in (1, 0x41, 0x2001):
        yield hostile(f"directory: encrypted, flags {flags:x}", "a.xlsx", _lying(flags=flags), "password")
    for field in ("crc", "size", "packed", "method"):
        *others, last = entries_of(whole())
        last.own = {field: 0xFFFF}
        yield hostile(f"own header: {field}", "a.xlsx", archive([*others, last]), READ, *_BROKEN)
    for field, value in (("count", 0), ("count", 1), ("count", 65535), ("size", 0), ("size", 0xFFFF0000), ("offset", 0xFFFFFFF0),
                         ("offset", 0)):  # fmt: skip
        yield hostile(f"last record: {field} {value}", "a.xlsx", archive(entries_of(whole()), end={field: value}),
                      READ, *_BROKEN, "foreign_kind")  # fmt: skip
    wrong = Entry(b"xl/sharedStrings.xml", b"<sst/>", crc=1)
    yield hostile("a wrong sum of the texts", "a.xlsx", _with(wrong), READ, *_BROKEN)
    yield hostile("a wrong sum of a picture", "a.xlsx", _with(Entry(b"xl/media/a.png", b"x", crc=1)), READ)
    yield hostile("two sheets of one name", "a.xlsx", _with(entries_of(whole())[-1]), "damaged_workbook")
    yield hostile("two sheets of one name in two cases", "a.xlsx", _with(Entry(b"XL/Worksheets/Sheet1.xml", b"<x/>")),
                  READ, "damaged_workbook", "no_rows")  # fmt: skip
    yield hostile(
        "deflate without an end",
        "a.xlsx",
        _with(Entry(b"xl/a.xml", b"", raw=deflated(b"x" * 999)[:-3], size=999)),
        *_BROKEN,
    )
    yield hostile("deflate of nonsense", "a.xlsx", _with(Entry(b"xl/a.xml", b"", raw=b"\xff" * 99, size=999)), *_BROKEN)
    yield hostile("a lie of 64 bits", "a.xlsx", _with(Entry(b"xl/a.xml", b"x", told={"size": 0xFFFFFFFF})), *_BROKEN)
    yield hostile("a comment of 65,535 bytes", "a.xlsx", packed(whole())[:-2] + b"\xff\xff" + b"c" * 65_535, READ)
    yield hostile("a second end in the comment", "a.xlsx", packed(whole()) + b"PK\x05\x06" + b"\x00" * 18, READ, *_BROKEN,
                  "foreign_kind")  # fmt: skip
    yield hostile("nothing but magic", "a.xlsx", b"PK\x03\x04", "damaged_workbook")
    yield hostile("magic and zeros", "a.xlsx", b"PK\x03\x04" + b"\x00" * MIB, "damaged_workbook")
    yield hostile(
        "an end record alone", "a.xlsx", b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 9, 9, 9, 9, 0), "empty_file"
    )


def _names() -> Iterator[Hostile]:
    for what, name in _NAMES.items():
        extra = Entry(name.encode("gbk" if what == "in GBK" else "utf-8"), b"<x/>")
        yield hostile(f"a name {what}", "a.xlsx", _with(extra), READ, "damaged_workbook")
    for target in (
        "../../../etc/passwd",
        "file:///etc/passwd",
        "http://evil.example/x",
        "\\\\server\\share\\x",
        "",
        "/",
    ):
        rels = whole()["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", target)
        yield hostile(f"a sheet said to lie at {target!r}", "a.xlsx", whole(rels=rels), "damaged_workbook", "no_rows")


def _cut_short() -> Iterator[Hostile]:
    content = packed(whole())
    for percent in (1, 5, 10, 25, 50, 75, 90, 95, 99):
        yield hostile(
            f"cut at {percent} %", "a.xlsx", content[: len(content) * percent // 100], "damaged_workbook", "no_header"
        )
    for at in (2, 30, 100, 400, 900):
        yield hostile(f"a byte turned at {at}", "a.xlsx", content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :],
                      READ, "damaged_workbook", "zip_bomb", "foreign_kind", "no_header", "nul_bytes", "password")  # fmt: skip
    half = len(content) // 2
    yield hostile(
        "its halves swapped",
        "a.xlsx",
        content[half:] + content[:half],
        "nul_bytes",
        "no_header",
        "damaged_workbook",
        "foreign_kind",
    )
    yield hostile("zeros in its middle", "a.xlsx", content[:600] + b"\x00" * 300 + content[900:], *_BROKEN)
    yield hostile("itself twice", "a.xlsx", content * 2, READ, *_BROKEN)


def corpus() -> list[Hostile]:
    """All of them."""
    return [*_bombs(), *_lies(), *_names(), *_cut_short()]
