"""A paper as a Word document: GB/T 9704-2012 in styles that people can go on working with."""

import io
import zipfile
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from docx import Document, api
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Text
from docx.text.run import Run

from notoneless.typesetting import layout
from notoneless.typesetting.paper import Align, Footer, Heading, Paper, Paragraph, Signature, Slip, Table, tidied

BODY, TITLE, BLACK, SCRIPT = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
"""The faces that official papers are set in, as Windows and WPS call them."""

LATIN = "Times New Roman"

OF_LEVEL = {1: BLACK, 2: SCRIPT}
"""The face of a heading by its level; all others are set as the body (7.3.3)."""

GRID = "TableGrid"
"""The style of tables in the template of python-docx; asked for by its name, all styles are looked through for each table."""

RED = RGBColor(0xFF, 0, 0)
_ALIGNED = {Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT, Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER}
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:lang")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
"""What comes behind these in the order that Word asks for."""

TEMPLATE = Path(api.__file__).parent / "templates" / "default.docx"
_FIRST_YEAR = 1980
"""ZIP knows no day before."""


def as_word(paper: Paper) -> bytes:
    """The document, the same bytes for the same paper."""
    paper, document = tidied(paper), Document(io.BytesIO(_template()))
    _set_up(document, paper)
    _head(document, paper)
    for block in paper.body():
        _block(document, block)
    _attachments(document, paper.attachments)
    if paper.signature:
        _signature(document, paper.signature)
    for slip in paper.slips():
        _slip(document, slip)
    return _saved(document, paper)


@cache
def _template() -> bytes:
    """The empty document of python-docx, as it is there, its parts unpacked: they are read for each paper."""
    made = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as unpacked:
        for name in parts.namelist():
            unpacked.writestr(zipfile.ZipInfo(name), parts.read(name))
    return made.getvalue()


# the page


def _set_up(document: Any, paper: Paper) -> None:
    """The page, the style of the body, the footers, and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(each) for each in layout.PAGE_MM)
    section.top_margin, section.bottom_margin = Mm(layout.TOP_MM), Mm(layout.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(layout.LEFT_MM), Mm(layout.RIGHT_MM)
    section.footer_distance = Mm(layout.BOTTOM_MM - layout.FOOT_MM)
    style = document.styles["Normal"]
    style.font.size = Pt(layout.BODY_PT)
    _name_faces(style.element.get_or_add_rPr(), BODY)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(layout.LINE_PT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    document.settings.odd_and_even_pages_header_footer = True
    _footer(section.footer, WD_ALIGN_PARAGRAPH.RIGHT, paper.footer)
    _footer(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, paper.footer)
    for header in (section.header, section.even_page_header) if paper.mark else ():
        _mark(header, paper.mark)
    day = datetime(paper.day.year, paper.day.month, paper.day.day)  # noqa: DTZ001 (a paper's day has no zone)
    own = document.core_properties
    own.author, own.last_modified_by, own.title, own.comments = paper.agency, "", paper.title, ""
    own.created = own.modified = day
    own.revision, own.language = 1, "zh-CN"


def _footer(footer: Any, align: Any, told: Footer | None) -> None:
    """The number of the page, to the right on odd pages and to the left on even ones, and what checks the paper."""
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.alignment = align
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(layout.NUMBER_PT)
    _run(line, "— ", layout.NUMBER_PT)
    _field(line, "PAGE", layout.NUMBER_PT)
    _run(line, " —", layout.NUMBER_PT)
    if told is not None:
        below = footer.add_paragraph()
        below.alignment = align
        below.paragraph_format.line_spacing = Pt(layout.FOOTER_PT * 1.5)
        _run(below, check_line(told), layout.FOOTER_PT)


def _mark(header: Any, mark: str) -> None:
    """What says on every page that the paper is not in force."""
    header.is_linked_to_previous = False
    line = header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    run = _run(line, mark, layout.MARK_PT, TITLE)
    run.font.color.rgb = RED


def check_line(told: Footer) -> str:
    """How the foot of a page says what to ask for."""
    return f"核验码 {told.code}  SHA-256 {told.digest}"


def _field(line: Any, name: str, size: float) -> None:
    """A field, each part a run of its own: not every program gives its result the size of a run that holds them all."""
    for kind in ("begin", "", "separate", "result", "end"):
        run = _run(line, "1" if kind == "result" else "", size)
        if kind == "result":
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = name
        run._r.append(part)


# its parts


def _head(document: Any, paper: Paper) -> None:
    """The red head with its line, the number, the title, the addressee."""
    if paper.agency:
        line = _centred(document)
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        _run(line, paper.agency, layout.head_size(paper.agency), TITLE).font.color.rgb = RED
        _line(document)
    if paper.number:
        _run(_centred(document), paper.number)
    if paper.agency:
        _ruled(document.paragraphs[-1], "single", "FF0000")
        _line(document)
    title = _centred(document)
    title.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    title.paragraph_format.keep_with_next = True
    _run(title, paper.title, layout.TITLE_PT, TITLE)
    _line(document)
    if paper.addressee:
        _run(_line(document), f"{paper.addressee}：")


def _block(document: Any, block: Paragraph | Heading | Table) -> None:
    if isinstance(block, Table):
        _table(document, block)
        return
    line = _line(document)
    face = BODY
    if isinstance(block, Heading):
        line.paragraph_format.keep_with_next = True
        face = OF_LEVEL.get(block.level, BODY)
    elif block.is_indented:
        line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if isinstance(block, Heading) or block.is_indented:
        line.paragraph_format.first_line_indent = Pt(2 * layout.BODY_PT)
    _run(line, block.text, face=face)


def _attachments(document: Any, names: tuple[str, ...]) -> None:
    """What is attached: one line below the text, two characters in, no mark at the end (7.3.4)."""
    if not names:
        return
    _line(document)
    for at, name in enumerate(names):
        line = _line(document)
        line.paragraph_format.first_line_indent = Pt((2 if at == 0 else 5) * layout.BODY_PT)
        number = f"{at + 1}. " if len(names) > 1 else ""
        _run(line, f"{'附件：' if at == 0 else ''}{number}{name}")


def _signature(document: Any, signature: Signature) -> None:
    """Name and day, kept on the page of the last words before them."""
    where = layout.placed(signature)
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    for _ in range(2 if signature.is_sealed else 1):
        _line(document).paragraph_format.keep_with_next = True
    for text, free in ((signature.name, where.name), (signature.day, where.day)):
        line = _line(document)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(free * layout.BODY_PT)
        line.paragraph_format.keep_with_next = text == signature.name
        _run(line, text)


def _slip(document: Any, slip: Slip) -> None:
    """A line to cut along, a heading, and a table of what is filled in."""
    cut = _line(document)
    _ruled(cut, "dashed", "000000")
    title = _centred(document)
    title.paragraph_format.keep_with_next = True
    _run(title, slip.title, layout.TITLE_PT, TITLE)
    _grid(document, [1, 3], slip.lines, [Align.LEFT, Align.LEFT])


def _table(document: Any, table: Table) -> None:
    aligned = [each.align for each in table.columns]
    heads = tuple(each.head for each in table.columns)
    made = _grid(document, [each.width for each in table.columns], (heads, *table.rows), aligned)
    for cell in made.rows[0].cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _name_faces(cell.paragraphs[0].runs[0]._r.get_or_add_rPr(), BLACK)
    head = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(head)


def _grid(document: Any, shares: list[int], rows: tuple[tuple[str, ...], ...], aligned: list[Align]) -> Any:
    """A ruled table as wide as the type area; no row is parted between pages."""
    made = document.add_table(rows=len(rows), cols=len(shares))
    made._tbl.tblStyle_val, made.alignment, made.autofit = GRID, WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(layout.WIDTH_MM * share / sum(shares)) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(made.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width, align in zip(row.cells, texts, widths, aligned, strict=True):
            cell.width = width
            line = cell.paragraphs[0]
            line._p.insert(0, deepcopy(_of_cell(align)))
            _run(line, text, layout.TABLE_PT)
    return made


@cache
def _of_cell(align: Align) -> Any:
    """How the line of a cell stands: made once and copied, as runs are."""
    line: Any = Text(OxmlElement("w:p"), None)  # type: ignore[arg-type]
    line.alignment = _ALIGNED[align]
    line.paragraph_format.line_spacing = Pt(layout.TABLE_PT * 1.5)
    return line._p.pPr


# lines and runs


def _line(document: Any) -> Any:
    """A new line of the body."""
    return document.add_paragraph()


def _centred(document: Any) -> Any:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return line


def _run(line: Any, text: str, size: float = layout.BODY_PT, face: str = BODY) -> Any:
    """A text in a line; python-docx takes it as it is."""
    made = deepcopy(_pattern(size, face))
    line._p.append(made)
    run = Run(made, line)
    if text:
        run.text = text
    return run


@cache
def _pattern(size: float, face: str) -> Any:
    """A run of a size and a face without a text. Papers have hundreds of a few kinds: to copy one is faster than to make it."""
    made: Any = OxmlElement("w:r")
    Run(made, None).font.size = Pt(size)  # type: ignore[arg-type]
    about = made.get_or_add_rPr()
    _name_faces(about, face)
    if size == layout.BODY_PT:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(round(layout.TRACKING_PT * 20)))
        about.insert_element_before(spacing, *_AFTER_SPACING)
    return made


def _name_faces(about: Any, face: str) -> None:
    """Name the face of Han characters and that of Latin letters, and the language, or marks stand as in Taiwan."""
    fonts = about.get_or_add_rFonts()
    for name, value in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face)):
        fonts.set(qn(f"w:{name}"), value)
    if about.find(qn("w:lang")) is None:
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), "en-US")
        lang.set(qn("w:eastAsia"), "zh-CN")
        about.insert_element_before(lang, "w:eastAsianLayout", "w:specVanish", "w:oMath")


def _ruled(line: Any, kind: str, colour: str) -> None:
    """A rule beneath a line."""
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", kind), ("sz", "12"), ("space", "4"), ("color", colour)):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    line._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


class _Dated:
    """Takes the parts of a document as python-docx writes them, and dates each by the paper's day, not by the clock."""

    def __init__(self, into: zipfile.ZipFile, day: date) -> None:
        self.into = into
        self.day = (max(_FIRST_YEAR, day.year), day.month, day.day, 0, 0, 0)

    def write(self, uri: Any, blob: bytes) -> None:
        """One part."""
        part = zipfile.ZipInfo(uri.membername, self.day)
        part.compress_type = zipfile.ZIP_DEFLATED
        self.into.writestr(part, blob)


def _saved(document: Any, paper: Paper) -> bytes:
    """The file. Saved as python-docx does it, every part would be packed, opened and packed again to be dated."""
    package, made = document.part.package, io.BytesIO()
    for part in package.parts:
        part.before_marshal()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        dated, writer = _Dated(parts, paper.day), cast("Any", PackageWriter)
        writer._write_content_types_stream(dated, package.parts)
        writer._write_pkg_rels(dated, package.rels)
        writer._write_parts(dated, package.parts)
    return made.getvalue()
